"""From a first page about oneself to an ending: what somebody tells, what is asked again and again, what they plan
together, weeks that go the wrong way, a look at it, a change, and a summary that both keep. In two browsers, with the
server's clock put forward between the weeks; with scripts in English and without in Spanish, on a narrow phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.attacks.thief import copy_of, files_with
from tests.journeys.acts import choose_a_time, come_in, join, press
from tests.journeys.ways import Way, on
from tests.journeys.world import World, opened

pytestmark = [pytest.mark.journey, pytest.mark.walk]

OWN_REASON = "Kanarienvogel-reason-51c2"
SHARED_OUTCOME = "Kanarienvogel-outcome-9d04"
UNDERSTOOD = "Kanarienvogel-understood-e7a8"
CANARIES = [OWN_REASON, SHARED_OUTCOME, UNDERSTOOD]
WAYS = [Way("en", scripts=True), Way("es", scripts=False)]


@pytest.fixture(scope="module", params=WAYS, ids=str)
def world(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[World]:
    with opened(chromium, request.param, tmp_path_factory.mktemp("relay"), demo=True) as world:
        yield world


def narrow(page: Page) -> None:
    """Nothing has to be pushed sideways at 320 px."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def later(world: World, days: float) -> None:
    world.server.put_forward(days)
    come_in(world.tom, world.ways["Tom"])
    come_in(world.ada, world.ways["Wren"])


def test_somebody_joins_asks_is_taken_on_and_agrees(world: World):
    wren, tom = world.ada, world.tom
    come_in(tom, world.ways["Tom"])
    wren.goto("/join/")
    world.ways["Wren"] = join(wren, "Wren")
    wren.goto("/people/")
    press(wren, "More about %(name)s", name="Tom Vale")
    press(wren, "Ask for a first talk")
    choose_a_time(wren, 0)
    wren.locator("[name=medium][value=text]").check()
    press(wren, "Ask")
    found = re.search(r"/with/([0-9a-f-]{36})/", wren.url)
    assert found, wren.url
    world.space = found[1]
    tom.goto("/today/")
    tom.locator("main a[href*='/requests/']", has_text="Wren").first.click()
    press(tom, "Say yes")
    wren.goto(f"/with/{world.space}/agree/")
    agree = on(wren, "I have read this and I agree")
    while wren.get_by_role("button", name=agree).count():
        wren.get_by_role("button", name=agree).first.click()
        wren.wait_for_load_state()


def test_they_tell_what_they_like_about_themselves_and_choose_who_sees_each_answer(world: World):
    wren = world.ada
    wren.goto(f"/with/{world.space}/about/")
    wren.locator("[name=share][value=private]").check()
    press(wren, "Begin")
    wren.locator("main a[href$='/about/reason/']").click()
    wren.locator("textarea[name=reason]").fill(OWN_REASON)
    wren.locator("textarea[name=outcome]").fill(SHARED_OUTCOME)
    wren.locator("[name=outcome-share]").select_option("therapist")
    narrow(wren)
    press(wren, "Keep and stop here")
    wren.goto(f"/with/{world.space}/about/page/")
    expect(wren.get_by_text(SHARED_OUTCOME)).to_be_visible()
    expect(wren.get_by_text(OWN_REASON)).to_be_visible()


def test_he_reads_what_is_shared_as_one_page_and_writes_how_he_understands_it(world: World):
    wren, tom = world.ada, world.tom
    tom.goto(f"/with/{world.space}/about/")
    expect(tom.get_by_text(SHARED_OUTCOME)).to_be_visible()
    expect(tom.get_by_text(OWN_REASON)).to_have_count(0)
    tom.locator("[name=words]").fill(UNDERSTOOD)
    narrow(tom)
    press(tom, "Keep, for both to read")
    wren.goto(f"/with/{world.space}/about/")
    expect(wren.get_by_text(UNDERSTOOD)).to_be_visible()


def test_none_of_it_lies_readable_on_the_disk(world: World):
    later(world, 14)
    loot = copy_of(world.server.data)
    assert [name for words in CANARIES for name in files_with(loot, words.encode())] == []
    assert files_with(loot, b"Tom Vale") != []  # the control
