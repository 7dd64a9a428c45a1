"""From a first page about oneself to an ending: what somebody tells, what is asked again and again, what they plan
together, weeks that go the wrong way, a look at it, a change, and a summary that both keep. In two browsers, with the
server's clock put forward between the weeks; with scripts in English and without in Spanish, on a narrow phone."""

import re
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from stillroom.assessments.addresses import InstrumentInAddress
from tests.attacks.thief import copy_of, files_with
from tests.journeys.acts import choose_a_time, come_in, heading, join, press, says
from tests.journeys.ways import Way, on
from tests.journeys.world import World, opened

pytestmark = [pytest.mark.journey, pytest.mark.walk]

OWN_REASON = "Kanarienvogel-reason-51c2"
SHARED_OUTCOME = "Kanarienvogel-outcome-9d04"
UNDERSTOOD = "Kanarienvogel-understood-e7a8"
WAY_TO_REACH = "Kanarienvogel-way-77f1"
DONE = "Kanarienvogel-done-03bc"
GOAL = "Kanarienvogel-goal-5a6d"
CHANGE = "Kanarienvogel-change-c41e"
KEPT = "Kanarienvogel-kept-2b90"
CANARIES = [OWN_REASON, SHARED_OUTCOME, UNDERSTOOD, WAY_TO_REACH, DONE, GOAL, CHANGE, KEPT]
WHO = {"reader": "Tom Vale", "name": "Iris Moon"}
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


def step(space: str, name: str, number: int) -> str:
    """Addresses say of a questionnaire only a neutral word."""
    return f"/with/{space}/questions/{InstrumentInAddress().to_url(name)}/{number}/"


def answer(page: Page, space: str, name: str, values: Sequence[int]) -> None:
    """Question by question, past the page of help where one comes, and sent to Tom."""
    page.goto(step(space, name, 1))
    for number, value in enumerate(values, 1):
        page.wait_for_url(f"**{step(space, name, number)}")
        page.locator(f"input[name=answer][value='{value}']").check()
        press(page, "Next")
        page.wait_for_load_state()
        if heading(page, "Before you go on").count():
            press(page, "Go on")
    page.wait_for_url("**/end/")
    press(page, "Send to %(name)s", name="Tom Vale")
    page.wait_for_load_state()


def test_she_chooses_beforehand_who_may_reach_her(world: World):
    wren, tom = world.ada, world.tom
    wren.goto("/today/")
    press(wren, "Choose who may reach you, if it gets dangerous")
    wren.locator("[name=who][value=on_call]").check()
    press(wren, "Keep it")
    says(wren, "Please write how this person can reach you safely. Without it they could do nothing.")
    wren.locator("[name=way]").fill(WAY_TO_REACH)
    narrow(wren)
    press(wren, "Keep it")
    wren.wait_for_load_state()
    tom.goto(f"/with/{world.space}/reach/")
    expect(tom.get_by_text(WAY_TO_REACH)).to_be_visible()


def test_he_suggests_questions_and_she_says_yes_to_one_of_them(world: World):
    wren, tom = world.ada, world.tom
    tom.goto(f"/with/{world.space}/questions/suggested/")
    tom.locator("[name=every_gad-7]").select_option("week")
    tom.locator("[name=every_phq-9]").select_option("fortnight")
    press(tom, "Suggest these")
    tom.wait_for_load_state()
    wren.goto(f"/with/{world.space}/questions/")
    narrow(wren)
    suggested = wren.locator("#suggested li", has=wren.locator("input[value=gad-7]"))
    suggested.locator("button[value=yes]").click()
    wren.wait_for_load_state()
    says(wren, "now, if you like")


def test_a_grave_answer_brings_help_at_once_and_asks_him_to_look(world: World):
    wren, tom = world.ada, world.tom
    answer(wren, world.space, "gad-7", (1, 1, 1, 1, 1, 1, 1))
    wren.goto(step(world.space, "phq-9", 9))
    wren.locator("input[name=answer][value='1']").check()
    press(wren, "Next")
    expect(heading(wren, "You do not have to hold this alone")).to_be_visible()
    says(wren, "If %(reader)s does not look in time, %(name)s, who is on call, may open your card.", **WHO)
    narrow(wren)
    answer(wren, world.space, "phq-9", (1, 1, 1, 1, 1, 1, 1, 1, 1, 1))
    tom.goto("/today/")
    tom.locator("main a[href*='/flags/']", has_text="Wren").first.click()
    tom.locator("main a[href*='/flags/']", has_text=on(tom, "flag")).first.click()
    expect(tom.get_by_text(WAY_TO_REACH)).to_be_visible()
    narrow(tom)
    tom.locator("[name=done]").fill(DONE)
    press(tom, "I have looked at this")
    tom.wait_for_load_state()
    wren.goto(f"/with/{world.space}/questions/")
    wren.locator("main a[href*='/questions/'][href$='/']", has_text=re.compile(r"\d")).last.click()
    expect(wren.get_by_text(DONE)).to_be_visible()


def test_they_find_a_plan_by_a_proposal_and_another_that_answers_it(world: World):
    wren, tom = world.ada, world.tom
    wren.goto(f"/with/{world.space}/goal/")
    wren.locator("[name=words]").fill(GOAL)
    wren.locator("[name=steps]").fill("Say no once")
    press(wren, "Propose this")
    tom.goto(f"/with/{world.space}/goal/")
    press(tom, "Answer with other words")
    tom.locator("[name=steps]").fill("Say no once, by text\nSleep before I answer")
    tom.locator("[name=said]").fill("Smaller first. Does it fit?")
    press(tom, "Propose this")
    wren.goto(f"/with/{world.space}/goal/")
    expect(heading(wren, "What they changed in what you proposed")).to_be_visible()
    expect(wren.get_by_text("Say no once, by text").first).to_be_visible()
    narrow(wren)
    press(wren, "Yes, this is it")
    says(wren, "You both said yes to this.")
    wren.locator("[name=value][value='3']").check()
    press(wren, "Keep this")
    wren.wait_for_load_state()


@pytest.mark.parametrize(("days", "values"), [(14, (1, 1, 1, 1, 2, 1, 1)), (42, (2, 2, 2, 2, 2, 2, 3))])
def test_weeks_go_by_and_what_is_due_is_offered(world: World, days: int, values: Sequence[int]):
    later(world, days)
    wren = world.ada
    says(wren, "A few questions, only if you want")
    answer(wren, world.space, "gad-7", values)


def test_it_goes_the_wrong_way_and_both_are_asked_what_to_change(world: World):
    wren, tom = world.ada, world.tom
    wren.goto("/today/")
    press(wren, "A moment to look together at how it goes")
    expect(heading(wren, "What should we change?")).to_be_visible()
    wren.locator("[name=topics][value=often]").check()
    wren.locator("[name=words]").fill(CHANGE)
    narrow(wren)
    press(wren, "Share this")
    wren.wait_for_load_state()
    tom.goto("/today/")
    expect(heading(tom, "To look at together")).to_be_visible()
    tom.goto(f"/with/{world.space}/questions/")
    expect(tom.get_by_text(CHANGE)).to_be_visible()
    narrow(tom)
    tom.locator("#change").get_by_role("link", name=on(tom, "Look at the plan together")).click()


def test_they_look_at_the_plan_and_change_it(world: World):
    wren, tom = world.ada, world.tom
    tom.locator("[name=change]").fill("Shorter talks, twice a week.")
    press(tom, "Keep this")
    tom.goto(f"/with/{world.space}/goal/")
    press(tom, "Change the words or the steps")
    tom.locator("[name=steps]").fill("Say no once, by text\nSleep before I answer\nTwo short talks a week")
    press(tom, "Propose this")
    wren.goto(f"/with/{world.space}/goal/")
    expect(heading(wren, "What is different from what you both agreed to")).to_be_visible()
    press(wren, "Yes, this is it")
    expect(wren.get_by_text("Shorter talks, twice a week.")).to_be_visible()
    wren.locator("[name=value][value='6']").check()
    press(wren, "Keep this")
    wren.wait_for_load_state()


def test_they_come_to_an_end_with_a_summary_that_both_keep(world: World):
    wren, tom = world.ada, world.tom
    wren.goto(f"/with/{world.space}/ending/")
    press(wren, "Tell %(name)s", name="Tom Vale")
    wren.goto(f"/with/{world.space}/ending/")
    wren.locator("main textarea").first.fill(KEPT)
    press(wren, "Keep it")
    wren.wait_for_load_state()
    tom.goto(f"/with/{world.space}/kept/")
    expect(tom.get_by_text(KEPT)).to_be_visible()
    says(tom, "From %(first)s to %(last)s, of 10.", first="3", last="6")
    press(tom, "Yes, this is our summary")
    tom.wait_for_load_state()
    wren.goto(f"/with/{world.space}/kept/")
    narrow(wren)
    press(wren, "Yes, this is our summary")
    wren.wait_for_load_state()
    wren.goto(f"/with/{world.space}/end/")
    press(wren, "End it")
    wren.wait_for_load_state()
    for page in (wren, tom):
        page.goto(f"/with/{world.space}/kept/")
        expect(page.get_by_text(KEPT)).to_be_visible()


def test_none_of_it_lies_readable_on_the_disk(world: World):
    loot = copy_of(world.server.data)
    assert [name for words in CANARIES for name in files_with(loot, words.encode())] == []
    assert files_with(loot, b"Tom Vale") != []  # the control
