"""What is left in a browser after "Leave now" (U2, U3), and whom its pages talk to (U6).

This Chromium may keep pages in its memory for Back, as a person's own does; Playwright's usual one may not.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Error, Page, expect

from tests.browsers import CHROMIUM, FLAGS
from tests.journeys.acts import come_in
from tests.journeys.conftest import Server, new_page
from tests.journeys.routes_browsing import PHONE, hidden_exit
from tests.journeys.world import ways_in

pytestmark = pytest.mark.journey

BACK = 10
STEP_MS = 150  # a page from the browser's memory tells no driver that it is there; a reload takes 30
LEFT_BEHIND = """async () => [
  localStorage.length, sessionStorage.length, (await caches.keys()).length, (await indexedDB.databases()).length,
  (await navigator.serviceWorker.getRegistrations()).length, document.cookie.length,
]"""
# Only signed-in pages hold the cover for idle ones; a page that is hidden shows nothing.
IS_PRIVATE = """() => document.querySelector("idle-cover") !== null
  && !("covered" in document.documentElement.dataset)"""
PRIVATE = ("/settings/", "/drafts/", "/mine/", "/today/")
LINK = re.compile(r'href="(/[^"#]*)')
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
SAVED = ("/mine/data/", "/mine/page/")  # files, no pages
OWN = ("/today/", "/with/", "/room/")  # these show each person something else


@pytest.fixture(scope="module")
def remembering(chromium: Browser) -> Iterator[Browser]:
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser
    browser.close()


def begun(browser: Browser, server: Server, name: str = "Ada", **options: object) -> Page:
    """Somebody who has looked at a few pages of their own."""
    page = new_page(browser, server, **options)
    come_in(page, ways_in(server)[name])
    for address in PRIVATE:
        page.goto(address)
    return page


def shows_private(page: Page) -> bool:
    """A page that is being left while it is asked is asked again."""
    for _ in range(20):
        with suppress(Error):
            return bool(page.evaluate(IS_PRIVATE))
        page.wait_for_timeout(50)
    raise AssertionError("the page never came to rest")


def private_by_back(page: Page) -> list[str]:
    """The private pages that Back brings up again."""
    found = []
    for _ in range(BACK):
        page.evaluate("() => { setTimeout(() => history.back()); }")
        page.wait_for_timeout(STEP_MS)
        page.wait_for_load_state()
        if shows_private(page):
            found.append(urlsplit(page.url).path)
    return found


def leave(page: Page) -> None:
    page.get_by_role("button", name="Leave now").click()
    expect(page).to_have_title("Stillroom")
    expect(page.locator("main h1")).to_have_text("A quiet room of your own.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_after_leaving_nothing_private_comes_back(remembering: Browser, demo_server: Server, scripts: bool) -> None:
    page = begun(remembering, demo_server, java_script_enabled=scripts)
    leave(page)
    assert urlsplit(page.url).path == "/"
    assert page.context.cookies() == []
    assert page.evaluate(LEFT_BEHIND) == [0] * 6
    assert private_by_back(page) == []


def test_without_leaving_back_shows_private_pages(remembering: Browser, demo_server: Server) -> None:
    """The control."""
    page = begun(remembering, demo_server)
    page.goto("/")
    assert {"/settings/", "/drafts/", "/mine/"} <= set(private_by_back(page))


def test_a_cookie_and_a_kept_thing_would_be_seen(remembering: Browser, demo_server: Server) -> None:
    """The control of what is counted; leaving takes them all."""
    page = begun(remembering, demo_server)
    assert {cookie["name"] for cookie in page.context.cookies()} >= {"__Host-v", "__Host-f"}
    page.evaluate("""async () => {
      localStorage.setItem("a", "b"); sessionStorage.setItem("a", "b"); document.cookie = "a=b";
      await caches.open("a");
      const base = await new Promise((done) => {
        indexedDB.open("a").onsuccess = ({ target }) => done(target.result);
      });
      base.close();
    }""")
    assert page.evaluate(LEFT_BEHIND) == [1, 1, 1, 1, 0, 3]
    leave(page)
    page.wait_for_timeout(200)
    assert page.context.cookies() == []
    assert page.evaluate(LEFT_BEHIND) == [0] * 6


def test_shift_three_times_leaves_in_the_middle_of_a_form(remembering: Browser, demo_server: Server) -> None:
    page = begun(remembering, demo_server)
    page.goto("/settings/")
    field = page.get_by_label("Your pronouns")
    field.click()
    field.press_sequentially("THEY and THEM, Said Aloud")  # capitals leave nothing
    page.keyboard.down("Shift")
    for letter in "abc":
        page.keyboard.press(letter)
    page.keyboard.up("Shift")
    expect(field).to_be_focused()
    assert urlsplit(page.url).path == "/settings/"
    for _ in range(3):
        page.keyboard.press("Shift")
    expect(page.locator("main h1")).to_have_text("A quiet room of your own.")
    page.wait_for_timeout(200)
    assert page.context.cookies() == []
    assert private_by_back(page) == []


def test_the_way_out_stays_in_view_in_full_screen(remembering: Browser, demo_server: Server) -> None:
    """Full screen is asked for the whole document (docs/look.md), as a live session does."""
    page = begun(remembering, demo_server)
    page.set_viewport_size(PHONE)
    page.goto("/mine/")
    assert page.evaluate("document.documentElement.requestFullscreen().then(() => document.fullscreenElement.tagName)")
    assert hidden_exit(page) == []
    leave(page)


def test_one_element_alone_in_full_screen_would_hide_it(remembering: Browser, demo_server: Server) -> None:
    """The control."""
    page = begun(remembering, demo_server)
    page.set_viewport_size(PHONE)
    page.goto("/mine/")
    page.evaluate("document.querySelector('main').requestFullscreen()")
    assert hidden_exit(page) != []


def test_leaving_closes_the_other_tab_too(remembering: Browser, demo_server: Server) -> None:
    page = begun(remembering, demo_server)
    other = page.context.new_page()
    other.goto("/today/")
    leave(page)
    expect(other.locator("main h1")).to_have_text("A quiet room of your own.")


def test_no_page_asks_anybody_else_for_anything(remembering: Browser, demo_server: Server) -> None:
    """Every route that links lead to, as each of the cast: all requests stay on this host."""
    asked: set[str] = set()
    seen: set[str] = set()
    for name in ("Ada", "Tom", "Max"):
        page = begun(remembering, demo_server, name)
        page.on("request", lambda request: asked.add(request.url))
        page.on("websocket", lambda socket: asked.add(socket.url))
        waiting = ["/today/", "/about/"]
        while waiting:
            address = waiting.pop()
            if address.startswith(("/static/", *SAVED)):
                continue
            route = resolve(urlsplit(address).path).view_name
            kind = f"{name} {route}" if address.startswith(OWN) else route
            if kind in seen:
                continue
            seen.add(kind)
            page.goto(address, wait_until="domcontentloaded")  # that is after every module
            waiting += LINK.findall(page.content())
    here = urlsplit(demo_server.address).netloc
    assert len(seen) > 30
    assert any("/static/" in url for url in asked)
    assert {urlsplit(url).netloc for url in asked} == {here}


def test_the_server_names_nobody_in_what_it_prints(demo_server: Server) -> None:
    """After all of the above: no id, no address of a page, no sign-in name."""
    printed = demo_server.said.read_text()
    assert "is served at" in printed
    assert re.findall(UUID, printed) == []
    assert [address for address in (*OWN, *PRIVATE, "/in/") if address in printed] == []
    assert [way.handle for way in ways_in(demo_server).values() if way.handle in printed] == []
