"""A file is sent while it is made: flat in memory, bounded in time, whole or visibly not, and its keys go with it."""

import gc
import io
import json
import time
import zipfile
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language, override

from stillroom.accounts.keeping import typed_words
from stillroom.base import presence
from stillroom.care.queries import signs_of
from stillroom.core.zips.writing import WHOLE
from stillroom.home.demo import Demo
from stillroom.messaging.actions import send_message
from stillroom.privacy.queries import places_of
from stillroom.privacy.streams import PIECE, Stream
from stillroom.privacy.turns import AT_ONCE, LONGEST, TURNS, TooManyAtOnce, Turns
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.models import Record
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.fhir import amiss
from tests.home.looking import words
from tests.privacy.taking import bundle, data, of_type, page
from tests.reading_files import whole

FILES = ["privacy:page", "privacy:data", "privacy:entries", "privacy:all"]


def get(browser: Client, name: str, **typed: str) -> StreamingHttpResponse:
    address = reverse(name)
    asked = name in ("privacy:entries", "privacy:all")
    answer = browser.post(address, typed) if asked else browser.get(address)
    assert answer.status_code == 200
    return answer


def break_off(answer: StreamingHttpResponse) -> None:
    """As a server does when the line is gone; the test's own connection to the database stays."""
    request_finished.disconnect(close_old_connections)
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)


def keyholders() -> int:
    gc.collect()
    return sum(isinstance(each, Keyholder) for each in gc.get_objects())


@pytest.mark.parametrize("name", FILES)
def test_it_streams_is_kept_by_nobody_and_has_a_name_that_tells_nothing(ada: Person, pair: Pair, name: str) -> None:
    answer = get(ada.browser(), name)
    assert answer.streaming and "Content-Length" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].partition("=")[2].strip('"') in {
        "notes.html",
        "notes.json",
        "entries.json",
        "notes.zip",
    }
    assert whole(answer).content


@pytest.mark.parametrize("name", FILES)
def test_its_keys_go_with_its_last_piece_and_with_a_broken_line(ada: Person, pair: Pair, name: str) -> None:
    """The control: while it is being read there is one keyholder more than before."""
    browser = ada.browser()
    browser.get(reverse("home:today"))
    before = keyholders()
    for finish in (lambda answer: answer.getvalue(), break_off):
        answer = get(browser, name)
        assert keyholders() > before
        finish(answer)
        del answer
        assert keyholders() == before


def test_one_place_is_open_at_a_time(ada: Person, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    real = places_of

    def counted(keyholder: Keyholder) -> Iterator[object]:
        for place in real(keyholder):
            opened.append(place.id)
            yield place

    monkeypatch.setattr("stillroom.privacy.actions.places_of", counted)
    answer = get(ada.browser(), "privacy:data")
    assert opened == []
    list(answer.streaming_content)
    assert len(opened) == len(ada.keyholder.ring.spaces)


def test_a_file_that_is_not_given_back_blocks_its_person_and_after_a_while_no_one() -> None:
    turns = Turns(most=2)
    turns.take(b"ada", 0.0)
    with pytest.raises(TooManyAtOnce):
        turns.take(b"ada", 1.0)
    turns.take(b"rio", 1.0)
    with pytest.raises(TooManyAtOnce):
        turns.take(b"tom", 2.0)
    turns.give_back(b"ada")
    turns.take(b"tom", 2.0)
    turns.take(b"ada", LONGEST + 1.5)  # Rio's is over by itself


def test_who_comes_when_all_are_busy_is_told_so_and_keeps_what_they_typed(ada: Person, pair: Pair) -> None:
    for number in range(AT_ONCE):
        TURNS.take(bytes([number]), time.monotonic())
    answer = ada.browser().get(reverse("privacy:page"))
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "60"
    assert "Please try again in a minute. Nothing is lost." in words(answer)
    TURNS.empty()
    assert whole(get(ada.browser(), "privacy:page")).content


def test_a_turn_comes_back_when_a_file_was_read_and_when_nobody_began_to(ada: Person, pair: Pair) -> None:
    browser = ada.browser()
    whole(get(browser, "privacy:page"))
    break_off(get(browser, "privacy:page"))
    assert "That is all" in whole(get(browser, "privacy:page")).content.decode()


@pytest.mark.parametrize("leave", ["accounts:leave", "accounts:sign_out_everywhere"])
@pytest.mark.parametrize("name", FILES)
def test_leaving_in_another_window_ends_it_and_the_file_says_so(
    ada: Person, pair: Pair, leave: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: read to its end without leaving, it is whole."""
    monkeypatch.setattr("stillroom.privacy.streams.PIECE", 1)
    browser = ada.browser()
    assert is_whole(name, whole(get(browser, name)).content)
    pieces = get(browser, name).streaming_content
    begun = next(pieces)
    browser.post(reverse(leave))
    assert not is_whole(name, begun + b"".join(pieces))


def is_whole(name: str, content: bytes) -> bool:
    if name == "privacy:page":
        assert (b"cut short here" in content) != (b"That is all" in content)
        return b"That is all" in content
    if name == "privacy:all":
        read = zipfile.ZipFile(io.BytesIO(content))
        assert read.testzip() is None  # cut short or not, it opens
        assert ("cut short" in read.read("notes/index.html").decode()) != (read.comment == WHOLE)
        return read.comment == WHOLE
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def test_after_ten_minutes_it_ends() -> None:
    clock = iter([True, True, False])
    done: list[int] = []
    stream = Stream(
        iter([b"a" * PIECE] * 9), done=lambda: done.append(1), goes_on=lambda: next(clock), ending=lambda: b"cut short"
    )
    assert b"".join(stream) == b"a" * 2 * PIECE + b"cut short"
    assert done == [1]


def test_a_stream_says_it_is_done_once_and_also_where_something_breaks() -> None:
    def breaks() -> Iterator[bytes]:
        yield b"a" * PIECE
        raise OSError

    done: list[int] = []
    stream = Stream(breaks(), done=lambda: done.append(1), goes_on=lambda: True)
    next(stream)
    with pytest.raises(OSError):
        next(stream)
    stream.close()
    assert done == [1] and list(stream) == []


def test_a_thread_keeps_its_own_language_between_two_pieces() -> None:
    seen: list[str | None] = []

    def speaks() -> Iterator[bytes]:
        for _ in range(3):
            seen.append(get_language())
            yield b"a" * PIECE

    with override("es"):
        stream = Stream(speaks(), done=lambda: None, goes_on=lambda: True)
    with override("en"):
        for _piece in stream:
            assert get_language() == "en"
    assert seen == ["es"] * 3


def test_a_page_taken_out_in_spanish_is_spanish_to_its_last_line(ada: Person, pair: Pair) -> None:
    answer = ada.browser().get(reverse("privacy:page"), headers={"Accept-Language": "es"})
    said = whole(answer).content.decode()
    assert '<html lang="es">' in said and "Eso es todo: " in said and "That is all" not in said


def test_a_harmed_place_is_said_in_each_file_and_the_rest_is_whole(demo: Demo) -> None:
    ada = demo.person("Ada").keyholder
    care = next(place for place in places_of(ada) if place.kind is SpaceKind.CARE)
    journal = next(place for place in places_of(ada) if place.kind is SpaceKind.JOURNAL)
    Record.objects.filter(id=care.items[0].id).delete()
    shown, told, made = page(ada, NOW), data(ada), bundle(ada, NOW)
    assert "it was changed past our locks" in shown and f"That is all: {_rest(ada)}." in shown
    places = told["places"]
    assert isinstance(places, list)
    assert [place["harmed"] for place in places if place["id"] == str(care.id)] == [True]
    assert [len(place["items"]) for place in places if place["id"] == str(journal.id)] == [len(journal.items)]
    assert amiss(made) == []
    (outcome,) = of_type(made, "OperationOutcome")
    assert outcome["issue"][0]["severity"] == "warning"  # type: ignore[index]
    assert of_type(made, "QuestionnaireResponse")


def _rest(ada: Keyholder) -> int:
    return sum(len(place.items) for place in places_of(ada))


@pytest.mark.parametrize("name", FILES)
def test_the_trail_tells_of_it_once_its_place_was_read(ada: Person, tom: Person, pair: Pair, name: str) -> None:
    send_message(episode=pair.hers(), text="Hello", now=NOW)

    def taken() -> set[str]:
        return {sign.what for sign in signs_of(tom.keyholder, pair.his()) if sign.action == "export"}

    answer = get(ada.browser(), name)
    assert taken() == set()  # nothing has left so far
    answer.getvalue()
    assert "Message" in taken()


def test_a_name_typed_for_one_file_is_in_it_and_behind_no_sign_in_page(ada: Person, pair: Pair) -> None:
    browser = ada.browser()
    made = json.loads(whole(get(browser, "privacy:entries", name_this_once="Ada Canary-Example")).content)
    assert of_type(made, "Patient")[0]["name"] == [{"text": "Ada Canary-Example"}]
    assert "Canary-Example" not in browser.get(reverse("privacy:take")).content.decode()
    browser.post(reverse("accounts:lock"))
    locked = browser.post(reverse("privacy:entries"), {"name_this_once": "Ada Canary-Example", "own": ""})
    assert locked.status_code == 403 and b"Canary-Example" not in locked.content
    assert typed_words(locked.wsgi_request) == []


def test_a_name_that_cannot_be_shown_comes_back_with_what_was_typed(ada: Person, pair: Pair) -> None:
    answer = ada.browser().post(reverse("privacy:entries"), {"name_this_once": "Ada\u202eevil", "own": "on"})
    assert answer.status_code == 422
    assert "cannot be shown" in words(answer) and "Ada\u202eevil" in answer.content.decode()
    assert "checked" in answer.content.decode()


def test_only_a_client_takes_entries(tom: Person, max_: Person, pair: Pair) -> None:
    for person in (tom, max_):
        assert person.browser().post(reverse("privacy:entries")).status_code == 404
        assert "FHIR" not in words(person.browser().get(reverse("privacy:take")))


def test_the_page_before_it_says_how_much_there_is_where_it_lands_and_who_learns_of_it(ada: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text="Hello", now=NOW)
    said = words(ada.browser().get(reverse("privacy:take")))
    assert "Message: 1" in said and "In all: 2." in said
    assert "You told us that this phone is shared." in said
    assert "Who shares a place with you can see in it, to the hour, that you took copies." in said


def test_nothing_rests_on_a_session_any_more_when_a_file_is_read(ada: Person, pair: Pair) -> None:
    account = presence.tag("account", ada.keyholder.account.bytes)
    answer = get(ada.browser(), "privacy:page")
    assert presence.tell(account) == 1
    break_off(answer)
    assert presence.tell(account) == 0
