"""What comes after the first talk, and before it: a question without a name, who fits, a time that has to move, more
questions once both want them, what is held, and going for good. In the demo's practice, walked four times: with
scripts and without, in each language, on a narrow phone."""

import re
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from stillroom.home.demo_therapists import ZONE as DEMO_ZONE
from tests.attacks.thief import copy_of, files_with
from tests.journeys.acts import choose_a_time, come_in, heading, press, says
from tests.journeys.conftest import new_page
from tests.journeys.ways import WAYS, on
from tests.journeys.world import World, opened

pytestmark = [pytest.mark.journey, pytest.mark.walk]

QUESTION = "Kanarienvogel-question-3c1d"
ANSWER = "Kanarienvogel-answer-77f0"
WORDS_TO_MOVE = "Kanarienvogel-moved-5aa2"
A_MOMENT = 5_000  # ms: who sends sooner is asked to send again
SICK = "Kanarienvogel-sick-0b9e"
NOTE = "Kanarienvogel-note-c63d"
CANARIES = (QUESTION, ANSWER, WORDS_TO_MOVE, SICK, NOTE)


@pytest.fixture(scope="module", params=WAYS, ids=str)
def world(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[World]:
    with opened(chromium, request.param, tmp_path_factory.mktemp("relay"), demo=True) as world:
        for page, name in ((world.steward, "Max"), (world.tom, "Tom"), (world.ada, "Ada")):
            come_in(page, world.ways[name])
        found = re.search(r"/with/([0-9a-f-]{36})/", world.ada.content())
        assert found
        world.space = found[1]
        yield world


@pytest.fixture(scope="module")
def visitor(world: World, chromium: Browser) -> Iterator[Page]:
    """Somebody who has no name here."""
    page = new_page(chromium, world.server, **world.way.options())
    yield page
    page.context.close()


def narrow(page: Page) -> None:
    """Nothing has to be pushed sideways at 320 px."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def test_somebody_without_a_name_asks_a_question_and_reads_the_answer_by_a_code(world: World, visitor: Page):
    visitor.goto("/question/")
    says(visitor, "Nobody reads this now")
    visitor.locator("[name=text]").fill(QUESTION)
    visitor.wait_for_timeout(A_MOMENT)
    press(visitor, "Send my question")
    code = visitor.locator(".secret").inner_text().replace(" ", "")
    narrow(visitor)
    steward = world.steward
    steward.goto("/desk/questions/")
    waiting = steward.locator("main a.item", has_text=on(steward, "waits for an answer"))
    for number in range(waiting.count()):  # others have asked too, and no row says who or what
        waiting.nth(number).click()
        if steward.get_by_text(QUESTION).count():
            break
        steward.goto("/desk/questions/")
    expect(steward.get_by_text(QUESTION)).to_be_visible()
    steward.locator("[name=text]").fill(ANSWER)
    press(steward, "Send the answer")
    press(visitor, "I have written it down")
    visitor.locator("[name=code]").fill(code.lower())
    press(visitor, "Open it")
    expect(visitor.get_by_text(ANSWER)).to_be_visible()
    narrow(visitor)
    visitor.locator("[name=sure]").check()
    press(visitor, "Erase")
    visitor.goto("/question/answer/")
    visitor.locator("[name=code]").fill(code)
    press(visitor, "Open it")
    expect(visitor.get_by_text(ANSWER)).to_have_count(0)
    assert on(visitor, "Error:") in visitor.title()


def test_they_say_what_they_look_for_and_see_who_fits_and_why(world: World, visitor: Page):
    visitor.goto("/people/")
    press(visitor, "Say what you look for")
    visitor.locator("summary", has_text=on(visitor, "Language")).click()
    visitor.locator("[name=languages][value=es]").check()
    narrow(visitor)
    press(visitor, "Show who fits")
    says(visitor, "You said:")
    expect(visitor.locator("main .card li").first).to_be_visible()
    assert "?" not in visitor.url
    narrow(visitor)
    press(visitor, "Clear all")
    expect(visitor.get_by_text(on(visitor, "You said:"))).to_have_count(0)


def test_she_moves_her_time_and_he_is_told(world: World):
    ada, tom = world.ada, world.tom
    ada.goto(f"/with/{world.space}/")
    ada.locator("main a[href$='/move/']").first.click()
    choose_a_time(ada, 3)
    ada.locator("[name=words]").fill(WORDS_TO_MOVE)
    narrow(ada)
    press(ada, "Move it")
    says(ada, "Moved. It was:")
    tom.goto(f"/with/{world.space}/talk/")
    expect(tom.locator(".bubble", has_text=WORDS_TO_MOVE)).to_be_visible()


def test_he_cancels_the_whole_day_and_she_is_told_and_books_again(world: World):
    ada, tom = world.ada, world.tom
    ada.goto(f"/with/{world.space}/")
    start = datetime.fromisoformat(ada.locator("main li.day time").first.get_attribute("datetime") or "")
    tom.goto(f"/desk/days/{start.astimezone(ZoneInfo(DEMO_ZONE)).date().isoformat()}/")
    expect(tom.locator("main li.item", has_text="Ada")).to_be_visible()
    tom.locator("[name=words]").fill(SICK)
    narrow(tom)
    tom.locator("main form button.danger").click()
    ada.goto(f"/with/{world.space}/talk/")
    expect(ada.locator(".bubble", has_text=SICK)).to_be_visible()
    ada.goto(f"/with/{world.space}/times/")
    choose_a_time(ada, 0)
    ada.locator("[name=medium][value=text]").check()
    ada.locator("main form button.button:not(.quiet)").click()
    ada.goto(f"/with/{world.space}/")
    expect(ada.locator("main li.day time").first).to_be_visible()


def test_he_signs_the_note_of_the_last_session_and_nobody_changes_it_after(world: World):
    tom = world.tom
    tom.goto(f"/with/{world.space}/notes/")
    tom.locator("main a[href*='/notes/']:not(nav a)").first.click()
    for name, words in (("data", NOTE), ("assessment", "Less alone."), ("plan", "Go on.")):
        tom.locator(f"[name={name}]").fill(words)
    narrow(tom)
    press(tom, "Sign")
    says(tom, "Signed. It is part of the record now.")
    tom.goto(f"/with/{world.space}/notes/")
    tom.locator("main a[href*='/notes/']:not(nav a)").first.click()
    expect(tom.get_by_text(NOTE)).to_be_visible()
    assert tom.locator("[name=said]").count() == 0
    answer = world.ada.goto(f"/with/{world.space}/notes/")
    assert answer is not None
    assert answer.status == 404


def test_he_opens_the_questions_about_what_happened_and_only_then_are_they_offered(world: World):
    ada, tom = world.ada, world.tom
    place = f"/with/{world.space}/questions/"
    tom.goto(place)
    tom.locator("main a[href*='/after/']").first.click()
    press(tom, "Close it")
    ada.goto(place)
    assert ada.locator("main a[href*='/after/']").count() == 0
    tom.goto(place)
    tom.locator("main a[href*='/after/']").first.click()
    press(tom, "Open it for %(name)s", name="Ada")
    ada.goto(place)
    expect(ada.locator("main a[href*='/after/']").first).to_be_visible()
    narrow(ada)


def test_she_answers_seven_more_and_sees_the_number_in_a_table_beside_its_chart(world: World):
    ada = world.ada
    ada.goto(f"/with/{world.space}/questions/")
    ada.locator("main a[href*='/worry/']").first.click()
    for _ in range(10):  # seven, and how hard it made things
        if ada.locator("main input[type=radio]").count() == 0:
            break
        ada.locator("main input[type=radio]").nth(1).check()
        ada.locator("main form button.button").first.click()
        ada.wait_for_load_state()
    press(ada, "Send to %(name)s", name="Tom Vale")
    ada.goto(f"/with/{world.space}/questions/")
    expect(ada.locator("main svg[role=img] title").first).to_be_attached()
    expect(ada.locator("main table").first).to_be_visible()
    narrow(ada)


def test_she_sees_what_is_held_and_goes_for_good(world: World, visitor: Page):
    ada = world.ada
    ada.goto("/mine/")
    says(ada, "What others hold")
    narrow(ada)
    press(ada, "How erasing works")
    ada.locator("[name=sure]").check()
    press(ada, "Erase now")
    expect(heading(ada, "It is erased")).to_be_visible()
    way_in = world.ways["Ada"]
    visitor.goto("/in/")
    visitor.locator("[autocomplete=username]").fill(way_in.handle)
    visitor.locator("[autocomplete=current-password]").fill(way_in.passphrase)
    visitor.locator("main form button.button").first.click()
    assert visitor.url.endswith("/in/")
    world.tom.goto(f"/with/{world.space}/")
    expect(world.tom.locator("main")).to_contain_text("Ada")


def test_none_of_it_lies_readable_on_the_disk(world: World):
    loot = copy_of(world.server.data)
    assert [name for words in CANARIES for name in files_with(loot, words.encode())] == []
    assert files_with(loot, b"Tom Vale") != []  # the control
