"""The pages that decide whether somebody trusts this place carry every fact they need before they trust it.

The therapist's page is tested with its room, and the door to the room in tests/rooms.
"""

import html

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Person
from tests.home.looking import links, words
from tests.practice.cast import OpenPractice

pytestmark = pytest.mark.django_db

START = (
    "Take your time.",
    "You can look around without a name.",
    "“Leave now” brings you back to this one.",
    "Talk to someone now",
)
BETWEEN_US = (
    # what a therapist must report, and what not
    "A child is being hurt or sold.",
    "Your work, as an adult, is not reported to anyone.",
    "Nor is your visa, or having none.",
    "If someone hurt or forced you, as an adult, it is yours to say if anyone is told.",
    "to be confirmed by the practice's lawyer",
    # the name and the place, aloud
    "out loud, for your full name and where you are right now",
    "The rest can stay without a name. You never have to type it.",
    # who can open what
    "What you write to each other You and your therapist",
    "Your journal and your drafts Only you",
    "Live talks Nobody: they are not kept",
    "Nobody else: not the office of the practice, and not a thief of our disks.",
    # how long
    "seven years after you stop",
    # what an order of a court can and cannot get
    "What an order can get: locked data that we cannot open",
    "A judge can order your therapist to hand over your record.",
    "What an order cannot get from us: your passphrase, a reset, or a second key.",
    "If a court ordered us to do so, it would work, and we may be forbidden to tell you.",
    # the limits that no page may leave out
    "If someone can make you open this on your phone, they can read it.",
    "What you share, your therapist can keep",
)
JOINING = (
    "We ask for no e-mail and no phone number.",
    "Does anyone else ever use this phone or computer?",
    "pages hide when you look away and lock after a few minutes",
    "You choose a passphrase of words or of numbers.",
    "Whoever finds it can come in too, so you may also say no to it.",
    "If everything is lost, nobody can open your place",
    "Your browser may still list that you were here.",
)
SHEET = (
    "If you lose your passphrase, the code opens your place.",
    "Whoever finds it can open everything here.",
    "your journal is gone for good",
    "no sheet may be the better choice",
    "If passphrase and sheet are both lost",
)


def said(browser: Client, name: str) -> str:
    return html.unescape(words(browser.get(reverse(name))))


@pytest.mark.parametrize("fact", START)
def test_the_start_says(fact: str, eve: Client) -> None:
    assert fact in said(eve, "home:start")


def test_the_start_offers_each_language_and_the_way_to_help(eve: Client) -> None:
    page = eve.get("/")
    assert "Español" in page.content.decode()
    assert reverse("safety:now") in links(page)


@pytest.mark.parametrize("fact", BETWEEN_US)
def test_what_stays_between_us_says(fact: str, eve: Client) -> None:
    assert fact in said(eve, "home:between_us")


@pytest.mark.parametrize("fact", JOINING)
def test_joining_says_on_its_first_page(fact: str, eve: Client, open_practice: OpenPractice) -> None:
    assert fact in said(eve, "accounts:join")


def test_joining_leads_to_what_is_left_when_all_is_lost(eve: Client, open_practice: OpenPractice) -> None:
    assert reverse("accounts:all_lost") in links(eve.get(reverse("accounts:join")))
    assert "Then nobody can open your old place" in said(eve, "accounts:all_lost")


@pytest.mark.parametrize("fact", SHEET)
def test_the_sheet_says_what_it_risks(fact: str, ada: Person) -> None:
    assert fact in said(ada.browser(), "accounts:sheet")
