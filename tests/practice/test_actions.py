"""A practice is founded, licences are checked by hand, and only what the practice signs is ever listed."""

import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from stillroom.base.errors import Hidden
from stillroom.events.queries import staff_events
from stillroom.practice.actions import (
    ChecklistOpen,
    KeyDiffers,
    LicenceRanOut,
    NobodyNamed,
    NoNextStep,
    NotBack,
    NotListed,
    OtherPracticeKey,
    ProfileChanged,
    bring_back,
    come_back,
    invite_therapist,
    let_lapse,
    mark_away,
    mark_gone,
    name_on_call,
    publish,
    set_up_practice,
    submit_profile,
    unlist,
)
from stillroom.practice.actions.checking import NoPracticeKey
from stillroom.practice.choices import CHECKS
from stillroom.practice.documents import PracticeKey
from stillroom.practice.models import State, Therapist
from stillroom.practice.practice_key import pinned_key
from stillroom.practice.queries import (
    any_listing,
    checks_of,
    is_open,
    listed,
    listing_of,
    on_call,
    own_listing,
    registered,
    registered_of,
)
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import WrongRecipient
from stillroom.vault.models import Account
from stillroom.vault.records import latest, read_all
from stillroom.vault.spaces import own_space
from tests.cast import NOW, Person, make_person
from tests.practice.cast import EXPIRY, OpenPractice, particulars, publish_profile

DAY = timedelta(days=1)


def state_of(person: Person) -> str:
    return Therapist.objects.get(account=person.keyholder.account).state


# Founding


def test_the_first_visit_makes_one_key_and_pins_its_public_half_for_all_to_read(own_data: Path, max_: Person) -> None:
    set_up_practice(keyholder=max_.keyholder, now=NOW)
    set_up_practice(keyholder=max_.keyholder, now=NOW)
    keys = read_all(own_space(max_.keyholder, SpaceKind.PRACTICE), PracticeKey)
    pinned = own_data / "practice_key.pub"
    assert len(keys) == 1
    assert stat.S_IMODE(pinned.stat().st_mode) == 0o644
    assert keys[0].document.private.hex() not in pinned.read_text()
    assert keys[0].document.private.hex() not in repr(keys[0])


def test_a_pinned_key_that_got_lost_is_pinned_again_as_it_was(own_data: Path, max_: Person) -> None:
    set_up_practice(keyholder=max_.keyholder, now=NOW)
    before = pinned_key()
    (own_data / "practice_key.pub").unlink()
    set_up_practice(keyholder=max_.keyholder, now=NOW)
    assert pinned_key() == before


def test_a_second_practice_space_never_overwrites_the_pinned_key_and_cannot_publish(
    founded: Person, tom: Person
) -> None:
    before, other = pinned_key(), make_person("olga", Role.STEWARD)
    with pytest.raises(OtherPracticeKey):
        set_up_practice(keyholder=other.keyholder, now=NOW)
    assert pinned_key() == before
    assert latest(own_space(other.keyholder, SpaceKind.PRACTICE), PracticeKey) is None
    with pytest.raises(NoPracticeKey):
        publish_profile(other, tom, "Tom Vale")


def test_another_key_in_the_file_is_refused_also_to_the_steward_who_has_one(own_data: Path, founded: Person) -> None:
    (own_data / "practice_key.pub").write_text("00" * 32 + "\n")
    with pytest.raises(OtherPracticeKey):
        set_up_practice(keyholder=founded.keyholder, now=NOW)
    assert pinned_key() == bytes(32)


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_nobody_but_a_steward_does_what_stewards_do(who: str, request: pytest.FixtureRequest, own_data: Path) -> None:
    keyholder = request.getfixturevalue(who).keyholder
    for attempt in (
        lambda: set_up_practice(keyholder=keyholder, now=NOW),
        lambda: invite_therapist(keyholder=keyholder, now=NOW),
        lambda: name_on_call(keyholder=keyholder, therapist=None, name="Me", now=NOW),
        lambda: unlist(keyholder=keyholder, therapist=uuid4(), now=NOW),
        lambda: publish(
            keyholder=keyholder, therapist=uuid4(), seen="", looked_up_on=NOW.date(), ticked=tuple(CHECKS), now=NOW
        ),
        lambda: registered(keyholder, NOW),
        lambda: registered_of(keyholder, uuid4(), NOW),
        lambda: checks_of(keyholder, uuid4()),
    ):
        with pytest.raises(Hidden):
            attempt()


def test_an_invitation_is_a_new_link_each_time_and_noted_without_it(founded: Person) -> None:
    links = {invite_therapist(keyholder=founded.keyholder, now=NOW) for _ in range(3)}
    assert len(links) == 3
    noted = staff_events(founded.keyholder)
    assert [each.sentence for each in noted].count("A link to join as a therapist was made") == 3
    tokens = {link.rstrip("/").rpartition("/")[2] for link in links}
    assert not any(token in repr(noted) for token in tokens)


# Sending in and checking


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
    assert "Licence checked, profile published" in [each.sentence for each in staff_events(founded.keyholder)]


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
        publish(
            keyholder=founded.keyholder,
            therapist=sent.id,
            seen=mark,
            looked_up_on=NOW.date(),
            ticked=ticked,
            now=NOW,
        )
    assert listed(None, NOW) == ()


def test_what_was_changed_after_the_steward_looked_is_not_published(founded: Person, tom: Person) -> None:
    sent = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    mark = registered_of(founded.keyholder, sent.id, NOW).seen
    changed = replace(particulars(), licence_number="99999")
    submit_profile(keyholder=tom.keyholder, particulars=changed, now=NOW)
    with pytest.raises(ProfileChanged):
        publish(
            keyholder=founded.keyholder,
            therapist=sent.id,
            seen=mark,
            looked_up_on=NOW.date(),
            ticked=tuple(CHECKS),
            now=NOW,
        )
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
        publish(
            keyholder=founded.keyholder,
            therapist=sent.id,
            seen=mark,
            looked_up_on=later.date(),
            ticked=tuple(CHECKS),
            now=later,
        )


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
    publish(
        keyholder=max_.keyholder,
        therapist=open_practice.tom.id,
        seen=registered_of(max_.keyholder, open_practice.tom.id, NOW).seen,
        looked_up_on=NOW.date(),
        ticked=tuple(CHECKS),
        now=NOW,
    )
    assert len(listed(None, NOW)) == 1


def test_fee_and_own_lines_change_in_public_at_once_and_the_change_is_noted(
    open_practice: OpenPractice, tom: Person
) -> None:
    changed = replace(particulars(), fee_cents=9_000, how_i_work="New words.")
    submit_profile(keyholder=tom.keyholder, particulars=changed, now=NOW + DAY)
    (listing,) = listed(None, NOW + DAY)
    assert (listing.fee_cents, listing.lines.how_i_work) == (9_000, "New words.")
    newest = staff_events(tom.keyholder)[0]
    assert (newest.sentence, newest.subject) == ("Published profile changed", "Tom Vale: fee, own lines")


def test_saving_a_published_profile_unchanged_notes_nothing(open_practice: OpenPractice, tom: Person) -> None:
    before = staff_events(tom.keyholder)
    submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    assert staff_events(tom.keyholder) == before
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


# A writer to the database (pv1 6.4)


def test_attack_a_forged_row_is_not_listed(open_practice: OpenPractice, iris: Person) -> None:
    """Somebody writes to the database alone: a row with everything but the practice's signature."""
    row = Therapist.objects.get()
    row.pk, row.account, row.name = uuid4(), iris.keyholder.account, "Iris Moss"
    row.fingerprint = iris.keyholder.fingerprint
    row.save(force_insert=True)
    assert [each.name for each in listed(None, NOW)] == ["Tom Vale"]
    with pytest.raises(Hidden):
        listing_of(None, row.pk, NOW)


def test_attack_a_stretched_licence_or_a_foreign_key_breaks_the_signature(
    open_practice: OpenPractice, iris: Person
) -> None:
    for change in (
        {"licence_expiry": EXPIRY + 365 * DAY},
        {"not_before_day": 0},
        {"fingerprint": iris.keyholder.fingerprint},
        {"account": iris.keyholder.account},
        {"signature": bytes(64)},
        {"signature": b""},
    ):
        original = Therapist.objects.filter().values(*change).get()
        Therapist.objects.update(**change)
        assert listed(None, NOW) == (), change
        Therapist.objects.update(**original)
        assert len(listed(None, NOW)) == 1


def test_attack_a_swapped_public_key_gets_nothing_sent_to_it(open_practice: OpenPractice, iris: Person) -> None:
    other = Account.objects.get(id=iris.keyholder.account).public_key
    Account.objects.filter(id=open_practice.tom.account).update(public_key=other)
    with pytest.raises(WrongRecipient):
        listing_of(None, open_practice.tom.id, NOW).recipient()


def test_attack_a_key_swapped_before_the_check_is_not_signed(founded: Person, tom: Person, iris: Person) -> None:
    sent = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    mark = registered_of(founded.keyholder, sent.id, NOW).seen
    other = Account.objects.get(id=iris.keyholder.account).public_key
    Account.objects.filter(id=tom.keyholder.account).update(public_key=other)
    with pytest.raises(KeyDiffers):
        publish(
            keyholder=founded.keyholder,
            therapist=sent.id,
            seen=mark,
            looked_up_on=NOW.date(),
            ticked=tuple(CHECKS),
            now=NOW,
        )


def test_control_the_same_row_with_the_practices_signature_is_listed(
    open_practice: OpenPractice, iris: Person, max_: Person
) -> None:
    """What the attacks lack is the signature and nothing else."""
    publish_profile(max_, iris, "Iris Moss")
    assert [each.name for each in listed(None, NOW)] == ["Iris Moss", "Tom Vale"]


def test_control_whoever_replaces_the_pinned_key_too_is_believed(
    open_practice: OpenPractice, own_data: Path, iris: Person
) -> None:
    """The pinned file is what holds: with it gone to another steward, another's signature counts and Max's does not."""
    (own_data / "practice_key.pub").unlink()
    other = make_person("olga", Role.STEWARD)
    set_up_practice(keyholder=other.keyholder, now=NOW)
    publish_profile(other, iris, "Iris Moss")
    assert [each.name for each in listed(None, NOW)] == ["Iris Moss"]


# Open or not


def test_the_practice_is_open_with_a_checked_therapist_and_a_named_person_on_call_only(
    founded: Person, tom: Person
) -> None:
    assert not is_open(None, NOW)
    listing = publish_profile(founded, tom, "Tom Vale")
    assert not is_open(None, NOW)
    name_on_call(keyholder=founded.keyholder, therapist=listing.id, name="", now=NOW)
    assert is_open(None, NOW)
    unlist(keyholder=founded.keyholder, therapist=listing.id, now=NOW)
    assert not is_open(None, NOW)


def test_on_call_alone_opens_nothing(founded: Person) -> None:
    name_on_call(keyholder=founded.keyholder, therapist=None, name="Noor Ahmadi", now=NOW)
    found = on_call(None, NOW)
    assert found is not None
    assert (found.name, found.therapist) == ("Noor Ahmadi", None)
    assert not is_open(None, NOW)


def test_a_therapist_on_call_who_is_no_longer_listed_leaves_nobody_on_call(
    open_practice: OpenPractice, max_: Person, iris: Person
) -> None:
    publish_profile(max_, iris, "Iris Moss")
    assert is_open(None, NOW)
    unlist(keyholder=max_.keyholder, therapist=open_practice.tom.id, now=NOW)
    assert listed(None, NOW)
    assert on_call(None, NOW) is None
    assert not is_open(None, NOW)


def test_nobody_is_named_on_call_who_is_not_there(founded: Person, tom: Person) -> None:
    sent = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    for therapist, name in ((sent.id, "Tom Vale"), (uuid4(), "X"), (None, "   ")):
        with pytest.raises(NobodyNamed):
            name_on_call(keyholder=founded.keyholder, therapist=therapist, name=name, now=NOW)
    assert on_call(None, NOW) is None


# Away and gone


def test_somebody_who_is_away_is_listed_with_the_day_and_takes_no_requests_until_it_comes(
    open_practice: OpenPractice, tom: Person
) -> None:
    until = NOW.date() + 10 * DAY
    mark_away(keyholder=tom.keyholder, until=until, cover=None, next_step="Write to the desk.", now=NOW)
    (listing,) = listed(None, NOW)
    assert (listing.state, listing.away_until, listing.next_step) == ("away", until, "Write to the desk.")
    assert not listing.takes_requests
    assert is_open(None, NOW)
    (later,) = listed(None, NOW + 10 * DAY)
    assert later.takes_requests
    assert bring_back(now=NOW + 9 * DAY) == 0
    assert bring_back(now=NOW + 10 * DAY) == 1
    assert state_of(tom) == State.VERIFIED


def test_the_first_day_back_begins_at_midnight_where_the_therapist_is(open_practice: OpenPractice, tom: Person) -> None:
    until = NOW.date() + DAY
    mark_away(keyholder=tom.keyholder, until=until, cover=None, next_step="Rest.", now=NOW)
    midnight = NOW.replace(hour=8) + DAY  # 00:00 in Los Angeles in November
    assert listed(None, midnight - timedelta(minutes=1))[0].state == "away"
    assert listed(None, midnight)[0].state == "listed"


def test_being_away_needs_a_day_ahead_and_a_cover_or_a_next_step(
    open_practice: OpenPractice, tom: Person, iris: Person, max_: Person
) -> None:
    ahead = NOW.date() + DAY
    waiting = submit_profile(keyholder=iris.keyholder, particulars=particulars("Iris Moss"), now=NOW)
    with pytest.raises(NotBack):
        mark_away(keyholder=tom.keyholder, until=NOW.date(), cover=None, next_step="x", now=NOW)
    for cover in (None, waiting.id, open_practice.tom.id, uuid4()):
        with pytest.raises(NoNextStep):
            mark_away(keyholder=tom.keyholder, until=ahead, cover=cover, next_step=" ", now=NOW)
    assert listed(None, NOW)[0].state == "listed"
    covering = publish_profile(max_, iris, "Iris Moss")
    mark_away(keyholder=tom.keyholder, until=ahead, cover=covering.id, next_step="", now=NOW)
    assert listing_of(None, open_practice.tom.id, NOW).cover_id == covering.id


def test_away_without_a_word_for_anybody_is_not_listed_even_if_the_database_says_so(
    open_practice: OpenPractice,
) -> None:
    Therapist.objects.update(state=State.AWAY, away_until=NOW.date() + 3 * DAY, next_step="")
    assert listed(None, NOW) == ()


def test_coming_back_early_ends_an_absence_and_its_words(open_practice: OpenPractice, tom: Person) -> None:
    mark_away(keyholder=tom.keyholder, until=NOW.date() + 5 * DAY, cover=None, next_step="Rest.", now=NOW)
    come_back(keyholder=tom.keyholder, now=NOW)
    (listing,) = listed(None, NOW)
    assert (listing.state, listing.away_until, listing.next_step) == ("listed", None, "")


def test_who_is_not_listed_cannot_be_away(founded: Person, tom: Person, ada: Person) -> None:
    submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    with pytest.raises(NotListed):
        mark_away(keyholder=tom.keyholder, until=NOW.date() + DAY, cover=None, next_step="x", now=NOW)
    with pytest.raises(Hidden):
        mark_away(keyholder=ada.keyholder, until=NOW.date() + DAY, cover=None, next_step="x", now=NOW)


def test_a_licence_changed_while_away_comes_back_as_away(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    mark_away(keyholder=tom.keyholder, until=NOW.date() + 5 * DAY, cover=None, next_step="Rest.", now=NOW)
    submit_profile(keyholder=tom.keyholder, particulars=replace(particulars(), licence_number="777"), now=NOW)
    publish(
        keyholder=max_.keyholder,
        therapist=open_practice.tom.id,
        seen=registered_of(max_.keyholder, open_practice.tom.id, NOW).seen,
        looked_up_on=NOW.date(),
        ticked=tuple(CHECKS),
        now=NOW,
    )
    assert listed(None, NOW)[0].state == "away"


@pytest.mark.parametrize("who", ["tom", "max_"])
def test_a_therapist_or_a_steward_says_that_the_therapist_is_gone_and_those_in_care_read_what_next(
    who: str, open_practice: OpenPractice, ada: Person, request: pytest.FixtureRequest
) -> None:
    keyholder = request.getfixturevalue(who).keyholder
    mark_gone(keyholder=keyholder, therapist=open_practice.tom.id, cover=None, next_step="Ask at the desk.", now=NOW)
    assert listed(None, NOW) == ()
    known = any_listing(ada.keyholder, open_practice.tom.id)
    assert (known.state, known.next_step) == ("gone", "Ask at the desk.")
    assert not is_open(None, NOW)


@pytest.mark.parametrize("who", ["ada", "iris"])
def test_nobody_else_can_say_that_a_therapist_is_gone(
    who: str, open_practice: OpenPractice, request: pytest.FixtureRequest
) -> None:
    keyholder = request.getfixturevalue(who).keyholder
    with pytest.raises(Hidden):
        mark_gone(keyholder=keyholder, therapist=open_practice.tom.id, cover=None, next_step="Bye.", now=NOW)
    assert len(listed(None, NOW)) == 1


def test_who_has_gone_comes_back_only_through_a_new_check(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    mark_gone(keyholder=tom.keyholder, therapist=open_practice.tom.id, cover=None, next_step="Rest.", now=NOW)
    submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    assert listed(None, NOW) == ()
    assert publish_profile(max_, tom, "Tom Vale").takes_requests
