"""What the two do in step, ask and show, in two real browsers over a real relay."""

import pytest
from playwright.sync_api import Browser, Page

from tests.rooms.calls import chromium, gone_afterwards, house
from tests.rooms.house import House, meet, until

__all__ = ["chromium", "gone_afterwards", "house"]
pytestmark = [pytest.mark.room, pytest.mark.alone]
BREATH = "Number(document.querySelector('[data-both=circle]').style.getPropertyValue('--breath'))"


def told(page: Page) -> str:
    return page.inner_text("[data-both=told]")


def test_both_breathe_and_name_their_senses_in_step_and_either_stops(house: House, chromium: Browser) -> None:
    ada, tom = meet(house, chromium, "text")
    tom.click("text=Together")
    tom.click("[data-together=breathing]")
    ada.wait_for_selector("[data-both=breathing]:visible")
    assert "Tom began to breathe with you" in told(ada)
    until(lambda: ada.inner_text("[data-both=word]") == "Breathe in", "the word")
    apart = [abs(ada.evaluate(BREATH) - tom.evaluate(BREATH)) for _ in range(5)]
    assert max(apart) < 0.2, "asked one after the other, so not to the frame"

    ada.click("[data-together=stop]")
    until(lambda: "Ada stopped it" in told(tom), "that she stopped")
    assert not tom.is_visible("[data-both=breathing]")

    ada.click("[data-together=senses]")
    tom.wait_for_selector("text=Five things you see")
    tom.click("[data-together=next]")
    ada.wait_for_selector("text=Four things you can touch")


def test_a_number_is_asked_and_given_with_one_tap_or_not_given(house: House, chromium: Browser) -> None:
    ada, tom = meet(house, chromium, "text")
    tom.click("text=Together")
    tom.click("[data-together=ask][data-value=voc]")
    ada.wait_for_selector("text=How true do these words feel now?")
    assert [ada.is_visible(f"[data-together=answer][data-value='{n}']") for n in (0, 1, 7, 8)] == [0, 1, 1, 0]
    ada.click("[data-together=answer][data-value='6']")
    until(lambda: told(tom) == "Their number: 6", "the number")
    assert not ada.is_visible("[data-both=number]")

    tom.wait_for_timeout(600)
    tom.click("[data-together=ask][data-value=sud]")
    ada.click("text=Rather not")
    until(lambda: "would rather not" in told(tom), "the answer")


def test_what_she_shows_he_sees_until_she_stops(house: House, chromium: Browser) -> None:
    ada, tom = meet(house, chromium, "text")
    ada.click("text=Together")
    ada.fill("#together-goal", "Sleep <b>at night</b>")
    ada.keyboard.press("Enter")
    tom.wait_for_selector("[data-both=goal] p:has-text('Sleep <b>at night</b>')")
    ada.click("[data-together=hide][data-value=goal]")
    until(lambda: not tom.is_visible("[data-both=goal]"), "that it is gone")
