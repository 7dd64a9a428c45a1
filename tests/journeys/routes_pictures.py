"""Makes docs/pictures/ anew from the demo: `bin/pictures`."""

from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browsers import CHROMIUM, FLAGS
from tests.journeys.acts import press
from tests.journeys.conftest import served
from tests.journeys.routes_browsing import come_in

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SIZES = {320: 640, 1280: 800}
# name of the picture: whose page, where it begins, and what they press there
SHOWN = {
    "start": ("Eve", "/", ()),
    "people": ("Eve", "/people/", ()),
    "person": ("Eve", "/people/", ("More about Iris Moon",)),
    "joining": ("Eve", "/join/", ()),
    "home-client": ("Ada", "/today/", ()),
    "home-therapist": ("Tom", "/today/", ()),
    "desk": ("Tom", "/with/", ()),
    "file": ("Tom", "/with/", ("a[href^='/with/']",)),
    "room": ("Ada", "/today/", ("Go to the room",)),
    "questionnaire": ("Ada", "/today/", ("How the last two weeks felt", "a[href*='/mood/']")),
    "mine": ("Ada", "/mine/", ()),
    "readiness": ("Max", "/desk/practice/ready/", ()),
    "chart": ("Tom", "/with/", ("a[href^='/with/']", "Measures")),
    "intake": ("Ada", "/today/", ("All that is between you", "About you", "a[href$='/about/reason/']")),
    "plan": ("Ada", "/today/", ("A goal waits for your yes",)),
    "reach": ("Ada", "/today/", ("All that is between you", "Who may reach you")),
}
# what such a picture begins with, where that is not the top of the page
BEGINS = {"chart": "h2:has(+ figure), figure.chart"}


def take(page: Page, name: str) -> None:
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if name in BEGINS:
                page.locator(f"main :is({BEGINS[name]})").first.evaluate("each => each.scrollIntoView()")
            page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png", animations="disabled")


def _answer_the_goal(tom: Page) -> None:
    """Tom puts Ada's goal in other words, so that there is something to say yes to."""
    tom.goto("/with/")
    tom.locator("main a[href^='/with/']").first.click()
    press(tom, "Plan")
    press(tom, "Change the words or the steps")
    tom.locator("[name=steps]").fill("Say no once, by text\nSleep before I answer")
    tom.locator("[name=said]").fill("Smaller first, and one night before each yes. Does it fit?")
    press(tom, "Propose this")
    tom.wait_for_load_state("networkidle")


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with contextmanager(served)(demo=True) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        pages = come_in(browser, server, *{who for who, _, _ in SHOWN.values()})
        for name, (who, address, presses) in SHOWN.items():
            if name == "plan":
                _answer_the_goal(pages["Tom"])
            pages[who].goto(address)
            for each in presses:
                if each.startswith("a["):  # one of several links that begin with the same word
                    pages[who].locator(f"main {each}").first.click()
                else:
                    press(pages[who], each)
                pages[who].wait_for_load_state("networkidle")
            take(pages[who], name)
        browser.close()


if __name__ == "__main__":
    main()
