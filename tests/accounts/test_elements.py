"""Accounts' own elements in a real browser: the product makes the page, the browser answers, the product judges."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route, expect

from stillroom.accounts.views import signing_in
from stillroom.vault.waits import Door
from tests.cast import WORDS, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db]

STATIC = Path(__file__).parents[2] / "stillroom" / "static"
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
SITE = "http://stillroom.test"


def sent_from(chromium: Browser, html: bytes, act: Callable[[Page], None], javascript: bool = True) -> dict[str, str]:
    """The fields that a browser showing `html` posts, once `act` has done with the page what a person does."""
    posts: list[str] = []

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if route.request.method == "POST":
            posts.append(route.request.post_data or "")
            route.fulfill(body="<!doctype html><title>Sent</title><h1>Sent</h1>", content_type="text/html")
        elif path.startswith("/static/"):
            file = STATIC / path.split("/", 3)[3]
            route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        else:
            route.fulfill(body=html, content_type="text/html")

    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=javascript)
    page = context.new_page()
    page.route("**/*", answer)
    page.goto(f"{SITE}/page")
    act(page)
    expect(page.get_by_role("heading", name="Sent")).to_be_visible(timeout=20_000)
    context.close()
    (post,) = posts
    return dict(parse_qsl(post, keep_blank_values=True))


@pytest.fixture
def crowded(eve: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The page that a sign-in meets when many wait."""
    monkeypatch.setattr(signing_in, "queue_length", lambda: 9)
    monkeypatch.setattr(signing_in, "DOOR", Door())
    return eve.post("/in/", {"handle": ada.profile.handle, "passphrase": WORDS}).content


def test_a_browser_does_the_work_by_itself_and_is_let_in_at_once(
    chromium: Browser, eve: Client, crowded: bytes
) -> None:
    fields = sent_from(chromium, crowded, lambda page: None)
    assert len(fields["nonce"]) == 8
    assert eve.post("/in/", fields).status_code == 302


def test_without_javascript_a_button_waits_to_be_pressed(chromium: Browser, eve: Client, crowded: bytes) -> None:
    def press(page: Page) -> None:
        expect(page.get_by_text("Wait 5 seconds")).to_be_visible()
        page.get_by_role("button", name="Go on").click()

    fields = sent_from(chromium, crowded, press, javascript=False)
    assert fields["nonce"] == ""
    assert eve.post("/in/", fields).status_code == 422


def test_a_passphrase_can_be_looked_at_while_it_is_typed_and_is_sent_hidden(chromium: Browser, eve: Client) -> None:
    def look(page: Page) -> None:
        field = page.get_by_label("Your passphrase", exact=True)
        field.fill("quiet ferry")
        assert field.get_attribute("type") == "password"
        page.get_by_role("button", name="Show what I type").click()
        assert field.get_attribute("type") == "text"
        page.get_by_role("button", name="Hide what I type").click()
        assert field.get_attribute("type") == "password"
        page.get_by_role("button", name="Show what I type").click()
        page.get_by_label("Your sign-in name").fill("amber-otter-lamp")
        page.get_by_role("button", name="Come in").click()

    fields = sent_from(chromium, eve.get("/in/").content, look)
    assert (fields["handle"], fields["passphrase"]) == ("amber-otter-lamp", "quiet ferry")


def test_paste_works_and_a_password_manager_finds_its_fields(chromium: Browser, eve: Client) -> None:
    def paste(page: Page) -> None:
        field = page.get_by_label("Your passphrase", exact=True)
        assert field.get_attribute("autocomplete") == "current-password"
        assert page.get_by_label("Your sign-in name").get_attribute("autocomplete") == "username"
        page.get_by_label("Your sign-in name").fill("amber-otter-lamp")
        page.get_by_label("Your sign-in name").press("Control+a")
        page.get_by_label("Your sign-in name").press("Control+c")
        field.press("Control+v")
        page.get_by_role("button", name="Come in").click()

    fields = sent_from(chromium, eve.get("/in/").content, paste)
    assert fields["passphrase"] == "amber-otter-lamp"
