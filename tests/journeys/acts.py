"""What people do, as the browser sees it: one function for each thing a person sets out to do."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect


@dataclass(frozen=True, slots=True)
class WayIn:
    """What somebody wrote down when they joined."""

    handle: str
    passphrase: str
    sheet: str = ""


def press(page: Page, name: str) -> None:
    """The button with this name, or the link that begins with it (a row's link also says what is new)."""
    main = page.locator("main")
    link = main.get_by_role("link", name=re.compile(f"^{re.escape(name)}"))
    main.get_by_role("button", name=name, exact=True).or_(link).first.click()


def join(page: Page, called: str, *, handle: str = "", sheet: bool = False) -> WayIn:
    """From the first page of joining to the person's own page. `handle`: for those who may choose one."""
    page.get_by_label("No, only I use it").check()
    press(page, "Go on")
    page.get_by_label("What shall we call you?").fill(called)
    press(page, "Go on")
    if handle:
        page.get_by_label("Your sign-in name").fill(handle)
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
            page.locator(f"[name={name}]").fill(code.split("-")[_place(label)])
        press(page, "Go on")
    else:
        press(page, "No sheet")
    return WayIn(handle, passphrase, code)


def _place(label: str) -> int:
    words = ("first", "second", "third", "fourth", "fifth", "sixth")
    digits = re.search(r"\d", label)
    if digits:
        return int(digits.group()) - 1
    return next(number for number, word in enumerate(words) if word in label.lower())


def come_in(page: Page, way_in: WayIn) -> None:
    page.goto("/in/")
    page.locator("[autocomplete=username]").fill(way_in.handle)
    page.locator("[autocomplete=current-password]").fill(way_in.passphrase)
    page.locator("main form button.button").first.click()
    expect(page).to_have_url(re.compile("/today/|/desk/"))
