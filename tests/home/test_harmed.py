"""Attack: somebody who can write to the database harms one space. It is not shown, and all the others still are."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.urls import reverse

from stillroom.accounts.actions import save_draft, sign_in
from stillroom.care.documents import Medium
from stillroom.messaging.actions import send_message
from stillroom.privacy.queries import holdings_of
from stillroom.scheduling.actions import book
from stillroom.scheduling.models import OpeningHours
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import ring_entries
from stillroom.vault.models import Record, Space
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.cast import CHEAP, NOW, WORDS, Person
from tests.home.looking import today, words
from tests.reading_files import file_of
from tests.safety.raising import raised
from tests.scheduling.cast import at

NOTICE = "is not as you two left it"
OWN = "Your own place is not as you left it"
CANARY = "Kanarienvogel-9b1e"
CARE_PAGES = ("care:episode", "messaging:conversation", "plans:goal", "scheduling:times", "rooms:door", "care:opened")


def flip(space: object) -> None:
    """One bit of the last row written there, as a bad disk or a bad hand does it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT blob FROM record WHERE id = %s", [space.bytes])  # the cover
        blob = bytearray(cursor.fetchone()[0])
        blob[-1] ^= 1
        cursor.execute("UPDATE record SET blob = %s WHERE id = %s", [bytes(blob), space.bytes])
        assert cursor.rowcount == 1


def take_away(space: object) -> None:
    assert Record.objects.filter(space_id=space).exclude(id=space).first().delete()


def other_salt(space: object) -> None:
    Space.objects.filter(id=space).update(salt=b"x" * 32)


HARMS = [flip, take_away, other_salt]


@pytest.fixture
def talked(pair: Pair, ada: Person, week: OpeningHours) -> Pair:
    send_message(episode=pair.his(), text=CANARY, now=NOW)
    book(keyholder=ada.keyholder, episode=pair.hers(), start=at(27, 10), medium=Medium.VOICE, now=NOW)
    return pair


@pytest.mark.parametrize("harm", HARMS)
def test_her_page_says_so_of_that_one_space_and_shows_all_else(
    ada: Person, talked: Pair, list_person: Lister, iris: Person, harm: Callable[[object], None]
) -> None:
    assert NOTICE not in words(today(ada))
    harm(talked.space)
    said = words(today(ada))
    assert f"What you share with Tom Vale {NOTICE}" in said
    assert "nobody could read it that way" in said
    assert "Begin here" not in said
    assert CANARY not in said
    for name in ("privacy:mine", "accounts:drafts", "accounts:settings", "finding:people", "assessments:own_start"):
        assert ada.browser().get(reverse(name)).status_code == 200


@pytest.mark.parametrize("harm", HARMS)
def test_his_page_says_so_and_shows_the_others_in_his_care(
    tom: Person, talked: Pair, person: Callable[[str, Role], Person], harm: Callable[[object], None]
) -> None:
    harm(talked.space)
    said = words(today(tom))
    assert f"What you share with Ada {NOTICE}" in said
    assert "Requests" in said
    assert CANARY not in said


def test_a_flag_in_a_harmed_space_does_not_go_without_a_word(tom: Person, ada: Person, pair: Pair) -> None:
    raised(pair)
    assert "Flags" in words(today(tom))
    Record.objects.filter(id=pair.space).delete()
    said = words(today(tom))
    assert "What you share with Ada" in said
    assert NOTICE in said


@pytest.mark.parametrize("name", CARE_PAGES)
def test_a_page_of_the_harmed_space_says_what_it_means_and_shows_nothing_of_it(
    ada: Person, talked: Pair, name: str
) -> None:
    take_away(talked.space)
    answer = ada.browser().get(reverse(name, args=[talked.space]))
    assert answer.status_code == 500
    assert "This is not as you left it" in words(answer)
    assert CANARY not in answer.content.decode()
    assert "number helps" not in words(answer)


def test_nothing_is_written_into_it(ada: Person, talked: Pair) -> None:
    take_away(talked.space)
    rows = Record.objects.filter(space_id=talked.space).count()
    answer = ada.browser().post(reverse("messaging:conversation", args=[talked.space]), {"text": "Is this kept?"})
    assert "nothing you sent just now was kept here" in words(answer)
    assert Record.objects.filter(space_id=talked.space).count() == rows


def journal_of(person: Person) -> object:
    ((space, _entry),) = ring_entries(person.keyholder, SpaceKind.JOURNAL, SpaceKind.DESK)
    return space


def test_with_her_own_place_harmed_she_comes_in_reads_and_writes(ada: Person, talked: Pair) -> None:
    save_draft(keyholder=ada.keyholder, form="test", about=None, fields={"text": "half"}, now=NOW)
    take_away(journal_of(ada))
    assert sign_in(handle=ada.profile.handle, passphrase=WORDS, now=NOW, cost=CHEAP).profile.called == "Ada"
    assert OWN in words(today(ada))
    conversation = reverse("messaging:conversation", args=[talked.space])
    assert CANARY in ada.browser().get(conversation).content.decode()
    assert ada.browser().post(conversation, {"text": "I am still here"}).status_code == 302
    assert "I am still here" in ada.browser().get(conversation).content.decode()
    assert "This is not as you left it" in words(ada.browser().get(reverse("accounts:drafts")))


def test_what_is_half_typed_is_not_said_to_be_saved_when_it_is_not(ada: Person, talked: Pair) -> None:
    save_draft(keyholder=ada.keyholder, form="test", about=None, fields={"text": "half"}, now=NOW)
    take_away(journal_of(ada))
    answer = ada.browser().post(reverse("messaging:draft", args=[talked.space]), {"text": "more"})
    assert answer.status_code == 500  # the page's script then says "Not saved yet"


def test_with_his_own_place_harmed_he_sees_his_day(tom: Person, talked: Pair) -> None:
    save_draft(keyholder=tom.keyholder, form="test", about=None, fields={"text": "half"}, now=NOW)
    take_away(journal_of(tom))
    said = words(today(tom))
    assert OWN in said
    assert "Ada" in said


def test_what_is_held_names_the_harmed_place_and_lists_the_others(ada: Person, talked: Pair) -> None:
    take_away(talked.space)
    places = {place.id: place for place in holdings_of(ada.keyholder).places}
    assert places[talked.space].harmed
    assert not places[journal_of(ada)].harmed
    for name in ("privacy:data", "privacy:page"):
        assert file_of(ada.browser(), name)
