"""Every exercise on a narrow phone: sound for who reads by ear and goes by keyboard, and nobody else's to see."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from stillroom.toolkit.shelves import shelf
from tests.journeys.acts import come_in, press
from tests.journeys.conftest import Server, new_page
from tests.journeys.routes_browsing import hangs_over, small_targets, telling, unguarded_fields, violations
from tests.journeys.world import ways_in

pytestmark = [pytest.mark.journey]
PHONE = {"width": 320, "height": 700}


@pytest.fixture(scope="module")
def ada(chromium: Browser, demo_server: Server) -> Iterator[Page]:
    """Ada, for whom Tom has opened all that a therapist opens."""
    tom, ada = (new_page(chromium, demo_server, viewport=PHONE) for _ in range(2))
    ways = ways_in(demo_server)
    come_in(tom, ways["Tom"])
    come_in(ada, ways["Ada"])
    tom.goto("/with/")
    tom.locator("main").get_by_role("link", name="Ada").first.click()
    tom.wait_for_url("**/with/*-*/**")
    space = tom.url.split("/with/")[1].split("/")[0]
    for each in shelf().values():
        if each.opened_by_therapist:
            tom.goto(f"/with/{space}/tried/open/{each.address}/")
            press(tom, "Open it for %(name)s", name="Ada")
    yield ada
    tom.context.close()
    ada.context.close()


@pytest.mark.parametrize("name", sorted(shelf()))
def test_an_exercise_is_sound_on_a_phone(ada: Page, name: str):
    ada.goto(f"/try/{shelf()[name].address}/")
    assert ada.locator("main form.fields").count() == 1
    assert ada.locator("h1:visible").count() == 1
    assert telling(ada) == []
    assert hangs_over(ada) <= 0
    assert small_targets(ada) == []
    assert unguarded_fields(ada, public=False) == []
    assert violations(ada) == []
