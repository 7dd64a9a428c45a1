"""Trouble that is nobody's mistake gets a sentence of its own, and gives the words back; not what opens an account."""

import errno
from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.care.pair import Pair
from tests.cast import WORDS, Person

TROUBLES = [
    (OperationalError("database or disk is full"), "We have no room left just now"),
    (OSError(errno.ENOSPC, "No space left on device"), "We have no room left just now"),
    (OperationalError("database is locked"), "Please wait a moment"),
]
TEXT = "I could not sleep <again>"
Raising = Callable[..., HttpResponse]


def raising(error: Exception) -> Raising:
    def fail(**_arguments: object) -> HttpResponse:
        raise error

    return fail


@pytest.mark.parametrize(("error", "words"), TROUBLES)
def test_her_words_come_back_with_a_sentence(
    ada: Person, pair: Pair, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    monkeypatch.setattr("stillroom.messaging.views.send_message", raising(error))
    answer = ada.browser().post(reverse("messaging:conversation", args=[pair.space]), {"text": TEXT})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert words in page
    assert "I could not sleep &lt;again&gt;" in page
    assert "It is kept nowhere but on this page." in page


@pytest.mark.django_db
def test_a_passphrase_is_never_shown_again(eve: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillroom.accounts.views.signing_in.come_in", raising(TROUBLES[0][0]))
    answer = eve.post(reverse("accounts:sign_in"), {"handle": "ada otter lamp", "passphrase": WORDS})
    assert answer.status_code == 503
    assert WORDS not in answer.content.decode()


def test_any_other_error_says_nothing_of_what_was_sent(
    ada: Person, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: a bug keeps its bare page."""
    monkeypatch.setattr("stillroom.messaging.views.send_message", raising(OperationalError("no such table: x")))
    answer = ada.browser().post(reverse("messaging:conversation", args=[pair.space]), {"text": TEXT})
    assert answer.status_code == 500
    assert "Something broke" in answer.content.decode()
    assert "could not sleep" not in answer.content.decode()
