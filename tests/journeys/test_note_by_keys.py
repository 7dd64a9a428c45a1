"""U18: the therapist's day on one screen, and a note from Today to signed with the keyboard alone, in few presses."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Server
from tests.journeys.routes_browsing import come_in

MOST_PRESSES = 20  # without the letters that are typed; about a quarter of two minutes for slow hands


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.presses += 1

    def tab_to(self, words: str, most: int = 12) -> None:
        """Raises AssertionError where so many stops do not lead there."""
        for _ in range(most):
            self.press("Tab")
            here = self.page.evaluate("[document.activeElement.innerText, document.activeElement.name || '']")
            if words in here[0] or words == here[1]:
                return
        raise AssertionError(f"{words} is not among the next {most} stops")


@pytest.mark.journey
def test_from_today_to_a_signed_note_without_a_mouse(chromium: Browser, demo_server: Server) -> None:
    page = come_in(chromium, demo_server, "Tom")["Tom"]
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/today/")
    for heading in ("Notes to sign", "Meetings today", "Unread", "Flags"):
        found = page.get_by_role("heading", name=heading, exact=True)
        if heading == "Flags" and not found.count():
            continue  # none is raised
        box = found.bounding_box()
        assert box is not None and box["y"] < 800, f"{heading} is below the first screen"
    keys = Keys(page)
    keys.tab_to("Skip")
    keys.press("Enter")
    keys.tab_to("Ada")
    keys.press("Enter")
    page.wait_for_url("**/notes/*/")
    keys.tab_to("Skip")  # the way out stays the first thing here too, so the words do not take the focus by themselves
    keys.press("Enter")
    keys.tab_to("data")
    page.keyboard.type("Slept five hours, twice.")
    keys.press("Tab")
    page.keyboard.type("Better than last month.")
    keys.press("Tab")
    page.keyboard.type("Again next week.")
    keys.tab_to("Sign")
    keys.press("Enter")
    page.wait_for_url(re.compile("/today/"))  # with the "#main" of the page before
    assert page.get_by_text("Signed. It is part of the record now.").is_visible()
    assert page.get_by_role("heading", name="Notes to sign").count() == 0
    assert keys.presses <= MOST_PRESSES, keys.presses
