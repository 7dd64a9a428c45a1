"""Pages that have no address of their own: the steps of forms, what they answer, and what they say when something is
missing. Each of these walks stops at every page it meets."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.journeys.acts import press

Stop = tuple[str, Page]


def _first_words(page: Page) -> str:
    return page.locator("label.choice").first.inner_text().strip()


def _send(page: Page) -> None:
    page.locator("main form button.button").last.click()
    page.wait_for_load_state()


def joining(page: Page) -> Iterator[Stop]:
    """Somebody new, with every mistake on the way; in the end they erase it all."""
    page.goto("/join/")
    page.get_by_label("No, only I use it").check()
    press(page, "Go on")
    yield "a name to be called by", page
    press(page, "Go on")
    yield "no name to be called by", page
    page.get_by_label("What shall we call you?").fill("Zed")
    press(page, "Go on")
    yield "a passphrase to choose", page
    page.locator("input[name=offer]").first.check()
    passphrase = _first_words(page)
    press(page, "Take this one")
    yield "the passphrase once more", page
    page.locator("input[name=passphrase_again]").fill("something else")
    press(page, "Make my place")
    yield "not the same passphrase", page
    page.locator("input[name=passphrase_again]").fill(passphrase)
    press(page, "Make my place")
    yield "a sheet is offered", page
    press(page, "Make my sheet")
    yield "a sheet", page
    press(page, "I have it on paper")
    yield "two groups of the sheet", page
    press(page, "Go on")
    yield "no groups of the sheet", page
    page.goto("/today/")
    yield "a first day", page
    page.goto("/settings/passphrase/")
    page.locator("[name=passphrase]").fill(passphrase)
    press(page, "Go on")
    yield "another passphrase", page
    page.goto("/mine/erase/")
    page.locator("main input[type=checkbox]").check()
    press(page, "Erase now")
    yield "a receipt of what was erased", page
    page.goto("/in/")
    _send(page)
    yield "nothing typed at the door", page
    page.goto("/there/was/never/anything/")
    yield "nothing here", page


def a_question(page: Page) -> Iterator[Stop]:
    """Somebody without an account asks, too quickly at first, comes back with the code, writes back and erases."""
    page.goto("/question/")
    press(page, "Send my question")
    yield "no question typed", page
    page.get_by_label("Your question").fill("Is anybody free at noon?")
    page.wait_for_timeout(5_100)  # a person writes longer than this
    press(page, "Send my question")
    yield "a receipt", page
    code = page.locator(".secret").inner_text()
    press(page, "I have written it down")
    press(page, "Open it")
    yield "no code typed", page
    page.get_by_label("The code on your paper").fill(code)
    press(page, "Open it")
    yield "a question that waits", page
    press(page, "Send")
    yield "nothing to write back", page
    page.get_by_label("Your words").fill("Or at one?")
    press(page, "Send")
    yield "written back", page
    page.get_by_label("Yes, erase all of it").check()
    press(page, "Erase")
    yield "all erased", page


def answering(page: Page) -> Iterator[Stop]:
    """Ada says that she may hurt herself, and sends it."""
    page.goto("/today/")
    with_tom = page.locator("main .card", has_text="Between you and Tom Vale")  # by now there can be somebody else too
    with_tom.get_by_role("link", name="How the last two weeks felt").click()
    page.locator("main a[href*='/mood/']").first.click()
    press(page, "Next")
    yield "a question without an answer", page
    for _ in range(8):
        press(page, "Skip this one")
    page.get_by_label("Several days").check()
    press(page, "Next")
    yield "help before anything else", page
    press(page, "Go on")
    press(page, "Skip this one")
    yield "the end of the questions", page
    press(page, "Send to Tom Vale")
    yield "help, and what was sent", page
    page.goto("/today/")
    page.locator(".menu summary").click()
    yield "an open menu", page


def asking(page: Page) -> Iterator[Stop]:
    page.goto("/people/")
    press(page, "More about Iris Moon")
    press(page, "Ask for a first talk")
    press(page, "Ask")
    yield "no time chosen", page


def at_the_desk(page: Page) -> Iterator[Stop]:
    """Tom's flag, his page without a licence, and a code."""
    page.goto("/today/")
    yield "a flag on the day's page", page
    page.locator("main a.item", has=page.locator(".tag.flag")).first.click()
    yield "a list with an open flag", page
    page.locator("main a.item", has=page.locator(".tag.flag")).first.click()
    press(page, "I have looked at this")
    yield "nothing said about a flag", page
    page.goto("/with/new/")
    page.locator("main input[type=text]").fill("Kim")
    press(page, "Make a code")
    yield "a code", page
    press(page, "I have written it down")
    press(page, "Kim")
    yield "a code that waits", page
    page.goto("/mine/erase/")
    yield "records that stay", page


def of_the_steward(page: Page) -> Iterator[Stop]:
    page.goto("/desk/practice/")
    press(page, "Make a link")
    yield "a link for somebody new", page


WALKS = {
    "Eve": (a_question, joining),
    "Ada": (answering, asking),
    "Tom": (at_the_desk,),
    "Max": (of_the_steward,),
}
