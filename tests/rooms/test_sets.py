"""Sets of left and right in two real browsers over a real relay: who starts, what is drawn, and what stops it."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.rooms.calls import chromium, gone_afterwards, house
from tests.rooms.house import House, meet, until
from tests.rooms.measuring import measure
from tests.rooms.test_two_browsers import no_barrier

__all__ = ["chromium", "gone_afterwards", "house"]
pytestmark = [pytest.mark.room, pytest.mark.alone]
LAYER = "[data-sets=layer]"
HIDDEN = "document.querySelector('[data-sets=layer]').hidden"
# The other page's words, as they come over the line.
SPOKEN = """() => {
  window.said = [];
  document.querySelector("live-room").addEventListener("room:said", ({ detail }) => window.said.push(detail));
}"""


def ready(house: House, chromium: Browser) -> tuple[Page, Page]:
    """Ada has said yes to sets, on her page."""
    ada, tom = meet(house, chromium, "text")
    for page in (ada, tom):
        page.evaluate(SPOKEN)
    tom.click("summary:has-text('Sets of left and right')")
    ask(ada, tom)
    return ada, tom


def ask(ada: Page, tom: Page) -> None:
    tom.click("[data-sets-do=ask]")
    ada.click("[data-sets-do=yes]")
    until(lambda: tom.is_enabled("[data-sets-do=start]"), "her yes")


def said(page: Page, kind: str) -> list[dict[str, Any]]:
    """What the other page said of this kind."""
    return [each for each in page.evaluate("window.said") if each["kind"] == kind]


def start(ada: Page, tom: Page) -> None:
    tom.click("[data-sets-do=start]")
    ada.wait_for_selector(LAYER, state="visible")


def told(tom: Page) -> str:
    return tom.inner_text("[data-sets=told]")


def test_nothing_moves_before_she_says_yes_and_he_alone_starts(house: House, chromium: Browser) -> None:
    ada, tom = meet(house, chromium, "text")
    assert ada.query_selector("sets-control") is None
    tom.click("summary:has-text('Sets of left and right')")
    assert not tom.is_enabled("[data-sets-do=start]")
    tom.click("[data-sets-do=ask]")
    ada.click("[data-sets=asked] [data-sets-do=no]")
    until(lambda: "not now" in told(tom), "her answer")
    assert not tom.is_enabled("[data-sets-do=start]")
    tom.click("[data-sets-do=ask]")
    until(lambda: "Give them a moment" in told(tom), "that she is not asked again at once")
    tom.wait_for_timeout(1100)
    ask(ada, tom)
    assert ada.evaluate(HIDDEN)
    start(ada, tom)
    until(lambda: "It runs on their page" in told(tom), "that it runs")
    tom.click("[data-sets-do=stop]")
    until(lambda: "You stopped it" in told(tom), "that it stopped")
    until(lambda: ada.evaluate(HIDDEN), "that the point is gone")
    assert "Kept in the log" in tom.inner_text("[data-sets=kept]")


@pytest.mark.parametrize("way", ["Escape", " ", "tap"])
def test_her_stop_takes_the_point_away_within_the_event_and_then_tells(
    house: House, chromium: Browser, way: str
) -> None:
    ada, tom = ready(house, chromium)
    start(ada, tom)
    event = (
        "new PointerEvent('pointerdown', { bubbles: true })"
        if way == "tap"
        else f"new KeyboardEvent('keydown', {{ key: '{way}', bubbles: true }})"
    )
    stopping = f"() => {{ const was = {HIDDEN}; document.body.dispatchEvent({event}); return [was, {HIDDEN}]; }}"
    before, after = ada.evaluate(stopping)
    assert (before, after) == (False, True), "gone before the event is over, so before the next frame"
    until(lambda: "They stopped it" in told(tom), "that he is told")
    assert [each["by"] for each in said(tom, "set-ended")] == ["client"]
    assert not tom.is_enabled("[data-sets-do=start]"), "she is asked again first"


def test_another_key_stops_nothing(house: House, chromium: Browser) -> None:
    """The control of the test above."""
    ada, tom = ready(house, chromium)
    start(ada, tom)
    ada.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }))")
    assert not ada.evaluate(HIDDEN)
    assert said(tom, "set-ended") == []


def test_a_therapists_page_that_falls_silent_ends_a_set_after_three_seconds(house: House, chromium: Browser) -> None:
    """The line is up, and nobody answers: a page that hangs looks like this."""
    ada, tom = ready(house, chromium)
    start(ada, tom)
    tom.evaluate("() => { document.querySelector('live-room').time.heard = ({ kind }) => kind === 'ping'; }")
    took = until(lambda: ada.is_visible("[data-sets=grounding]"), "grounding", patience=8)
    assert 2 < took < 5
    until(lambda: [each["by"] for each in said(tom, "set-ended")] == ["link"], "that he is told")
    until(lambda: ada.evaluate(HIDDEN), "that the point is gone", patience=3)


def test_a_set_by_sound_sounds_and_is_silent_after_it(house: House, chromium: Browser) -> None:
    ada, tom = ready(house, chromium)
    ada.evaluate("""() => {
      window.tones = [];
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (...at) {
        window.tones.push("on");
        this.addEventListener("ended", () => window.tones.push("off"));
        return start.apply(this, at);
      };
    }""")
    wrong: list[str] = []
    ada.on("pageerror", lambda error: wrong.append(str(error)))
    tom.select_option("[name=way]", "sound")
    start(ada, tom)
    ada.wait_for_selector("text=Listen. You can close your eyes.")
    assert not ada.is_visible("[data-sets=point]")
    assert ada.evaluate("window.tones") == ["on"]
    ada.keyboard.press("Escape")
    until(lambda: ada.evaluate("window.tones") == ["on", "off"], "silence", patience=3)
    assert wrong == []


def test_a_line_that_falls_silent_eases_to_a_stop_with_grounding(house: House, chromium: Browser) -> None:
    ada, tom = ready(house, chromium)
    start(ada, tom)
    tom.evaluate("window.calls.at(-1).close()")
    took = until(lambda: ada.is_visible("[data-sets=grounding]"), "grounding", patience=8)
    assert took < 6
    until(lambda: ada.evaluate(HIDDEN), "that the point is gone", patience=3)
    assert "Feel both feet on the floor" in ada.inner_text("[data-sets=grounding]")
    ada.click("[data-sets-do=grounded]")
    assert not ada.is_visible("[data-sets=grounding]")


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("{ hz: 12 }", "bounds"),
        ("{ cycles: 100000 }", "bounds"),
        ("{ size: 2000 }", "bounds"),
        ("{ colour: 'red' }", "bounds"),
        ("{ flash: true }", "bounds"),
    ],
)
def test_her_page_refuses_what_a_hostile_page_asks_for(house: House, chromium: Browser, broken: str, why: str) -> None:
    ada, tom = ready(house, chromium)
    tom.evaluate(
        f"""async () => {{
      const {{ WORK }} = await import(document.querySelector("script[src*=sets-control]").src.replace(
        /elements.sets-control[^/]*$/, "lib/bilateral.js"));
      const room = document.querySelector("live-room");
      room.say({{ kind: "set-start", number: 77, at: performance.now(), set: {{ ...WORK, ...{broken} }} }});
    }}"""
    )
    until(lambda: said(tom, "set-refused") == [{"kind": "set-refused", "number": 77, "why": why}], "the refusal")
    assert ada.evaluate(HIDDEN)


def test_a_session_is_not_left_by_a_slip_and_not_ended_without_its_closure(house: House, chromium: Browser) -> None:
    ada, tom = ready(house, chromium)
    tom.fill("[name=cycles]", "4")
    start(ada, tom)
    until(lambda: "ran to its end" in told(tom), "the end", patience=12)
    tom.click("summary:has-text('Together')")
    tom.click("[data-sets-do=number][data-value=sud]")
    ada.click("[data-together=answer][data-value='3']")
    until(lambda: "3" in tom.inner_text("[data-both=told]"), "her number")
    tom.click("[data-do=leave]:visible")
    assert "This part is not closed yet" in told(tom)
    with tom.context.expect_page() as opened:
        tom.click("[data-sets=end]")
    page = opened.value
    page.wait_for_load_state()
    assert "ran to its end" in page.inner_text("table")
    page.click("button:has-text('Close it')")
    page.wait_for_selector("text=It is not complete, so it ends with")
    page.check("[name=container]")
    page.check("[name=calm]")
    page.click("button:has-text('Close it')")
    page.wait_for_selector("text=Not complete. It can go on another time.")


def test_the_start_reaches_her_next_frame_and_the_point_stands_where_it_should(house: House, chromium: Browser) -> None:
    """With limits that a busy machine keeps; `make bench` prints the figures beside their goals."""
    ada, tom = ready(house, chromium)
    found = measure(ada, tom, sets=4)
    assert found.latency(0.5) < 250
    assert len(found.drifts) > 20
    assert sorted(found.drifts)[len(found.drifts) // 2] < 0.05


def test_what_she_is_asked_what_moves_and_what_grounds_her_are_accessible_on_a_small_phone(
    house: House, chromium: Browser
) -> None:
    ada, tom = meet(house, chromium, "text")
    tom.click("summary:has-text('Sets of left and right')")
    tom.click("[data-sets-do=ask]")
    ada.wait_for_selector("[data-sets=asked]:visible")
    no_barrier(ada)
    ada.click("[data-sets-do=yes]")
    until(lambda: tom.is_enabled("[data-sets-do=start]"), "her yes")
    for way in ("taps", "eyes"):
        tom.select_option("[name=way]", way)
        tom.fill("[name=cycles]", "30")
        start(ada, tom)
        assert ada.evaluate("document.activeElement.dataset.sets") == "stop"
        no_barrier(ada)
        tom.click("[data-sets-do=stop]")
        until(lambda: tom.is_enabled("[data-sets-do=start]"), "the end")
        tom.wait_for_timeout(1100)
    start(ada, tom)
    tom.evaluate("window.calls.at(-1).close()")
    ada.wait_for_selector("[data-sets=grounding]:visible")
    no_barrier(ada)
