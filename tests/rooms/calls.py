"""A browser and a house for the calls of one file, and nobody left in the room after a test.

A module that tests calls imports all three.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsers import CHROMIUM, FLAGS
from tests.rooms.house import House, open_house


@pytest.fixture(scope="module")
def chromium(chromium: Browser) -> Iterator[Browser]:
    """A browser of their own: what calls of other files left in its network must not decide about these."""
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(autouse=True)
def gone_afterwards(chromium: Browser) -> Iterator[None]:
    """Whatever a test did, nobody is left in the room for the next one."""
    yield
    for context in chromium.contexts:
        context.close()
