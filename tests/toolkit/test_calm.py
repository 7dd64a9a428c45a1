"""Calm now is public, needs no script, and keeps nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.vault.models import AuditEntry, Record
from tests.cast import Person

PAGES = ["toolkit:calm", "toolkit:breathe", "toolkit:ground", "toolkit:skills", "toolkit:facts"]
PAGES += ["toolkit:orient", "toolkit:muscles", "toolkit:tap", "toolkit:quiet"]


@pytest.mark.parametrize("name", PAGES)
def test_anybody_can_open_it_without_a_name(eve: Client, name: str) -> None:
    answer = eve.get(reverse(name))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content.decode().count("<h1>") == 1


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_kept_not_even_for_somebody_who_is_signed_in(
    eve: Client, ada: Person, tom: Person, max_: Person, name: str
) -> None:
    before = (Record.objects.count(), AuditEntry.objects.count())
    browsers = [ada.browser(), tom.browser(), max_.browser()]
    assert [browser.get(reverse(name)).status_code for browser in browsers] == [200, 200, 200]
    answer = eve.get(reverse(name))
    assert (Record.objects.count(), AuditEntry.objects.count()) == before
    assert set(answer.cookies) <= {"__Host-f"}


@pytest.mark.parametrize("name", PAGES)
def test_it_takes_nothing(eve: Client, name: str) -> None:
    assert eve.post(reverse(name), {"distress": "9"}).status_code == 405


def test_both_exercises_and_help_are_one_tap_away(eve: Client) -> None:
    page = eve.get(reverse("toolkit:calm")).content.decode()
    assert all(f'href="{reverse(name)}"' in page for name in ("toolkit:breathe", "toolkit:ground", "safety:now"))


def test_breathing_is_told_in_words_and_warns_before_anything_moves(eve: Client) -> None:
    page = eve.get(reverse("toolkit:breathe")).content.decode()
    assert "Breathe in through your nose while you count to five." in page
    assert "You never have to hold your breath." in page
    assert "stop and breathe as you like" in page
    assert 'src="/static/' in page and "breathing-pacer.js" in page


def test_grounding_names_the_five_senses_and_the_day_on_the_persons_own_clock(eve: Client, ada: Person) -> None:
    page = ada.browser().get(reverse("toolkit:ground")).content.decode()
    assert [page.index(word) for word in ("you see", "touch", "you hear", "you smell", "you taste")] == sorted(
        page.index(word) for word in ("you see", "touch", "you hear", "you smell", "you taste")
    )
    today = datetime.now(ZoneInfo(ada.profile.zone))
    assert f"{today:%A} {today.day} {today:%B}" in page
    assert "(Los Angeles)" in page
    assert "I am here" in eve.get(reverse("toolkit:ground")).content.decode()
