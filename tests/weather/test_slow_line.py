"""A line of 50 kbit/s, in a real browser: the page comes, says that it is sending, and sends once."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.acts import come_in
from tests.journeys.conftest import Server, new_page, served
from tests.journeys.world import ways_in

pytestmark = pytest.mark.journey
BYTES_A_SECOND = 50_000 / 8
LATENCY_MS = 400
WORDS = "Slowly, and once. " * 600  # 11 kB: two seconds on this line


@pytest.fixture(scope="module")
def demo_server() -> Iterator[Server]:
    yield from served(demo=True)


@pytest.fixture
def ada(chromium: Browser, demo_server: Server) -> Iterator[Page]:
    page = new_page(chromium, demo_server)
    come_in(page, ways_in(demo_server)["Ada"])
    yield page
    page.context.close()


def slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    line = {"latency": LATENCY_MS, "downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    session.send("Network.emulateNetworkConditions", {"offline": False, **line})


def test_on_a_slow_line_a_message_says_that_it_is_going_and_goes_once(ada: Page) -> None:
    ada.goto("/today/")
    ada.get_by_role("link", name=re.compile("^Messages")).first.click()
    slow_down(ada)
    ada.reload()
    posts: list[str] = []
    talk = ada.url
    ada.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    ada.locator("[name=text]").fill(WORDS)
    said = ada.evaluate(  # in one go: Playwright looks at nothing more while a page is on its way
        """async () => {
          const button = document.querySelector("main form button.button"), said = document.querySelector("#sending");
          button.click(); button.click();
          await new Promise(then => setTimeout(then, 300));
          button.click();
          return [said.textContent, said.checkVisibility()];
        }"""
    )
    assert said == ["Sending…", True]
    expect(ada.locator(".bubble", has_text="Slowly, and once.")).to_have_count(1, timeout=20_000)
    assert [post for post in posts if post == talk] == [talk]


def test_without_the_script_a_double_press_is_caught_by_the_server_alone(ada: Page) -> None:
    """The control of what the browser is spared; what the server does about it is tested in tests/races."""
    ada.goto("/today/")
    ada.get_by_role("link", name=re.compile("^Messages")).first.click()
    posts: list[str] = []
    talk = ada.url
    ada.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    slow_down(ada)
    ada.locator("[name=text]").fill("Once, whatever the button did.")
    ada.evaluate(
        """() => { document.querySelector("#sending").remove();
                   const button = document.querySelector("main form button.button");
                   button.click(); setTimeout(() => button.click(), 200); }"""
    )
    expect(ada.locator(".bubble", has_text="whatever the button did")).to_have_count(1, timeout=20_000)
    assert len([post for post in posts if post == talk]) == 2
