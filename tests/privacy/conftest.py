from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from stillroom.accounts.actions import save_draft
from stillroom.care.queries import episode_of, episodes_of
from stillroom.home.demo import Demo, build_demo
from stillroom.privacy.turns import TURNS
from stillroom.scheduling.actions import keep_beside
from tests.care.cast import list_person, toms
from tests.care.pair import pair
from tests.cast import CHEAP
from tests.safecalls.calling import calling, watched
from tests.scheduling.cast import week

__all__ = ["list_person", "pair", "toms", "watched", "week"]


@pytest.fixture
def demo(own_data: object, db: None, watched: None) -> Demo:
    """Ada has something of every kind, with Tom and for herself."""
    now = datetime.now(UTC)
    made = build_demo(now=now, cost=CHEAP)
    ada = made.person("Ada").keyholder
    save_draft(keyholder=ada, form="test", about=None, fields={"text": "Half a sentence that"}, now=now)
    calling(made.person("Ada"), now=now)
    keep_beside(keyholder=ada, episode=episode_of(ada, episodes_of(ada)[0].space), now=now)
    return made


@pytest.fixture(autouse=True)
def nobody_waits() -> Iterator[None]:
    """A test that asks for a file and does not read it holds a turn, as no server does."""
    TURNS.empty()
    yield
    TURNS.empty()
