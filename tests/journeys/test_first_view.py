"""U19 over the wire: what a phone fetches for the first view of a public page. (Paint, Lighthouse: `make bench`.)"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.journeys.conftest import Server, new_page
from tests.journeys.routes_browsing import follow_links

pytestmark = pytest.mark.journey
MOST_BYTES, MOST_REQUESTS = 30 * 1024, 6
COUNTED = {"Document", "Stylesheet", "Script"}


@dataclass(slots=True)
class Fetched:
    """`requests`: of the page, its style and its scripts. `size`: bytes on the line of all that came, heads too."""

    requests: int = 0
    size: int = 0


class Line:
    """What one page's browser fetches, as the browser itself counts it."""

    def __init__(self, page: Page) -> None:
        self.page, self.fetched = page, Fetched()
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", lambda event: self._count(event.get("type") in COUNTED, 0))
        self.session.on("Network.loadingFinished", lambda event: self._count(0, event["encodedDataLength"]))

    def _count(self, requests: int, size: float) -> None:
        self.fetched.requests += requests
        self.fetched.size += int(size)

    def first_view(self, address: str) -> Fetched:
        self.page.goto("about:blank")
        self.session.send("Network.clearBrowserCache")
        self.fetched = Fetched()
        self.page.goto(address, wait_until="load")
        return self.fetched


def test_the_first_view_of_every_public_page_is_small(chromium: Browser, demo_server: Server) -> None:
    page = new_page(chromium, demo_server)
    addresses = follow_links(page, "Eve")
    line = Line(page)
    found = {route: line.first_view(demo_server.address + address) for route, address in addresses.items()}
    page.context.close()
    assert len(found) > 12
    assert min(fetched.requests for fetched in found.values()) >= 4  # the page, its style, its scripts
    assert {
        route: fetched
        for route, fetched in found.items()
        if fetched.size > MOST_BYTES or fetched.requests > MOST_REQUESTS
    } == {}


def test_without_compression_the_same_page_would_be_seen_to_be_large(chromium: Browser, demo_server: Server) -> None:
    """The control: what is counted is what went over the line."""
    page = new_page(chromium, demo_server)
    line, address = Line(page), demo_server.address + "/about/"
    small = line.first_view(address)
    line.session.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": "identity"}})
    large = line.first_view(address)
    page.context.close()
    assert large.size > 2 * small.size
    assert large.requests == small.requests
