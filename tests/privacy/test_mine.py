"""The page that lists what is kept, in plain words."""

import re
from dataclasses import fields

import pytest
from django.db import connection
from django.urls import reverse

from stillroom.accounts.actions import save_draft
from stillroom.accounts.documents import Profile
from stillroom.care.actions import record_identity
from stillroom.care.documents import State
from stillroom.messaging.actions import send_message
from stillroom.privacy.plain import PROFILE, TABLES
from stillroom.privacy.queries import Place, holdings_of
from stillroom.vault.documents import TYPES
from stillroom.vault.models import AuditEntry, Record
from stillroom.vault.own_rows import own_rows
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.home.looking import links, words

CANARY = "Kanarienvogel-a1c9"


def seen(person: Person) -> str:
    answer = person.browser().get(reverse("privacy:mine"))
    assert answer.status_code == 200
    return words(answer)


def shared(person: Person, pair: Pair) -> Place:
    return next(place for place in holdings_of(person.keyholder).places if place.id == pair.space)


def test_somebody_new_has_a_place_of_their_own_with_nothing_in_it(ada: Person) -> None:
    said = seen(ada)
    assert "Called Ada Pronouns nothing Your clock Los Angeles Your language as your browser asks" in said
    assert "This phone is shared yes You have a recovery sheet no You are here as someone who looks for help" in said
    assert "Yours alone Only you can open this. Nothing in it yet." in said


def test_her_sign_in_name_is_there_and_is_covered_until_she_asks(ada: Person) -> None:
    page = ada.browser().get(reverse("privacy:mine")).content.decode()
    hidden = re.findall(r"<details>.*?</details>", page, re.DOTALL)
    assert [part for part in hidden if ada.profile.handle in part]
    assert ada.profile.handle not in re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)


@pytest.mark.django_db
def test_no_field_of_the_profile_and_no_table_is_left_out() -> None:
    """A new one stops here until somebody has said in plain words what it holds."""
    assert set(PROFILE) == {field.name for field in fields(Profile)}
    assert set(TABLES) == set(connection.introspection.table_names())


def test_the_counts_are_those_of_the_vault(ada: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text=CANARY, now=NOW)
    spaces = list(ada.keyholder.ring.spaces)
    counts = own_rows(ada.keyholder)
    assert counts == {
        "account": 1,
        "space": len(spaces),
        "record": Record.objects.filter(space_id__in=spaces).count(),
        "audit": AuditEntry.objects.filter(space_id__in=spaces).count(),
        "key_drop": 0,
    }
    said = seen(ada)
    for table, count in counts.items():
        assert f"{TABLES[table]} Yours: {count}." in said


def test_every_document_of_every_place_is_counted_whatever_its_kind(ada: Person, pair: Pair) -> None:
    """Against the rows themselves: a kind that no room reads any more would still be on the page."""
    send_message(episode=pair.his(), text=CANARY, now=NOW)
    save_draft(keyholder=ada.keyholder, form="test", about=None, fields={"text": CANARY}, now=NOW)
    said = seen(ada)
    spaces = list(ada.keyholder.ring.spaces)
    rows = Record.objects.filter(space_id__in=spaces).exclude(id__in=spaces).count()
    titles = {str(entry.title) for entry in TYPES.values()}
    counted = [int(n) for title in titles for n in re.findall(rf"(?<![a-z] ){re.escape(title)}: (\d+)", said)]
    assert sum(counted) == rows > 2


def test_it_says_what_others_hold_what_nobody_opens_what_stays_and_how_long_copies_live(ada: Person) -> None:
    said = seen(ada)
    for sentence in ("your therapist can open, and can keep", "for the police", "for seven years", "after 14 days"):
        assert sentence in said


def test_a_harmed_place_is_named_and_not_counted(ada: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text=CANARY, now=NOW)
    Record.objects.filter(id=pair.space).delete()
    said = seen(ada)
    assert "Tom Vale This place is not as you left it" in said
    assert "Message: 1" not in said


def test_each_place_says_who_can_open_it_and_how_much_of_what_is_in_it(ada: Person, pair: Pair) -> None:
    for _ in range(3):
        send_message(episode=pair.hers(), text=CANARY, now=NOW)
    save_draft(keyholder=ada.keyholder, form="test", about=None, fields={"text": CANARY}, now=NOW)
    said = seen(ada)
    assert "Tom Vale You and one other person can open this." in said
    assert "Message: 3" in said
    assert "Something you began to write: 1" in said
    assert CANARY not in said


def test_an_identity_card_is_a_place_only_once_something_stands_on_it(ada: Person, tom: Person, pair: Pair) -> None:
    assert "name and place" not in seen(ada)
    record_identity(
        keyholder=tom.keyholder,
        episode=pair.his(),
        full_name="Ada Example",
        present_address="Irvine",
        asked=True,
        now=NOW,
    )
    assert "Tom Vale: name and place" in seen(ada)
    assert "Ada Example" not in seen(ada)


def test_what_is_listed_comes_in_its_order_with_its_author(ada: Person, tom: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text="first", now=NOW)
    send_message(episode=pair.his(), text="second", now=NOW.replace(hour=19))
    place = shared(ada, pair)
    assert [(item.fields.get("text"), item.author) for item in place.items if item.kind == "messaging.message"] == [
        ("first", "client"),
        ("second", "therapist"),
    ]
    assert (place.alone, place.members, place.label) == (False, ("client", "therapist"), "Tom Vale")
    (episode,) = (item for item in place.items if item.kind == "care.episode")
    assert episode.fields["state"] == State.ACTIVE


def test_a_client_is_shown_the_way_to_erase_and_who_keeps_records_is_not(
    ada: Person, tom: Person, max_: Person
) -> None:
    assert reverse("privacy:erase") in links(ada.browser().get(reverse("privacy:mine")))
    for person in (tom, max_):
        page = person.browser().get(reverse("privacy:mine"))
        assert reverse("privacy:erase") not in links(page)
        assert "Hand them over first" in words(page)
