"""What people do, as the browser sees it: one function for each thing a person sets out to do.

Names of buttons, links and fields are given in English and looked for in the language the page is in.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.ways import on


@dataclass(frozen=True, slots=True)
class WayIn:
    """What somebody wrote down when they joined."""

    handle: str
    passphrase: str
    sheet: str = ""


def press(page: Page, english: str, **values: str) -> None:
    """The button with this name, or the link that begins with it (a row's link also says what is new)."""
    press_word(page, on(page, english, **values))


def press_word(page: Page, name: str) -> None:
    """The same, with what is nobody's language: somebody's name."""
    main = page.locator("main")
    link = main.get_by_role("link", name=re.compile(f"^{re.escape(name)}"))
    main.get_by_role("button", name=name, exact=True).or_(link).first.click()


def field(page: Page, english: str) -> Locator:
    return page.get_by_label(on(page, english))


def says(page: Page, english: str, **values: str) -> None:
    """Waits until the page says this somewhere."""
    expect(page.get_by_text(on(page, english, **values)).first).to_be_visible()


def heading(page: Page, english: str) -> Locator:
    return page.get_by_role("heading", name=on(page, english))


def join(page: Page, called: str, *, handle: str = "", sheet: bool = False) -> WayIn:
    """From the first page of joining to the person's own page. `handle`: for those who may choose one."""
    page.locator("input[name=shared]").last.check()
    press(page, "Go on")
    page.locator("input[name=called]").fill(called)
    press(page, "Go on")
    if handle:
        page.locator("input[name=handle]").fill(handle)
    else:
        handle = page.locator(".secret").first.inner_text().strip()
    offer = page.locator("input[name=offer]").first
    offer.check()
    passphrase = page.locator("label.choice", has=page.locator("input[name=offer]")).first.inner_text().strip()
    press(page, "Take this one")
    page.locator("input[name=passphrase_again]").fill(passphrase)
    page.locator("main form button.button").first.click()
    code = ""
    if sheet:
        press(page, "Make my sheet")
        code = page.locator(".secret").first.inner_text().replace(" ", "")
        press(page, "I have it on paper")
        for name in ("sheet_first", "sheet_second"):
            label = page.locator(f"label[for=id_{name}]").inner_text()
            page.locator(f"[name={name}]").fill(code.split("-")[_place(page, label)])
        press(page, "Go on")
    else:
        press(page, "No sheet")
    return WayIn(handle, passphrase, code)


def _place(page: Page, label: str) -> int:
    """Which of the six groups is asked for."""
    return next(number for number in range(6) if on(page, "Group %(number)s", number=str(number + 1)) in label)


def come_in(page: Page, way_in: WayIn) -> None:
    page.goto("/in/")
    page.locator("[autocomplete=username]").fill(way_in.handle)
    page.locator("[autocomplete=current-password]").fill(way_in.passphrase)
    page.locator("main form button.button").first.click()
    expect(page).to_have_url(re.compile("/today/|/desk/"))


def choose_a_time(page: Page, number: int) -> None:
    """The free time with this number, from 0. Late in the day few are left in the one that stands open: the next is
    opened."""
    times = page.locator("label.choice:visible", has=page.locator("input[name=start]"))
    times.first.wait_for()
    closed = page.locator("details.day:not([open]) > summary")
    while times.count() <= number and closed.count():
        closed.first.click()
    times.nth(number).click()
