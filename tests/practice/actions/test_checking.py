"""Licences are checked by hand, and only what was checked is published."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.events.queries import page_of_events
from stillroom.practice.actions import (
    ChecklistOpen,
    LicenceRanOut,
    ProfileChanged,
    let_lapse,
    submit_profile,
    unlist,
)
from stillroom.practice.choices import CHECKS
from stillroom.practice.models import State, Therapist
from stillroom.practice.queries import (
    any_listing,
    checks_of,
    listed,
    listing_of,
    own_listing,
    registered,
    registered_of,
)
from stillroom.vault.documents import Role
from tests.cast import NOW, Person, make_person
from tests.practice.cast import EXPIRY, OpenPractice, check, particulars, publish_profile

DAY = timedelta(days=1)


def state_of(person: Person) -> str:
    return Therapist.objects.get(account=person.keyholder.account).state


def test_a_profile_that_was_sent_in_is_seen_by_stewards_and_by_its_owner_alone(founded: Person, tom: Person) -> None:
    sent = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    assert listed(None, NOW) == ()
    with pytest.raises(Hidden):
        listing_of(None, sent.id, NOW)
    (entry,) = registered(founded.keyholder, NOW)
    assert (entry.waits, entry.shown, entry.listing.name) == (True, False, "Tom Vale")
    own = own_listing(tom.keyholder)
    assert own is not None
    assert (own.state, own.fee_cents, own.languages) == ("unlisted", 18_000, ("en", "es"))


def test_a_client_has_no_profile_to_send_in(ada: Person) -> None:
    with pytest.raises(Hidden):
        submit_profile(keyholder=ada.keyholder, particulars=particulars(), now=NOW)
    assert own_listing(ada.keyholder) is None


def test_what_was_checked_is_published_with_evidence_and_can_be_sent_a_key(founded: Person, tom: Person) -> None:
    listing = publish_profile(founded, tom, "Tom Vale")
    assert listed(None, NOW) == (listing,)
    assert listing.state == "listed"
    assert listing.takes_requests
    assert listing.recipient().account == tom.keyholder.account
    assert listing.recipient().fingerprint == tom.keyholder.fingerprint
    (check,) = checks_of(founded.keyholder, listing.id)
    assert check.document.licence == "LMFT 12345, CA"
    assert set(check.document.ticked) == set(CHECKS)
    assert "License checked, profile published" in [each.sentence for each in page_of_events(founded.keyholder).events]


def test_three_therapists_are_listed_by_name(founded: Person, tom: Person, iris: Person) -> None:
    third = make_person("abel", Role.THERAPIST)
    for person, name in ((tom, "Tom Vale"), (iris, "iris Moss"), (third, "Abel Yu")):
        publish_profile(founded, person, name)
    assert [each.name for each in listed(None, NOW)] == ["Abel Yu", "iris Moss", "Tom Vale"]


@pytest.mark.parametrize("left_out", CHECKS)
def test_with_any_one_line_of_the_checklist_open_nothing_is_published(
    left_out: str, founded: Person, tom: Person
) -> None:
    sent = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    ticked = [check for check in CHECKS if check != left_out]
    mark = registered_of(founded.keyholder, sent.id, NOW).seen
    with pytest.raises(ChecklistOpen):
        check(founded, sent.id, seen=mark, ticked=ticked)
    assert listed(None, NOW) == ()


def test_what_was_changed_after_the_steward_looked_is_not_published(founded: Person, tom: Person) -> None:
    sent = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    mark = registered_of(founded.keyholder, sent.id, NOW).seen
    changed = replace(particulars(), licence_number="99999")
    submit_profile(keyholder=tom.keyholder, particulars=changed, now=NOW)
    with pytest.raises(ProfileChanged):
        check(founded, sent.id, seen=mark)
    assert listed(None, NOW) == ()


def test_a_licence_that_has_run_out_is_neither_sent_in_nor_published(founded: Person, tom: Person) -> None:
    with pytest.raises(LicenceRanOut):
        submit_profile(
            keyholder=tom.keyholder,
            particulars=replace(particulars(), licence_expiry=NOW.date() - DAY),
            now=NOW,
        )
    sent = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    later = NOW + (EXPIRY - NOW.date()) + 2 * DAY
    mark = registered_of(founded.keyholder, sent.id, later).seen
    with pytest.raises(LicenceRanOut):
        check(founded, sent.id, seen=mark, now=later)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Tom Hill"},
        {"licence_type": "LCSW"},
        {"licence_number": "54321"},
        {"licence_state": "NY"},
        {"licence_expiry": date(2030, 1, 1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_changing_name_or_licence_takes_a_profile_off_the_list_until_it_is_checked_again(
    change: dict[str, object], open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    changed = replace(particulars(), **change)
    submit_profile(keyholder=tom.keyholder, particulars=changed, now=NOW)
    assert listed(None, NOW) == ()
    assert bytes(Therapist.objects.get().signature) == b""
    check(max_, open_practice.tom.id)
    assert len(listed(None, NOW)) == 1


def test_fee_and_own_lines_change_in_public_at_once_and_the_change_is_noted(
    open_practice: OpenPractice, tom: Person
) -> None:
    changed = replace(particulars(), fee_cents=9_000, how_i_work="New words.")
    submit_profile(keyholder=tom.keyholder, particulars=changed, now=NOW + DAY)
    (listing,) = listed(None, NOW + DAY)
    assert (listing.fee_cents, listing.lines.how_i_work) == (9_000, "New words.")
    newest = page_of_events(tom.keyholder).events[0]
    assert (newest.sentence, newest.subject) == ("Published profile changed", "Tom Vale: fee, own lines")


def test_saving_a_published_profile_unchanged_notes_nothing(open_practice: OpenPractice, tom: Person) -> None:
    before = page_of_events(tom.keyholder).events
    submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    assert page_of_events(tom.keyholder).events == before
    assert len(listed(None, NOW)) == 1


def test_a_steward_takes_a_profile_off_the_list_and_no_key_is_sent_to_it(
    open_practice: OpenPractice, max_: Person, ada: Person
) -> None:
    unlist(keyholder=max_.keyholder, therapist=open_practice.tom.id, now=NOW)
    assert listed(None, NOW) == ()
    known = any_listing(ada.keyholder, open_practice.tom.id)
    assert known.state == "unlisted"
    with pytest.raises(Hidden):
        known.recipient()


def test_a_licence_that_runs_out_leaves_the_list_by_the_signature_itself_and_then_by_the_calendar(
    open_practice: OpenPractice, tom: Person, ada: Person
) -> None:
    last = NOW + (EXPIRY - NOW.date())
    assert len(listed(None, last)) == 1
    assert listed(None, last + DAY) == ()
    assert let_lapse(now=last + DAY) == 1
    assert let_lapse(now=last + DAY) == 0
    assert state_of(tom) == State.SUBMITTED
    assert any_listing(ada.keyholder, open_practice.tom.id).state == "unlisted"
