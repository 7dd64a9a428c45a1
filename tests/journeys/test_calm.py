"""Calm in a real browser: each guide begins, keeps time, says its changes and stops at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Server, new_page

pytestmark = [pytest.mark.journey]

WATCH = """
(selector) => {
  const word = document.querySelector(selector);
  window.changes = [];
  new MutationObserver(() => window.changes.push([performance.now(), word.textContent]))
    .observe(word, { childList: true, characterData: true, subtree: true });
}
"""


@pytest.fixture(scope="module")
def page(chromium: Browser, server: Server) -> Iterator[Page]:
    page = new_page(chromium, server, viewport={"width": 320, "height": 700})
    yield page
    page.context.close()


def begin(page: Page) -> None:
    page.locator("[data-toggle]").first.click()


def changes(page: Page, seconds: float) -> list[tuple[float, str]]:
    page.evaluate(WATCH, ".pacer-word")
    begin(page)
    page.wait_for_timeout(seconds * 1000)
    return [(at, words) for at, words in page.evaluate("window.changes") if words]


def drift(found: list[tuple[float, str]], every: float) -> float:
    """How far from its pace the last change came, in ms."""
    (first, _), (last, _) = found[0], found[-1]
    return abs((last - first) - every * (len(found) - 1))


@pytest.mark.alone
def test_taps_keep_their_pace_within_20_ms_over_20_seconds(page: Page):
    page.goto("/calm/hug/")
    found = changes(page, 21.5)[1:]  # the first frame after a press may be late
    assert 19 <= len(found) <= 22
    assert {words for _at, words in found} == {"Left", "Right"}
    assert drift(found, 1000) < 20
    page.keyboard.press("Escape")
    expect(page.locator("[data-end]")).to_have_text("Let your hands rest. How is it now?")
    expect(page.locator("[data-toggle]")).to_have_text("Start")


@pytest.mark.alone
def test_one_s_own_breath_is_kept_and_stops_by_a_press(page: Page):
    page.goto("/calm/breathe/")
    page.check("[name=pattern][value=own]")
    page.select_option("[name=in]", "2")
    page.select_option("[name=out]", "3")
    found = changes(page, 25.5)[1:]
    assert [words for _at, words in found][:4] == ["Breathe out", "Breathe in", "Breathe out", "Breathe in"]
    assert 8 <= len(found) <= 11
    assert drift(found[::2], 5000) < 20
    begin(page)
    expect(page.locator(".pacer-word")).to_have_text("")


def test_a_part_of_the_body_can_be_left_out(page: Page):
    page.goto("/calm/loosen/")
    word = page.locator("[data-word]")
    page.check("[name=sound]")
    begin(page)
    expect(word).to_have_text("Feet and lower legs: pull your toes up.")
    page.get_by_role("button", name="Leave this part out").click()
    expect(word).to_have_text("Thighs: press your knees together.")
    begin(page)
    expect(word).to_have_text("Stopped. That is fine.")
    expect(page.get_by_role("button", name="Leave this part out")).to_have_count(0)


def test_a_quiet_minute_begins_and_can_be_left(page: Page):
    page.goto("/calm/quiet/")
    page.check("[name=sound]")
    begin(page)
    expect(page.locator("[data-word]")).to_have_text("Begun. The bell says when it is over.")
    page.keyboard.press("Escape")
    expect(page.locator("[data-word]")).to_have_text("Stopped. That is fine.")


@pytest.mark.parametrize("place", ["breathe", "hug", "loosen", "quiet", "night", "ground", "skills", "know"])
def test_without_scripts_each_gives_its_text_and_fits(chromium: Browser, server: Server, place: str):
    page = new_page(chromium, server, viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page.goto(f"/calm/{place}/")
    assert len(page.locator("main").inner_text()) > 250
    assert page.locator("main button").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


def test_who_wants_nothing_to_move_gets_words(chromium: Browser, server: Server):
    page = new_page(chromium, server, reduced_motion="reduce")
    for place in ("breathe", "hug"):
        page.goto(f"/calm/{place}/")
        expect(page.locator("[name=moving]")).not_to_be_checked()
        expect(page.locator(".pacer-circle:visible, .taps span:visible")).to_have_count(0)
        begin(page)
        expect(page.locator(".pacer-word")).not_to_be_empty()
    page.context.close()
