"""Between sessions: a bad night on a phone that nobody signed in on, a card the next day, one entry shared and taken
back, and a ladder that a therapist opens; with scripts in English and without in Spanish, on a narrow phone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from stillroom.accounts.people import SESSION_COOKIE
from stillroom.toolkit.shelves import shelf
from tests.attacks.thief import copy_of, files_with
from tests.journeys.acts import come_in, press, says
from tests.journeys.conftest import new_page
from tests.journeys.ways import Way, on
from tests.journeys.world import World, opened

pytestmark = [pytest.mark.journey, pytest.mark.walk]

NOTE = "Kanarienvogel-note-8f31"
RUNG = "Kanarienvogel-rung-40aa"
LEARNED = "Kanarienvogel-learned-71ce"
MAYBE = "Kanarienvogel-maybe-b2d9"
PLACE = "Kanarienvogel-place-06ad"
CLEAR, OTHER = "lemon tree", "apple tree"
CANARIES = [NOTE, RUNG, LEARNED, MAYBE, PLACE, CLEAR, OTHER]
WORDS = "As we said on Monday."
WAYS = [Way("en", scripts=True), Way("es", scripts=False)]
# A card is a minute: somebody who is tired does some 25 things in it, slowly.
PRESSES = 25


@pytest.fixture(scope="module", params=WAYS, ids=str)
def world(
    chromium: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[World]:
    with opened(chromium, request.param, tmp_path_factory.mktemp("relay"), demo=True) as world:
        world.space = ""
        yield world


def narrow(page: Page) -> None:
    """Nothing has to be pushed sideways at 320 px."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def title(page: Page, name: str) -> str:
    """How an exercise is called in the language of the page."""
    return shelf()[name].words[page.locator("html").get_attribute("lang") or "en"].title


def at(name: str) -> str:
    return f"/try/{shelf()[name].address}/"


def test_on_a_locked_phone_calm_is_two_taps_away(world: World, chromium: Browser):
    phone = new_page(chromium, world.server, **world.way.options())
    phone.goto("/calm/")
    phone.locator("main a[href*='/calm/']").first.click()
    narrow(phone)
    if world.way.scripts:
        phone.locator("[data-toggle]").first.click()
        expect(phone.locator(".pacer-word").first).not_to_be_empty()
    else:
        assert len(phone.locator("main").inner_text()) > 200
    assert SESSION_COOKIE not in {cookie["name"] for cookie in phone.context.cookies()}
    phone.context.close()


def test_she_finds_what_fits_in_her_own_words(world: World):
    ada, tom = world.ada, world.tom
    come_in(ada, world.ways["Ada"])
    come_in(tom, world.ways["Tom"])
    ada.goto("/try/")
    narrow(ada)
    typed = {"en": "I can't sleep after work", "es": "no puedo dormir después del trabajo"}[world.way.language]
    ada.locator("main [name=words]").fill(typed)
    press(ada, "Find something")
    expect(ada.locator("main ul.list a").first).to_contain_text(re.compile("|".join(fitting(ada))))
    assert "sleep" not in ada.url
    assert "dormir" not in ada.url
    narrow(ada)


def fitting(page: Page) -> list[str]:
    return [re.escape(title(page, name)) for name in ("after-work", "sleep-diary")]


def test_the_next_day_a_card_takes_less_than_a_minute_by_keyboard_alone(world: World):
    ada = world.ada
    ada.goto(at("diary-card"))
    narrow(ada)
    presses = 0
    ada.locator("[name=f_urge_hurt]").first.focus()
    for key in ("ArrowRight", "Tab", "Space", "Tab", "ArrowRight", "Tab", "Space", "Tab", "ArrowRight"):
        ada.keyboard.press(key)
        presses += 1
    ada.locator("[name=f_note]").fill(NOTE)
    ada.keyboard.press("Enter")
    presses += 2
    ada.wait_for_url(re.compile(r"/try/[0-9a-f-]{36}/"))
    expect(ada.get_by_text(NOTE)).to_be_visible()
    assert presses <= PRESSES


def test_she_shares_one_he_reads_it_and_she_takes_it_back(world: World):
    ada, tom = world.ada, world.tom
    summary = ada.locator("summary", has_text=on(ada, "Share this one"))
    summary.click()
    ada.locator("select[name=space], input[name=space]").first.wait_for()
    choose = ada.locator("select[name=space]")
    if choose.count():
        choose.select_option(index=choose.locator("option").count() - 1)
    else:
        ada.locator("input[name=space]").first.check()
    press(ada, "Share a copy")
    says(ada, "Shared. You can take it back at any time.")
    link = ada.locator("a[href*='/tried/']").first
    shared = link.get_attribute("href") or ""
    world.space = shared.split("/")[2]
    tom.goto(f"/with/{world.space}/")
    tom.locator("main").get_by_role("link", name=title(tom, "diary-card")).first.click()
    expect(tom.get_by_text(NOTE)).to_be_visible()
    narrow(tom)
    press(ada, "Take it back")
    says(ada, "Taken back. It may have been read before.")
    answer = tom.goto(shared)
    assert answer is not None
    assert answer.status == 404


def test_a_ladder_is_closed_until_he_opens_it(world: World):
    ada, tom = world.ada, world.tom
    ada.goto(at("exposure-ladder"))
    expect(ada.locator("main form.fields")).to_have_count(0)
    for name in ("exposure-ladder", "exposure-trial"):
        tom.goto(f"/with/{world.space}/tried/open/{shelf()[name].address}/")
        narrow(tom)
        tom.locator("[name=words]").fill(WORDS)
        press(tom, "Open it for %(name)s", name="Ada")
        says(tom, "Open. They find it among their things to try.")


def test_she_builds_it_with_more_lines_and_tries_one_rung(world: World):
    ada = world.ada
    ada.goto(at("exposure-ladder"))
    expect(ada.get_by_text(WORDS)).to_be_visible()
    for line, fear in enumerate((30, 50, 80)):
        ada.locator(f"[name=f_steps_{line}_step]").fill(f"{RUNG} {line}")
        ada.locator(f"[name=f_steps_{line}_fear]").fill(str(fear))
    press(ada, "More lines")
    expect(ada.locator("[name=f_steps_0_step]")).to_have_value(f"{RUNG} 0")
    ada.locator("[name=f_steps_3_step]").fill(f"{RUNG} 3")
    narrow(ada)
    press(ada, "Keep it for me")
    expect(ada.locator("main")).to_contain_text(f"{RUNG} 3")
    ada.locator(f"main a[href='{at('exposure-trial')}']").click()
    ada.locator("[name=f_step]").first.check()
    for name, value in (("f_sure", "90"), ("f_start", "40"), ("f_peak", "60"), ("f_end", "25")):
        ada.locator(f"[name={name}]").fill(value)
    ada.locator("[name=f_learned]").fill(LEARNED)
    narrow(ada)
    press(ada, "Keep it for me")
    expect(ada.locator("main")).to_contain_text("35")
    expect(ada.locator("main")).to_contain_text(f"{RUNG} 0")


def test_what_is_hers_alone_stays_hers(world: World):
    ada, tom = world.ada, world.tom
    ada.goto(at("yes-no-maybe"))
    ada.locator("[name=f_items_0_what]").fill(MAYBE)
    ada.locator("[name=f_items_0_answer]").select_option("if")
    press(ada, "Keep it for me")
    expect(ada.get_by_text(MAYBE)).to_be_visible()
    mine = ada.url
    for address in (f"/with/{world.space}/", f"/with/{world.space}/tools/", mine):
        tom.goto(address)
        expect(tom.get_by_text(MAYBE)).to_have_count(0)
        expect(tom.get_by_text(RUNG)).to_have_count(0)


def set_up(page: Page) -> tuple[str, str]:
    """A safe call; the address of its page, and its link."""
    page.goto("/check/new/")
    page.locator("[name=against][value=no]").check()
    page.locator("[name=buddy]").fill("Uma")
    page.locator("[name=note]").fill(PLACE)
    page.locator("[name=first]").select_option("60")
    page.locator("[name=all_clear]").fill(CLEAR)
    page.locator("[name=duress]").fill(OTHER)
    narrow(page)
    press(page, "Begin now")
    page.wait_for_url(re.compile(r"/check/[0-9a-f-]{36}/"))
    narrow(page)
    link = page.locator(".whole-link").inner_text().strip()
    return page.url, link[link.index("/n/") :]


def presses(friend: Page, link: str) -> None:
    friend.goto("/calm/")  # an address that differs in its fragment alone is no new page
    friend.goto(link)
    press(friend, "Open the note")


NOTHING = (
    "There is nothing to open. Either the time is not past, or they are safe."
    " If the time is just past, try again in a few minutes."
)


def test_a_missed_check_in_opens_the_note_for_who_has_the_link_and_the_all_clear_destroys_it(
    world: World, chromium: Browser
):
    ada, friend = world.ada, new_page(chromium, world.server, **world.way.options())
    asked: list[str] = []
    friend.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    call, link = set_up(ada)
    if not world.way.scripts:
        friend.goto(link)
        says(friend, "This link needs a browser with scripts: the key is in it, and must not be sent to us.")
        friend.context.close()
        return
    presses(friend, link)
    says(friend, NOTHING)
    expect(friend.get_by_text(PLACE)).to_have_count(0)
    world.server.put_forward(0.2)
    opened = len([each for each in asked if "/open/" in each])
    presses(friend, link[:-5])
    says(friend, "This link is not whole. Please open it just as you were given it.")
    assert len([each for each in asked if "/open/" in each]) == opened  # half a link does not count as opened
    friend.goto(link)  # over the broken one: its fragment alone differs
    press(friend, "Open the note")
    expect(friend.get_by_text(PLACE)).to_be_visible()
    narrow(friend)
    key = link.partition("#")[2]
    assert [each for each in asked if key in each] == []
    assert key in friend.url  # the control: it was there
    come_in(ada, world.ways["Ada"])
    come_in(world.tom, world.ways["Tom"])
    ada.goto(call)
    says(ada, "The time is past. Your note can be opened now.")
    ada.locator("[name=code]").fill(CLEAR)
    press(ada, "I am safe, end it")
    says(ada, "Noted.")
    presses(friend, link)
    says(friend, NOTHING)
    friend.context.close()


def test_the_other_word_opens_at_once_and_looks_like_an_all_clear(world: World, chromium: Browser):
    ada, said, opened_by = world.ada, [], []
    for word in (CLEAR, OTHER):
        _page, link = set_up(ada)
        ada.locator("[name=code]").fill(word)
        press(ada, "I am safe, end it")
        says(ada, "Noted.")
        main = ada.locator("main").inner_text()
        said.append(re.sub(r"\d+:\d+", "", main))
        if world.way.scripts:
            friend = new_page(chromium, world.server, **world.way.options())
            presses(friend, link)
            friend.locator("[role=status]", has_text=re.compile(r"\w{4}")).first.wait_for()
            friend.wait_for_timeout(500)
            opened_by.append(friend.get_by_text(PLACE).count())
            friend.context.close()
    assert said[0] == said[1]
    assert opened_by == ([0, 1] if world.way.scripts else [])


def test_nothing_of_it_lies_readable_on_the_disk(world: World):
    loot = copy_of(world.server.data)
    assert [name for words in CANARIES for name in files_with(loot, words.encode())] == []
    assert files_with(loot, b"Tom Vale") != []  # the control
