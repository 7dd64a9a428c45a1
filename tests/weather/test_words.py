"""Whatever somebody types comes back as they typed it, or stays before them with a sentence: nothing is lost."""

import html
import re

import pytest
from django.http import HttpResponse
from django.urls import reverse

from stillroom.messaging.queries import messages_of
from tests.care.pair import Pair
from tests.cast import Person

KEPT = [
    "🦩💔 👩🏽‍🤝‍👩🏿 🏳️‍⚧️",  # joined signs
    "أنا متعبة جدًا. 123 (نعم)",  # from right to left, with numbers and brackets
    "\u202etxt.exe\u202c and then on",  # a turn of direction, as a sentence: it turns nothing outside its own line
    "zero\u200bwidth\u2060and\ufeffmore",
    "e\u0301 is not é, and both stay",
    "tab\tand\r\nline\n\n\nbreaks",
    "<script>alert(1)</script> & {{ 7*7 }} {% raw %}",
    "Z" + "\u0301" * 300,  # one sign with a tower of accents
]


def send(person: Person, pair: Pair, text: str) -> HttpResponse:
    return person.browser().post(reverse("messaging:conversation", args=[pair.space]), {"text": text})


@pytest.mark.parametrize("text", KEPT)
def test_what_is_sent_arrives_sign_by_sign(ada: Person, tom: Person, pair: Pair, text: str) -> None:
    assert send(ada, pair, text).status_code == 302
    (message,) = messages_of(tom.keyholder, pair.his())
    assert message.document.text.replace("\r\n", "\n") == text.replace("\r\n", "\n")
    page = tom.browser().get(reverse("messaging:conversation", args=[pair.space])).content.decode()
    bubbles = re.findall(r'<p dir="auto">(.*?)</p>', page, re.DOTALL)
    assert [html.unescape(bubble).replace("\r\n", "\n") for bubble in bubbles] == [text.replace("\r\n", "\n")]
    assert "<script>alert" not in page


def test_a_sign_that_ends_texts_is_not_taken_and_the_words_stay(ada: Person, pair: Pair) -> None:
    """NUL: programs behind us would cut the text there."""
    answer = send(ada, pair, "before\x00after")
    assert answer.status_code == 422
    assert "before" in answer.content.decode()
    assert messages_of(ada.keyholder, pair.hers()) == ()


def test_a_megabyte_is_not_sent_and_stays_in_the_field(ada: Person, pair: Pair) -> None:
    text = "word " * 200_000
    answer = send(ada, pair, text)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nothing is lost: send it in two parts." in page
    field = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert field is not None
    assert field[1].strip() == text.strip()
    assert messages_of(ada.keyholder, pair.hers()) == ()


def test_more_than_the_server_takes_gets_a_page_that_says_so(ada: Person, pair: Pair) -> None:
    answer = send(ada, pair, "x" * (5 * 1024 * 1024 + 1))
    assert answer.status_code == 413
    assert "That was too much at once" in answer.content.decode()
    assert messages_of(ada.keyholder, pair.hers()) == ()
