"""What somebody takes along is all that they can read, and says to nobody else what it is."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from copy import copy
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stillroom.care.queries import signs_of
from stillroom.home.demo import Demo
from stillroom.messaging.actions import send_message
from stillroom.privacy.queries import holdings_of
from stillroom.vault.documents import TYPES, SpaceKind
from stillroom.vault.erasure import shred_space
from stillroom.vault.index import page_id
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.models import Record
from stillroom.vault.records import read_all
from stillroom.vault.spaces import open_space
from tests.care.pair import Pair
from tests.cast import CHEAP, NOW, Person
from tests.reading_files import whole

FILES = {"privacy:page": "notes.html", "privacy:data": "notes.json"}
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}")


def browser_of(demo: Demo, name: str) -> Client:
    """Somebody of the demo, signed in by their own passphrase."""
    person, browser = demo.person(name), Client()
    answer = browser.post(reverse("accounts:sign_in"), {"handle": person.handle, "passphrase": person.passphrase})
    assert answer.status_code == 302
    return browser


def taken(browser: Client, name: str) -> HttpResponse:
    answer = whole(browser.get(reverse(name)))
    assert answer.status_code == 200
    return answer


def sentences(value: object) -> Iterator[str]:
    """Every text in it that somebody wrote."""
    if isinstance(value, dict):
        for name, each in value.items():
            if not (name == "answers" and isinstance(each, str)):  # codes, which the page says in words
                yield from sentences(each)
    elif isinstance(value, list):
        for each in value:
            yield from sentences(each)
    elif isinstance(value, str) and " " in value:
        yield value


def in_the_vault(keyholder: Keyholder) -> Counter[str]:
    """How many documents of each kind this person can read, asked kind by kind."""
    found: Counter[str] = Counter()
    for space in keyholder.ring.spaces:
        opened = open_space(keyholder, space)
        for kind, entry in TYPES.items():
            if opened.role in entry.readers:
                found[kind] += len(read_all(opened, entry.cls))
    return +found


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillroom.accounts.views.signing_in.POLICY", CHEAP)


@pytest.mark.parametrize("name", ["Ada", "Tom", "Max", "Rio"])
def test_every_document_that_somebody_can_read_is_in_the_data(demo: Demo, name: str) -> None:
    person = demo.person(name)
    data = json.loads(taken(browser_of(demo, name), "privacy:data").content)
    counts = Counter(item["kind"] for place in data["places"] for item in place["items"])
    assert counts == in_the_vault(person.keyholder)
    spaces = [*person.keyholder.ring.spaces]
    not_documents = [*spaces, *(page_id(space, number) for space in spaces for number in range(4))]  # covers, indexes
    readable = Record.objects.filter(space_id__in=spaces).exclude(id__in=not_documents)
    assert counts.total() == readable.count()
    assert {place["id"] for place in data["places"]} == {str(space) for space in person.keyholder.ring.spaces}
    assert data["profile"]["handle"] == person.handle


def test_the_demo_leaves_no_kind_of_hers_out(demo: Demo) -> None:
    """The control: the comparison above is over everything that a client can have; a question has no account, and a no
    needs the second version of a text, of which there is none yet. Nobody stands in for Tom, who is not away, and
    nothing comes to an end; nobody had to be reached, and of the last talk she has not said yet how it felt."""
    hers = {kind for kind, entry in TYPES.items() if "client" in entry.writers and entry.spaces - {SpaceKind.QUESTION}}
    assert len(hers) > 6
    covering = {"care.covering_word", "care.covering", "care.covering_message", "care.brought", "care.transfer"}
    covering |= {
        "safety.lent_flag",
        "care.ending",
        "safety.handed",
        "safety.reach_copy",
        "assessments.check_in",
        "emdr.after",
    }
    assert hers - {"care.consent_refused"} - covering <= in_the_vault(demo.person("Ada").keyholder).keys()


def test_what_stands_in_the_data_opens_as_what_was_written(demo: Demo) -> None:
    ada = demo.person("Ada").keyholder
    data = json.loads(taken(browser_of(demo, "Ada"), "privacy:data").content)
    for place in data["places"]:
        space = open_space(ada, UUID(place["id"]))
        kinds = [entry.cls for entry in TYPES.values() if space.role in entry.readers]
        written = {str(stored.id): stored.document for kind in kinds for stored in read_all(space, kind)}
        for item in place["items"]:
            assert TYPES[item["kind"]].decode(TYPES[item["kind"]].version, item["fields"]) == written[item["id"]]


def test_every_sentence_of_the_data_stands_in_the_page(demo: Demo) -> None:
    browser = browser_of(demo, "Ada")
    data = json.loads(taken(browser, "privacy:data").content)
    page = html.unescape(re.sub(r"<br ?/?>", "\n", taken(browser, "privacy:page").content.decode()))
    said = [sentence for place in data["places"] for item in place["items"] for sentence in sentences(item["fields"])]
    assert len(said) > 10
    assert [sentence for sentence in said if sentence not in page] == []
    titles = {str(TYPES[item["kind"]].title) for place in data["places"] for item in place["items"]}
    assert [title for title in titles if title not in page] == []


@pytest.mark.parametrize("name", FILES)
def test_the_file_has_a_neutral_name_and_asks_nothing_from_anywhere(ada: Person, pair: Pair, name: str) -> None:
    send_message(episode=pair.his(), text="Hello", now=NOW)
    answer = taken(ada.browser(), name)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{FILES[name]}"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.search(rb"\b(src|href|action|style)=|url\(|https?://|@import|<link|<base", answer.content)


def test_the_page_says_no_word_in_its_title_and_puts_nothing_that_was_written_into_markup(
    ada: Person, pair: Pair
) -> None:
    send_message(episode=pair.his(), text="<script>alert(1)</script> & more", now=NOW)
    body = taken(ada.browser(), "privacy:page").content.decode()
    assert "<title>Notes</title>" in body
    assert "<script>" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in body


def test_the_other_reads_in_the_trail_that_copies_were_taken(ada: Person, tom: Person, pair: Pair) -> None:
    def by_her() -> set[str]:
        signs = signs_of(tom.keyholder, pair.his())
        return {sign.what for sign in signs if sign.action == "export" and sign.who == "Ada"}

    send_message(episode=pair.hers(), text="Hello", now=NOW)
    browser = ada.browser()
    browser.get(reverse("privacy:mine"))
    assert by_her() == set()
    taken(browser, "privacy:data")
    assert by_her() == {str(TYPES[kind].title) for kind in ("care.episode", "messaging.message")}
    opened = ada.browser().get(reverse("care:opened", args=[pair.space])).content.decode()
    assert "You took out:" in opened


def test_a_key_to_what_is_gone_stands_in_nobodys_way(ada: Person, pair: Pair) -> None:
    """Another page of hers has just let go of it; this one still holds the ring of before."""
    before = copy(ada.keyholder)
    kept = [place.id for place in holdings_of(before).places if place.id != pair.space]
    shred_space(keyholder=ada.keyholder, space=pair.hers().space)
    assert pair.space in before.ring.spaces
    assert [place.id for place in holdings_of(before).places] == kept


def test_everybody_takes_only_what_is_theirs(ada: Person, iris: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text="Kanarienvogel-0b1d", now=NOW)
    for name in FILES:
        assert b"Kanarienvogel-0b1d" in taken(ada.browser(), name).content
        assert b"Kanarienvogel-0b1d" not in taken(iris.browser(), name).content


@pytest.mark.parametrize(
    "name",
    ["privacy:mine", "privacy:take", "privacy:all", "privacy:page", "privacy:data", "privacy:entries", "privacy:erase"],
)
def test_who_is_not_signed_in_finds_nothing_there(eve: Client, db: None, name: str) -> None:
    assert eve.get(reverse(name)).status_code == 404
    assert eve.post(reverse(name), {"sure": "on"}).status_code in (404, 405)
