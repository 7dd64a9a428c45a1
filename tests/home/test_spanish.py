"""A page that is asked for in Spanish is Spanish from its first word to its last."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation.trans_real import translation

from tests.cast import Person
from tests.practice.cast import OpenPractice

SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es-419,es;q=0.9"}
# What is the same in both: names, numbers and words that are no words of ours.
SAME = {"Stillroom", "Error:", "Video", "No", "Chat", "coturn", "Ada", "Ada.", "Español", "English", "(Los Angeles)"}


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self._hidden = 0

    def handle_starttag(self, tag, attrs):
        self._hidden += tag in {"select", "script"}
        self.texts |= {value for name, value in attrs if name in {"aria-label", "data-more", "data-once", "title"}}

    def handle_endtag(self, tag):
        self._hidden -= tag in {"select", "script"}

    def handle_data(self, data):
        if not self._hidden:
            self.texts.add(" ".join(data.split()))


def shown(browser: Client, address: str, **headers: str) -> set[str]:
    page = browser.get(address, **headers)
    assert page.status_code in {200, 404}
    reader = _Shown()
    reader.feed(page.content.decode())
    return {text for text in reader.texts if any(sign.isalpha() for sign in text)}


def left_in_english(browser: Client, address: str) -> set[str]:
    return shown(browser, address) & shown(browser, address, **SPANISH) - SAME


PUBLIC = (
    *("home:start", "home:about", "home:between_us", "toolkit:calm", "toolkit:breathe", "toolkit:ground"),
    *("accounts:sign_in", "accounts:join", "accounts:lost", "accounts:all_lost", "accounts:sign_out"),
)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_has_no_english_left(eve: Client, open_practice: OpenPractice, name: str) -> None:
    assert left_in_english(eve, reverse(name)) == set()


def test_what_is_not_there_is_not_there_in_spanish_too(eve: Client, db: None) -> None:
    assert left_in_english(eve, "/nothing/") == set()


@pytest.mark.parametrize("name", ["home:today", "accounts:settings", "accounts:drafts", "privacy:erase", "care:invite"])
def test_a_clients_page_has_no_english_left(ada: Person, open_practice: OpenPractice, name: str) -> None:
    own = {ada.profile.handle}
    assert left_in_english(ada.browser(), reverse(name)) - own == set()


def test_this_test_sees_english_that_is_left(eve: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "A quiet room of your own."
    monkeypatch.setitem(translation("es")._catalog, sentence, sentence)
    assert left_in_english(eve, "/") == {sentence}
