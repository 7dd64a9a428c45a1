"""What must be there before a practice opens, what lapses later, and which of it closes the door."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from stillroom.base.errors import Hidden
from stillroom.events.queries import page_of_events
from stillroom.practice import queries, readiness, this_practice
from stillroom.practice.actions import (
    ChangedMeanwhile,
    NotEverything,
    NotReady,
    check_line,
    close_to_new,
    confirm_fees,
    confirm_text,
    name_on_call,
    note_backup,
    open_to_new,
    unlist,
)
from stillroom.practice.confirmations import fees_digest, line_digest, lines_of, name_of, newest_texts, text_digest
from stillroom.practice.file import Custodian, Practice
from stillroom.practice.help_lines import STALE
from stillroom.practice.models import Confirmation, Kind
from stillroom.practice.queries import current_texts, is_open, lines_verified, practice
from stillroom.practice.readiness import BACKUP_HOLDS, TRIAL_HOLDS, Readiness, Stand
from stillroom.practice.readiness import readiness as readiness_of
from tests.cast import NOW, Person
from tests.practice.cast import AT, OpenPractice, publish_profile
from tests.practice.ready import LAWYER, confirm_all, make_ready
from tests.practice.versions import newer_text

DAY = timedelta(days=1)
CODES = ("people", "on_call", "records", "copies", "lines", "texts", "fees")


def stands(ready: Readiness) -> dict[str, Stand]:
    return {step.code: step.stand for step in ready.steps}


def another_file(monkeypatch: pytest.MonkeyPatch, file: Practice) -> None:
    """The practice file was changed, and the server started again."""
    for module in (this_practice, queries, readiness):
        monkeypatch.setattr(module, "practice", lambda: file)
    monkeypatch.setattr("stillroom.practice.actions.confirming.practice", lambda: file)


@pytest.fixture
def staffed(founded: Person, tom: Person) -> Person:
    """Max, with a therapist on the list and somebody on call, and nothing confirmed."""
    publish_profile(founded, tom, "Tom Vale")
    name_on_call(keyholder=founded.keyholder, therapist=None, name="Noor Ahmadi", now=AT)
    return founded


def test_in_the_beginning_all_seven_are_missing_and_nothing_can_be_opened(founded: Person) -> None:
    ready = readiness_of(founded.keyholder, NOW)
    assert stands(ready) == dict.fromkeys(CODES, Stand.MISSING)
    with pytest.raises(NotReady):
        open_to_new(keyholder=founded.keyholder, now=NOW)
    assert not is_open(None, NOW)


def test_nothing_opens_by_itself_and_a_steward_opens_and_closes(staffed: Person) -> None:
    confirm_all(staffed, NOW)
    ready = readiness_of(staffed.keyholder, NOW)
    assert stands(ready) == dict.fromkeys(CODES, Stand.DONE)
    assert (ready.is_complete, ready.is_open, is_open(None, NOW)) == (True, False, False)
    open_to_new(keyholder=staffed.keyholder, now=NOW)
    open_to_new(keyholder=staffed.keyholder, now=NOW)
    assert is_open(None, NOW)
    close_to_new(keyholder=staffed.keyholder, now=NOW)
    assert not is_open(None, NOW)
    said = [each.sentence for each in page_of_events(staffed.keyholder).events]
    assert (said.count("Opened to new people"), said.count("Closed to new people")) == (1, 1)


@pytest.mark.parametrize("code", CODES[2:])
def test_each_single_one_is_needed(staffed: Person, code: str) -> None:
    confirm_all(staffed, NOW)
    kind = {"records": Kind.CUSTODIAN, "copies": Kind.TRIED, "lines": Kind.LINE, "texts": Kind.TEXT, "fees": Kind.FEES}
    row = Confirmation.objects.filter(kind=kind[code]).first()
    assert row is not None
    row.delete()
    assert [step.code for step in readiness_of(staffed.keyholder, NOW).missing] == [code]
    with pytest.raises(NotReady):
        open_to_new(keyholder=staffed.keyholder, now=NOW)


@pytest.mark.parametrize(
    ("days", "old"),
    [
        (BACKUP_HOLDS, []),
        (BACKUP_HOLDS + DAY, ["copies"]),
        (STALE, ["copies"]),
        (STALE + DAY, ["copies", "lines"]),
        (TRIAL_HOLDS + DAY, ["copies", "lines"]),
    ],
)
def test_checks_grow_old_with_their_day_and_keep_nobody_out(
    open_practice: OpenPractice, max_: Person, days: timedelta, old: list[str]
) -> None:
    later = AT + days
    ready = readiness_of(max_.keyholder, later)
    assert [step.code for step in ready.old] == old
    assert ready.missing == ()
    assert is_open(None, later)


def test_a_fresh_copy_that_nobody_has_tried_for_half_a_year_is_old_too(
    open_practice: OpenPractice, max_: Person
) -> None:
    later = AT + TRIAL_HOLDS + DAY
    note_backup(restored=False, now=later)
    assert "copies" in [step.code for step in readiness_of(max_.keyholder, later).old]
    note_backup(restored=True, now=later)
    assert "copies" not in [step.code for step in readiness_of(max_.keyholder, later).old]


def test_the_day_is_the_one_where_the_practice_is(open_practice: OpenPractice, max_: Person) -> None:
    """Half past eleven at night in Los Angeles is the next day in UTC."""
    night = AT.replace(hour=7, minute=30)
    note_backup(restored=False, now=night)
    assert Confirmation.objects.get(kind=Kind.BACKUP).day == night.date() - DAY


@pytest.mark.parametrize(
    "change",
    [
        lambda here: replace(here, fees=replace(here.fees, session=here.fees.session + 1)),
        lambda here: replace(here, statement="OTHER NAME"),
        lambda here: replace(here, custodians=(Custodian(b"\xab" * 32, date(2026, 1, 1)),)),
    ],
)
def test_a_changed_file_asks_again_and_keeps_nobody_out(
    open_practice: OpenPractice, max_: Person, monkeypatch: pytest.MonkeyPatch, change
) -> None:
    seen = fees_digest(practice()).hex()
    another_file(monkeypatch, change(practice()))
    assert len(readiness_of(max_.keyholder, AT).old) == 1
    if not practice().custodians and seen != fees_digest(queries.practice()).hex():
        with pytest.raises(ChangedMeanwhile):
            confirm_fees(keyholder=max_.keyholder, seen=seen, now=AT)
    assert Confirmation.objects.get(kind=Kind.OPENED).answer == "open"


def test_a_changed_number_has_never_been_checked(
    open_practice: OpenPractice, max_: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = practice()
    first, *others = here.help_lines
    changed = replace(first, call="1-800-000-0000", last_verified=date(2020, 1, 1))
    another_file(monkeypatch, replace(here, help_lines=(changed, *others)))
    (step,) = readiness_of(max_.keyholder, AT).missing
    assert (step.code, step.left) == ("lines", 1)
    assert lines_verified(None)[first.id] == date(2020, 1, 1)
    with pytest.raises(ChangedMeanwhile):
        check_line(keyholder=max_.keyholder, line=first.id, how="called", seen=line_digest(first).hex(), now=AT)
    check_line(keyholder=max_.keyholder, line=first.id, how="called", seen=line_digest(changed).hex(), now=AT)
    assert readiness_of(max_.keyholder, AT).missing == ()


def test_the_public_sees_when_a_line_was_checked_last(open_practice: OpenPractice, max_: Person, eve: Client) -> None:
    later = AT + 400 * DAY
    line = practice().help_lines[0]
    assert lines_verified(None)[line.id] < later.date()
    check_line(keyholder=max_.keyholder, line=line.id, how="compared", seen=line_digest(line).hex(), now=later)
    assert lines_verified(None)[line.id] == later.date()


def test_a_new_version_of_a_text_waits_for_the_lawyer_and_nobody_reads_it_before(
    open_practice: OpenPractice, max_: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = newer_text(monkeypatch, "fees", "It costs more now.")
    assert [step.code for step in readiness_of(max_.keyholder, AT).old] == ["texts"]
    assert {text.version for text in current_texts(None, "en")} == {1}
    seen = text_digest(newer).hex()
    wanted = {"keyholder": max_.keyholder, "text": name_of(newer), "day": AT.date(), "now": AT}
    for lawyer, ticked, mark, refusal in (
        ("", newer.to_confirm, seen, NotEverything),
        (LAWYER, newer.to_confirm[:1], seen, NotEverything),
        (LAWYER, newer.to_confirm, "00" * 32, ChangedMeanwhile),
    ):
        with pytest.raises(refusal):
            confirm_text(**wanted, lawyer=lawyer, ticked=ticked, seen=mark)
    confirm_text(**wanted, lawyer=LAWYER, ticked=newer.to_confirm, seen=seen)
    assert {text.id for text in current_texts(None, "en") if text.version == 2} == {"fees"}
    assert readiness_of(max_.keyholder, AT).old == ()


def test_people_in_care_and_a_closed_practice_are_two_things(
    open_practice: OpenPractice, max_: Person, ada: Person, eve: Client
) -> None:
    close_to_new(keyholder=max_.keyholder, now=AT)
    assert eve.get(reverse("accounts:join")).status_code == 503
    assert "not open yet" in eve.get(reverse("home:about")).content.decode()
    for page in ("safety:now", "toolkit:breathe", "toolkit:ground", "home:between_us"):
        assert eve.get(reverse(page)).status_code == 200
    assert ada.browser().get(reverse("home:today")).status_code == 200


def test_a_therapist_who_leaves_the_list_closes_it_and_a_checked_one_opens_it_again(
    open_practice: OpenPractice, max_: Person, iris: Person
) -> None:
    name_on_call(keyholder=max_.keyholder, therapist=None, name="Noor Ahmadi", now=AT)
    unlist(keyholder=max_.keyholder, therapist=open_practice.tom.id, now=AT)
    ready = readiness_of(max_.keyholder, AT)
    assert (ready.is_open, ready.takes) == (True, False)
    publish_profile(max_, iris, "Iris Moon")
    assert readiness_of(max_.keyholder, AT).takes


def test_it_is_for_stewards_alone(ada: Person, tom: Person, own_data: object) -> None:
    line, text = lines_of(practice())[0], newest_texts(practice())[0]
    for keyholder in (ada.keyholder, tom.keyholder):
        for attempt in (
            lambda k=keyholder: readiness_of(k, NOW),
            lambda k=keyholder: open_to_new(keyholder=k, now=NOW),
            lambda k=keyholder: close_to_new(keyholder=k, now=NOW),
            lambda k=keyholder: confirm_fees(keyholder=k, seen=fees_digest(practice()).hex(), now=NOW),
            lambda k=keyholder: check_line(
                keyholder=k, line=line.id, how="called", seen=line_digest(line).hex(), now=NOW
            ),
            lambda k=keyholder: confirm_text(
                keyholder=k,
                text=name_of(text),
                lawyer="Me",
                day=NOW.date(),
                ticked=text.to_confirm,
                seen=text_digest(text).hex(),
                now=NOW,
            ),
        ):
            with pytest.raises(Hidden):
                attempt()
    assert not Confirmation.objects.exists()


def test_whether_it_is_open_costs_a_stranger_few_queries(
    open_practice: OpenPractice, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        assert is_open(None, AT)


def test_making_ready_is_what_the_other_tests_stand_on(staffed: Person) -> None:
    make_ready(staffed, NOW)
    assert is_open(None, NOW)
