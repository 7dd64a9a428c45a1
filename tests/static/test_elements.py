"""The custom elements in a real browser, each page served from memory."""

from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.templates.pages import html_of
from tests.templates.test_layouts import SIGNED_OUT, Person, signed_in

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.templates.urls")]

HOUSE = Path(__file__).parents[2] / "stillroom"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
SITE = "http://stillroom.test"
FOCUS = '{% extends "layouts/focus.html" %}'
WORDS = FOCUS + '{% block main %}<h1>Private</h1><textarea id="t" aria-label="Words"></textarea>{% endblock %}'


class Site:
    """Answers every request of a page from memory and remembers the posts."""

    def __init__(self, html: str, page: Page) -> None:
        self.html, self.page = html, page
        self.posts: list[Request] = []
        self.answers: dict[str, Callable[[Route], None]] = {}
        page.route("**/*", self.answer)

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if route.request.method == "POST":
            self.posts.append(route.request)
        if path in self.answers:
            self.answers[path](route)
        elif path.startswith("/static/"):
            file = HOUSE / "static" / path.split("/", 3)[3]
            route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        elif path == "/page":
            route.fulfill(body=self.html, content_type="text/html")
        else:
            route.fulfill(body="<!doctype html><title>Start</title><h1>Start</h1>", content_type="text/html")

    def posted(self, path: str) -> list[Request]:
        return [post for post in self.posts if post.url == SITE + path]


def form_of(request: Request) -> dict[str, str]:
    """The fields of a multipart or urlencoded post."""
    kind = request.headers["content-type"]
    body = message_from_bytes(b"Content-Type: " + kind.encode() + b"\n\n" + (request.post_data_buffer or b""))
    parts = [part for part in body.walk() if not part.is_multipart()]
    return {str(p.get_param("name", header="content-disposition")): str(p.get_payload()).strip() for p in parts}


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Site]]:
    contexts = []

    def open_page(source: str, clock: bool = False, who: dict | None = None, **options: object) -> Site:
        contexts.append(chromium.new_context(viewport={"width": 320, "height": 640}, **options))
        page = contexts[-1].new_page()
        site = Site(html_of(source, **(signed_in() if who is None else who)), page)
        if clock:
            page.clock.install(time=0)
        page.goto(f"{SITE}/page")
        return site

    yield open_page
    for context in contexts:
        context.close()


def hide(page: Page, hidden: bool = True) -> None:
    page.evaluate(
        """hidden => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def test_leaving_hides_everything_at_once_and_goes(visit):
    site = visit(WORDS)
    seen = site.page.evaluate(
        """() => {
            const told = [];
            document.addEventListener("stillroom:exit", () => told.push(document.documentElement.dataset.covered));
            document.querySelector("leave-now button").click();
            return [getComputedStyle(document.querySelector("h1")).visibility, told.length];
        }"""
    )
    assert seen == ["hidden", 1]
    site.page.wait_for_url(f"{SITE}/")
    assert form_of(site.posted("/leave")[0])["csrfmiddlewaretoken"]


def test_shift_three_times_leaves_and_says_how_many_are_left(visit):
    site = visit(WORDS)
    status = site.page.locator("leave-now [role=status]")
    for words in ("To leave, press Shift 2 more times.", "To leave, press Shift once more."):
        site.page.keyboard.press("Shift")
        expect(status).to_have_text(words)
    site.page.keyboard.press("Shift")
    site.page.wait_for_url(f"{SITE}/")
    assert len(site.posted("/leave")) == 1


def test_writing_in_capitals_does_not_leave(visit):
    site = visit(WORDS)
    site.page.locator("#t").focus()
    for letter in "HELLO THERE":
        site.page.keyboard.press(f"Shift+{letter}" if letter.strip() else "Space")
    expect(site.page.locator("#t")).to_have_value("HELLO THERE")
    assert site.posts == []


def test_without_javascript_the_form_leaves(visit):
    site = visit(WORDS, java_script_enabled=False)
    site.page.get_by_role("button", name="Leave now").click()
    site.page.wait_for_url(f"{SITE}/leave")
    assert len(site.posted("/leave")) == 1


def test_the_way_out_is_in_view_wherever_one_has_scrolled(visit):
    site = visit(FOCUS + "{% block main %}{% for n in range(99) %}<p>{{ n }}</p>{% endfor %}{% endblock %}")
    for place in (0, 900, 99_999):
        site.page.evaluate("place => scrollTo(0, place)", place)
        box = site.page.get_by_role("button", name="Leave now").bounding_box()
        assert box and box["y"] >= 0 and box["x"] + box["width"] <= 320
        assert box["width"] >= 44 and box["height"] >= 44


def test_a_page_from_the_browsers_memory_is_hidden_and_asked_for_again(visit):
    site = visit(WORDS)
    with site.page.expect_navigation(url=f"{SITE}/page"):
        site.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")


def test_another_page_of_the_same_browser_leaves_too(visit):
    site = visit(WORDS)
    other = site.page.context.new_page()
    Site(site.html, other)
    other.goto(f"{SITE}/page")
    site.page.get_by_role("button", name="Leave now").click()
    other.wait_for_url(f"{SITE}/")


def test_a_shared_phone_is_covered_while_the_page_is_hidden(visit):
    site = visit(WORDS)
    site.page.locator("#t").focus()
    hide(site.page)
    expect(site.page.locator("h1")).not_to_be_visible()
    hide(site.page, False)
    expect(site.page.locator("h1")).not_to_be_visible()
    site.page.get_by_role("button", name="Go on").click()
    expect(site.page.locator("h1")).to_be_visible()
    expect(site.page.locator("#t")).to_be_focused()
    assert site.posts == []


def test_and_locked_when_that_took_a_minute(visit):
    site = visit(WORDS, clock=True)
    hide(site.page)
    site.page.clock.run_for(59_000)
    assert site.posts == []
    site.page.clock.run_for(6_000)
    site.page.wait_for_url(f"{SITE}/lock")
    assert len(site.posted("/lock")) == 1


def test_a_phone_of_ones_own_is_not_covered(visit):
    site = visit(WORDS, who=signed_in(Person(shared_phone=False)))
    hide(site.page)
    expect(site.page.locator("h1")).to_be_visible()


def test_an_idle_page_warns_first_and_then_locks(visit):
    site = visit(WORDS, clock=True)
    site.page.clock.run_for(239_000)
    expect(site.page.get_by_role("button", name="Stay")).not_to_be_visible()
    site.page.clock.run_for(6_000)
    expect(site.page.get_by_text("This page locks in one minute. Press any key to stay.")).to_have_count(1)
    site.page.get_by_role("button", name="Stay").click()
    expect(site.page.get_by_role("button", name="Stay")).not_to_be_visible()
    site.page.clock.run_for(239_000)
    assert site.posted("/lock") == []
    site.page.clock.run_for(66_000)
    site.page.wait_for_url(f"{SITE}/lock")


def test_a_page_that_is_read_tells_the_server_once_a_minute_and_one_that_lies_open_does_not(visit):
    site = visit(WORDS, clock=True)
    site.page.mouse.move(5, 5)
    site.page.clock.run_for(59_000)
    assert site.posts == []
    for _minute in range(3):
        site.page.mouse.move(6, 6)
        site.page.mouse.move(5, 5)
        site.page.clock.run_for(61_000)
    site.page.clock.run_for(120_000)
    told = site.posted("/stay")
    assert 2 <= len(told) <= 4
    assert "csrfmiddlewaretoken" in form_of(told[0])
    assert site.posted("/lock") == []


def test_a_call_is_never_locked_and_not_at_once_after_it(visit):
    site = visit(WORDS, clock=True)
    site.page.evaluate("document.body.dataset.call = 'live'")
    hide(site.page)
    site.page.clock.run_for(600_000)
    hide(site.page, False)
    site.page.evaluate("delete document.body.dataset.call")
    site.page.clock.run_for(60_000)
    expect(site.page.locator("h1")).to_be_visible()
    assert site.posted("/lock") == []


SAVING = (
    FOCUS
    + '{% from "components/saving.html" import saved_as_you_type %}{% block main %}<h1>Words</h1>'
    + '<form method="post" action="/send">{{ csrf_input }}{% call saved_as_you_type("/draft") %}'
    + '<textarea id="t" name="text" aria-label="Words"></textarea>{% endcall %}<button>Send</button></form>'
    + "{% endblock %}"
)


def test_what_is_typed_is_saved(visit):
    site = visit(SAVING)
    site.answers["/draft"] = lambda route: route.fulfill(status=204)
    site.page.locator("#t").press_sequentially("hello")
    expect(site.page.locator("auto-save [role=status]")).to_have_text("Saved")
    (post,) = site.posted("/draft")
    fields = form_of(post)
    assert fields["text"] == "hello"
    assert post.headers["x-csrftoken"] == fields["csrfmiddlewaretoken"]


def test_what_could_not_be_saved_stays_and_is_tried_again(visit):
    site = visit(SAVING)
    status = site.page.locator("auto-save [role=status]")
    site.answers["/draft"] = lambda route: route.fulfill(status=503)
    site.page.locator("#t").press_sequentially("hello")
    expect(status).to_have_text("Not saved yet. What you typed is still here.")
    expect(site.page.locator("#t")).to_have_value("hello")
    site.answers["/draft"] = lambda route: route.fulfill(status=204)
    expect(status).to_have_text("Saved")
    assert form_of(site.posted("/draft")[-1])["text"] == "hello"


def test_what_was_sent_is_not_saved_as_a_draft_afterwards(visit):
    site = visit(SAVING)
    site.page.locator("#t").press_sequentially("hello")
    site.page.get_by_role("button", name="Send").click()
    site.page.wait_for_url(f"{SITE}/send")
    assert [post.url for post in site.posts] == [f"{SITE}/send"]


LIVE = (
    FOCUS
    + '{% block main %}<h1>Talk</h1><live-part src="/part" name="talk"><ol><li id="m1">one</li></ol>'
    + '<input id="i" aria-label="Words"></live-part>{% endblock %}'
)


def change(page: Page, name: str = "talk") -> None:
    page.evaluate("name => document.dispatchEvent(new CustomEvent('stillroom:changed', { detail: name }))", name)


def test_a_live_part_takes_what_is_new_and_leaves_the_rest_alone(visit):
    site = visit(LIVE)
    asked = []
    fresh = '<ol><li id="m1">one</li><li id="m2">two</li></ol><input id="i" aria-label="Words">'
    site.answers["/part"] = lambda route: (asked.append(route.request), route.fulfill(body=fresh))
    site.page.locator("#i").press_sequentially("half a wor")
    site.page.evaluate("window.first = document.querySelector('#m1')")
    for _ in range(3):
        change(site.page)
    expect(site.page.locator("#m2")).to_have_text("two")
    assert site.page.evaluate("window.first === document.querySelector('#m1')")
    expect(site.page.locator("#i")).to_be_focused()
    expect(site.page.locator("#i")).to_have_value("half a wor")
    assert [request.headers["x-stillroom-poll"] for request in asked] == ["1"]


def test_a_live_part_removes_and_reorders(visit):
    site = visit(LIVE.replace('<li id="m1">one</li>', '<li id="a">a</li><li id="b">b</li><li id="c">c</li>'))
    site.answers["/part"] = lambda route: route.fulfill(body='<ol><li id="c">c</li><li id="a">A!</li></ol>')
    change(site.page)
    expect(site.page.locator("live-part")).to_have_text("cA!")
    assert site.page.locator("live-part input").count() == 0


def test_a_live_part_hears_its_own_name_only(visit):
    site = visit(LIVE)
    site.answers["/part"] = lambda route: route.fulfill(body="new")
    change(site.page, "someone else")
    site.page.wait_for_timeout(400)
    expect(site.page.locator("#m1")).to_have_text("one")
    change(site.page)
    expect(site.page.locator("live-part")).to_have_text("new")


def test_a_live_part_that_is_gone_stops_asking(visit):
    site = visit(LIVE)
    asked = []
    site.answers["/part"] = lambda route: (asked.append(1), route.fulfill(status=404, body="nothing here"))
    with site.page.expect_response(f"{SITE}/part"):
        change(site.page)
    change(site.page)
    site.page.wait_for_timeout(400)
    assert asked == [1]
    expect(site.page.locator("#m1")).to_have_text("one")


PACER = (
    FOCUS
    + '{% from "components/pacer.html" import breathing %}{% block main %}{{ breathing() }}{% endblock %}'
    + '{% block scripts %}<script type="module" src="{{ static("js/elements/breathing-pacer.js") }}"></script>'
    + "{% endblock %}"
)


def test_the_pacer_moves_when_it_is_started_and_not_before(visit):
    site = visit(PACER, who=SIGNED_OUT)
    expect(site.page.locator(".pacer-word")).to_have_text("")
    site.page.get_by_role("button", name="Start").click()
    expect(site.page.locator(".pacer-word")).to_have_text("Breathe in")
    size = "Number(document.querySelector('.pacer-circle').style.getPropertyValue('--breath'))"
    site.page.wait_for_function(f"{size} > 0.1")
    site.page.get_by_role("button", name="Stop").click()
    assert site.page.evaluate(size) == 0


def test_under_reduced_motion_there_are_words_unless_the_circle_is_asked_for(visit):
    site = visit(PACER, who=SIGNED_OUT, reduced_motion="reduce")
    site.page.get_by_role("button", name="Start").click()
    expect(site.page.locator(".pacer-word")).to_have_text("Breathe in")
    expect(site.page.locator(".pacer-circle")).not_to_be_visible()
    site.page.get_by_label("Show the moving circle").check()
    expect(site.page.locator(".pacer-circle")).to_be_visible()


def test_without_javascript_the_pacer_is_its_instructions(visit):
    site = visit(PACER, who=SIGNED_OUT, java_script_enabled=False)
    expect(site.page.get_by_text("Breathe in through your nose")).to_be_visible()
    expect(site.page.get_by_text("Counting works just as well.")).to_be_visible()
    expect(site.page.get_by_role("button", name="Start")).to_have_count(0)


ZONE = (
    FOCUS
    + '{% block main %}<select aria-label="Zone" data-zone-guess="UTC"><option>UTC</option><option{{ chosen }}>'
    + "Europe/Berlin</option><option>Asia/Tokyo</option></select>{% endblock %}"
)


def test_the_zone_of_the_phone_is_offered(visit):
    site = visit(ZONE, who=SIGNED_OUT | {"chosen": ""}, timezone_id="Asia/Tokyo")
    expect(site.page.get_by_label("Zone")).to_have_value("Asia/Tokyo")


def test_but_not_over_a_choice(visit):
    site = visit(ZONE, who=SIGNED_OUT | {"chosen": " selected"}, timezone_id="Asia/Tokyo")
    expect(site.page.get_by_label("Zone")).to_have_value("Europe/Berlin")


def test_escape_closes_the_menu_and_goes_back_to_it(visit):
    site = visit(WORDS)
    site.page.get_by_text("Menu", exact=True).click()
    expect(site.page.get_by_role("link", name="Words")).to_be_visible()
    site.page.keyboard.press("Escape")
    expect(site.page.get_by_role("link", name="Words")).not_to_be_visible()
    expect(site.page.locator("summary")).to_be_focused()
