"""Public pages: the neutral start, what this place is, what stays between two."""

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.accounts.people import SESSION_COOKIE
from tests.cast import Person
from tests.home.looking import links, words
from tests.practice.cast import OpenPractice


def test_the_start_page_says_as_little_as_a_page_can(eve: Client) -> None:
    page = eve.get("/")
    body = page.content.decode()
    assert page.status_code == 200
    assert "<title>Stillroom</title>" in body
    assert words(page).startswith("A quiet room of your own.")
    assert [told for told in ("therap", "client", "sex", "trauma", "clinic", "grey") if told in body.lower()] == []
    assert links(page) == [
        reverse(f"{name}") for name in ("home:about", "accounts:sign_in", "toolkit:calm", "safety:now")
    ]


def test_it_clears_the_browser_of_who_has_no_session(eve: Client) -> None:
    eve.cookies["old"] = "1"
    page = eve.get("/")
    assert page.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert page.cookies["old"]["max-age"] == 0


def test_to_somebody_signed_in_it_shows_nothing_of_theirs_and_leaves_the_session_to_the_exit(ada: Person) -> None:
    """Where "Leave now" lands, at times before its beacon has ended the session."""
    browser = ada.browser()
    page = browser.get("/")
    assert "Clear-Site-Data" not in page.headers
    assert SESSION_COOKIE not in page.cookies
    assert reverse("home:today") not in page.content.decode()
    assert "private.js" not in page.content.decode()
    assert browser.get(reverse("home:today")).status_code == 200


def test_before_the_practice_is_open_the_page_says_so_and_offers_nobody(eve: Client, db: None) -> None:
    page = eve.get(reverse("home:about"))
    assert "This place is not open yet." in words(page)
    assert reverse("finding:people") not in links(page)
    assert reverse("accounts:join") not in links(page)
    assert {reverse("safety:now"), reverse("toolkit:breathe"), reverse("toolkit:ground")} <= set(links(page))


def test_once_it_is_open_the_way_in_is_there(eve: Client, open_practice: OpenPractice) -> None:
    page = eve.get(reverse("home:about"))
    assert "not open yet" not in words(page)
    assert {reverse("finding:people"), reverse("accounts:join"), reverse("home:between_us")} <= set(links(page))


def test_what_stays_between_us_can_be_read_without_a_name(eve: Client) -> None:
    said = words(eve.get(reverse("home:between_us")))
    assert "You can read it without a name." in said
    for told in ("A child is being hurt or sold.", "seven years", "full name", "A judge can order"):
        assert told in said


@pytest.mark.parametrize("name", ["home:about", "home:between_us"])
def test_whoever_is_signed_in_reads_the_same_pages(ada: Person, eve: Client, name: str) -> None:
    assert words(ada.browser().get(reverse(name))) == words(eve.get(reverse(name)))


@pytest.mark.parametrize("name", ["home:start", "home:about", "home:between_us", "home:today"])
def test_they_only_answer_who_asks_for_them(ada: Person, name: str) -> None:
    for method in ("post", "put", "delete"):
        assert getattr(ada.browser(), method)(reverse(name)).status_code == 405
    head = ada.browser().head(reverse(name))
    assert (head.status_code, head.content) == (200, b"")


def test_who_is_not_signed_in_is_led_to_the_way_in(eve: Client, db: None) -> None:
    for browser in (eve, Client()):
        answer = browser.get(reverse("home:today"))
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("accounts:sign_in"))
        browser.cookies[SESSION_COOKIE] = "gone"
