"""The demo in one Chromium: each of the cast comes in once by the form, and finds every page by following links."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Browser, Error, Page

from stillroom.base.times import local_time
from stillroom.home.demo import ZONE
from tests.journeys.conftest import Server, new_page
from tests.journeys.routes_prepared import prepare
from tests.journeys.routes_said import CAST
from tests.journeys.routes_table import ROUTES
from tests.lint.test_words import TELLING

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
PHONE = {"width": 320, "height": 640}
TARGET = 44  # CSS px, U1
LINK = re.compile(r'href="(/[^"#]*)')
# Pages that no link leads to, and a page with the same ids: a script or a form leads to them.
UNLINKED = {
    "accounts:sign_out": "accounts:sign_in",
    "rooms:over": "rooms:door",
    "assessments:end": "assessments:answer",
    "assessments:own_end": "assessments:own_answer",
    "messaging:before": "messaging:conversation",
}
# Every rule that it has and WCAG 2.2's size of targets; once more in other colours, only what those can change.
AXE_RUN = """async only => (await axe.run({resultTypes: ["violations"], ...(
  only ? {runOnly: {type: "rule", values: only}} : {rules: {"target-size": {enabled: true}}})})).violations"""
OF_COLOURS = ["color-contrast", "link-in-text-block", "target-size"]
EXIT_SEEN = """where => {
  scrollTo(0, where * document.documentElement.scrollHeight);
  const button = document.querySelector(".leave button"), box = button.getBoundingClientRect();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {width: box.width, height: box.height, top: box.top, left: box.left,
          inside: box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth,
          free: hit === button || button.contains(hit)};
}"""


SPACED = """() => {
  const sheet = new CSSStyleSheet(), before = document.adoptedStyleSheets;
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...before, sheet];
  const over = document.documentElement.scrollWidth - innerWidth;
  document.adoptedStyleSheets = before;
  return over;
}"""
SMALL = """least => [...document.querySelectorAll("main .button, main .field input:not([type=radio], [type=checkbox], "
  + "[type=hidden]), main .field select, main .field textarea, main label.choice")]
  .filter(each => each.checkVisibility() && each.getBoundingClientRect().height < least).map(each => each.outerHTML)"""
UNGUARDED = """spelling => [...document.querySelectorAll("main :is(input, select, textarea):not([type=hidden])")]
  .filter(each => !each.hasAttribute("autocomplete") || (each.matches("textarea, [type=text], [type=password]")
    && !spelling.includes(each.getAttribute("spellcheck"))))
  .map(each => each.outerHTML.slice(0, 200))"""


def first_to_see() -> Iterator[tuple[str, str]]:
    """(route, name): every page once, by the first of the cast who gets it."""
    for route, (get, _post) in ROUTES.items():
        name = next((name for name in CAST if get[name].is_page and not get[name].is_file), None)
        if name is not None:
            yield route, name


@dataclass(slots=True)
class Site:
    pages: Mapping[str, Page]
    addresses: Mapping[str, dict[str, str]]

    def visit(self, route: str, name: str) -> Page:
        page = self.pages[name]
        if route not in self.addresses[name]:
            prepare(route, self.pages, self.addresses)
        page.set_viewport_size(PHONE)
        answer = page.goto(self.addresses[name][route])
        assert answer is not None and answer.status == 200
        assert page.locator("h1:visible").count() == 1
        return page


def come_in(chromium: Browser, server: Server, *names: str) -> dict[str, Page]:
    """A browser for each of these, signed in by the form; Eve stays outside."""
    people = re.findall(r"^ +(\w+) \(\w+\): +(\S+) +(\S.*)$", (server.data / "people.txt").read_text(), re.MULTILINE)
    ways = {name: (handle, passphrase) for name, handle, passphrase in people}
    pages = {name: new_page(chromium, server) for name in names}
    for name, page in pages.items():
        if name != "Eve":
            _come_in(page, *ways[name])
    return pages


def enter(chromium: Browser, server: Server) -> Site:
    pages = come_in(chromium, server, *CAST)
    _begin_answers(pages["Ada"])
    addresses = {name: follow_links(page, name) for name, page in pages.items()}
    addresses["Eve"]["accounts:begin"] = _new_link(pages["Max"])
    addresses["Tom"]["notes:apart_note"] = _begin_apart(pages["Tom"], addresses["Tom"]["notes:apart"])
    # In the evening he has no time left on this day, and then no link leads to it.
    today = local_time(datetime.now(UTC), ZONE).date.isoformat()
    addresses["Tom"].setdefault("scheduling:day", reverse("scheduling:day", args=[today]))
    return Site(pages, addresses)


def _come_in(page: Page, handle: str, passphrase: str) -> None:
    page.goto("/in/")
    page.locator("[autocomplete=username]").fill(handle)
    page.locator("[autocomplete=current-password]").fill(passphrase)
    page.locator("main form button.button").first.click()
    page.wait_for_url(re.compile("/today/|/desk/"))


def _begin_answers(page: Page) -> None:
    """So that there is an end to reach, with the therapist and alone."""
    for begin in ("How the last two weeks felt", "Answer for yourself alone, in your journal"):
        page.goto("/today/")
        page.get_by_role("link", name="How the last two weeks felt").click()
        if begin != "How the last two weeks felt":
            page.get_by_role("link", name=begin).click()
        page.get_by_role("link", name="Begin").first.click()
        page.get_by_role("button", name="Skip this one").click()


def _new_link(page: Page) -> str:
    page.goto("/desk/practice/")
    page.get_by_role("button", name="Make a link").click()
    return "/begin/" + page.locator("main").inner_text().partition("/begin/")[2].split()[0]


def _begin_apart(page: Page, address: str) -> str:
    page.goto(address)
    page.get_by_role("button", name="Write a new one").click()
    page.wait_for_url("**/apart/*/")
    return urlsplit(page.url).path


def follow_links(page: Page, name: str) -> dict[str, str]:
    found: dict[str, str] = {"home:start": "/"}
    waiting = deque(["/about/" if name == "Eve" else "/today/"])
    while waiting:
        address = waiting.popleft()
        try:
            route = resolve(address).view_name
        except Resolver404:  # a static file
            continue
        if route in found or (not ROUTES[route][0][name].is_page and address != "/today/"):
            continue
        found[route] = address
        waiting += LINK.findall(page.request.get(address).text())
    for route, near in UNLINKED.items():
        if near in found:
            ids = resolve(found[near]).kwargs
            ids.pop("step", None)
            ids |= {"page": 1} if route == "messaging:before" else {}
            found[route] = reverse(route, kwargs=ids)
    return found


# What a browser says of a page that was left for the next one while it was looked at: the next one is meant.
ON_ITS_WAY = ("reading 'documentElement'", "context was destroyed")


def violations(page: Page, only: list[str] | None = None) -> list[str]:
    """What axe finds, with every rule or `only` some."""
    page.wait_for_load_state()
    try:
        found = _looked_at(page, only)
    except Error as error:
        if not any(said in str(error) for said in ON_ITS_WAY):
            raise
        page.wait_for_load_state("networkidle")
        found = _looked_at(page, only)
    return [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def _looked_at(page: Page, only: list[str] | None) -> Any:
    if not page.evaluate("'axe' in self"):
        page.evaluate(AXE)
    return page.evaluate(AXE_RUN, only)


def telling(page: Page) -> list[str]:
    return TELLING.findall(page.title())


def hangs_over(page: Page) -> int:
    """By how many CSS px the page is wider than the phone."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def hangs_over_when_spaced(page: Page) -> int:
    """The same with letters, words, lines and paragraphs set as far apart as WCAG 1.4.12 asks."""
    return int(page.evaluate(SPACED))


def small_targets(page: Page) -> list[str]:
    """Primary controls that are less than 44 px high (U8)."""
    return list(page.evaluate(SMALL, TARGET))


def unguarded_fields(page: Page, *, public: bool) -> list[str]:
    """Fields that a form memory or a spell-checker in the cloud may read (U20). `public`: all may read the words."""
    return list(page.evaluate(UNGUARDED, ["false", "true"] if public else ["false"]))


def stops_of_tab(page: Page, count: int) -> list[str]:
    """What Tab reaches first, as "tag.class"."""
    found = []
    for _ in range(count):
        page.keyboard.press("Tab")
        found.append(
            page.evaluate("(a => a.tagName + '.' + a.closest('.skip, .leave')?.className)(document.activeElement)")
        )
    return found


def hidden_exit(page: Page) -> list[object]:
    """Scroll positions at which the way out is not in view, is covered or is too small."""
    seen = [page.evaluate(EXIT_SEEN, where) for where in (0.5, 1, 0)]  # in the end back at the top
    return [
        each for each in seen if not (each["inside"] and each["free"] and min(each["width"], each["height"]) >= TARGET)
    ]
