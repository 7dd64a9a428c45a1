"""What staff did is appended, and neither the program nor raw SQL changes or deletes it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from stillroom.events.actions import note_staff_event
from stillroom.events.kinds import SENTENCES, define_kind
from stillroom.events.models import StaffEvent
from stillroom.events.queries import page_of_events
from stillroom.practice.staff_events import BACK, GONE
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_one_event_reads_as_it_was_noted() -> None:
    note_staff_event(kind=GONE, subject="Tom Vale", who="Steward 3F2A9C", now=NOW)
    (noted,) = page_of_events(None).events
    assert (noted.sentence, noted.subject, noted.who, noted.at) == (
        "No longer works here",
        "Tom Vale",
        "Steward 3F2A9C",
        NOW,
    )


def test_three_events_stand_newest_first_and_a_limit_keeps_the_newest() -> None:
    for hours in (1, 3, 2):
        note_staff_event(kind=BACK, subject=str(hours), now=NOW + timedelta(hours=hours))
    assert [each.subject for each in page_of_events(None).events] == ["3", "2", "1"]


def test_a_kind_that_nobody_defined_is_refused_and_none_is_defined_twice() -> None:
    with pytest.raises(ValueError, match=r"tea\.made"):
        note_staff_event(kind="tea.made", subject="", now=NOW)
    with pytest.raises(ValueError, match="twice"):
        define_kind(GONE, "Gone")
    assert "tea.made" not in SENTENCES


def test_an_event_of_a_kind_no_longer_known_is_still_shown() -> None:
    StaffEvent.objects.create(kind="old.kind", subject="Tom Vale", who="", at=NOW)
    assert page_of_events(None).events[0].sentence == "old.kind"


@pytest.mark.parametrize("statement", ["UPDATE {} SET subject = ''", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_or_delete_what_was_noted(statement: str) -> None:
    note_staff_event(kind=GONE, subject="Tom Vale", now=NOW)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(StaffEvent._meta.db_table))
    assert page_of_events(None).events[0].subject == "Tom Vale"


@pytest.mark.parametrize("statement", ["UPDATE {} SET subject = ''", "DELETE FROM {}"])
def test_control_without_its_triggers_the_table_can_be_rewritten(statement: str) -> None:
    note_staff_event(kind=GONE, subject="Tom Vale", now=NOW)
    with connection.cursor() as cursor:
        for what in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER staff_event_never_{what}")
        cursor.execute(statement.format(StaffEvent._meta.db_table))
    assert [each.subject for each in page_of_events(None).events] in ([""], [])


def test_rows_cannot_be_changed_through_their_model_either() -> None:
    note_staff_event(kind=GONE, subject="Tom Vale", now=NOW)
    row = StaffEvent.objects.get()
    row.subject = "Somebody else"
    for change in (row.save, row.delete, lambda: StaffEvent.objects.update(subject="")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert StaffEvent.objects.get().subject == "Tom Vale"


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_can_still_be_cleaned_up() -> None:
    note_staff_event(kind=GONE, subject="Tom Vale", now=NOW)
    assert StaffEvent.objects.count() == 1
