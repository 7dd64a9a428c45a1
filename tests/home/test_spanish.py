"""A page that is asked for in Spanish is Spanish from its first word to its last."""

from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser

import pytest
from django.template import engines
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils.translation import override
from django.utils.translation.trans_real import translation

from stillroom.practice.file import Practice
from stillroom.practice.queries import practice
from stillroom.toolkit.skills import skills, source
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


# Made for computers, or with the names of fields as they are kept.
NO_PROSE = {"privacy:data", "privacy:page", "toolkit:kept", "toolkit:worker"}


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every page that is asked for without an id: a new one is found by itself."""
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each, f"{each.namespace}:" if each.namespace else space)
        elif each.name and f"{space}{each.name}" not in NO_PROSE:
            with suppress(NoReverseMatch):
                yield reverse(f"{space}{each.name}")


def names(here: Practice) -> set[str]:
    """What is called the same in every language."""
    lines = {line.name for line in (*here.help_lines, here.youth)}
    laws = {said for fact in here.facts for said in (fact.source, f"{fact.source} ·", fact.host)} | {
        each.known for _family, skills_of in skills() for each in skills_of
    }
    return {
        *lines,
        *laws,
        source(),
        *(f"{board.name}:" for board in here.boards),
        here.statement,
        here.name,
        *here.address,
    }


def pages_with_english(browser: Client, own: set[str]) -> dict[str, set[str]]:
    known = own | names(practice())
    found = {}
    for address in sorted(set(addresses(get_resolver()))):
        if browser.get(address).status_code == 200:
            found[address] = left_in_english(browser, address) - known
    assert len(found) > 15
    return {address: left for address, left in found.items() if left}


def test_no_page_that_a_visitor_can_open_has_english_left(eve: Client, open_practice: OpenPractice) -> None:
    assert pages_with_english(eve, {"Tom Vale", "EMDR", "Hindi"}) == {}


def test_no_page_that_a_client_can_open_has_english_left(ada: Person, open_practice: OpenPractice) -> None:
    own = {ada.profile.handle, "Tom Vale", "EMDR", "Hindi", "Los Angeles", "no"}
    assert pages_with_english(ada.browser(), own) == {}


def test_what_is_not_there_is_not_there_in_spanish_too(eve: Client, db: None) -> None:
    assert left_in_english(eve, "/nothing/") == set()


@pytest.fixture
def templates_read_anew() -> Iterator[None]:
    """A sentence is put into its template when that is compiled, so what was compiled before must go, and after."""
    with override("es"):
        pages = engines["jinja2"].env.cache
    pages.clear()
    yield
    pages.clear()


@pytest.mark.usefixtures("templates_read_anew")
def test_this_test_sees_english_that_is_left(eve: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "A quiet room of your own."
    monkeypatch.setitem(translation("es")._catalog, sentence, sentence)
    assert left_in_english(eve, "/") == {sentence}
