"""Single days: free times follow them; a whole day is cancelled person by person, and nobody is told twice."""

from datetime import date, time, timedelta

import pytest

from stillroom.care.documents import Medium
from stillroom.care.queries import episodes_of
from stillroom.care.telling import sentence_of
from stillroom.messaging.queries import messages_of
from stillroom.practice.listings import Listing
from stillroom.scheduling.actions import (
    NotOffered,
    TooManyDays,
    book,
    cancel_day,
    clear_day,
    hold,
    move,
    set_day,
    set_hours,
)
from stillroom.scheduling.documents import AppointmentState, ahead_of
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.scheduling.queries import appointments_in, free_times, opening_hours_of, people_on
from stillroom.vault.documents import Role
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.scheduling.cast import WORKDAYS, at
from tests.scheduling.three import three, three_of

__all__ = ["three"]
WEDNESDAY = date(2026, 11, 25)


def free_on(listing: Listing, day: int) -> list[str]:
    return [
        f"{start.astimezone(at(day, 0).tzinfo):%H:%M}"
        for start in free_times(None, listing, NOW)
        if start.astimezone(at(day, 0).tzinfo).day == day
    ]


def test_a_day_off_and_a_day_with_hours_of_its_own_are_in_the_free_times(week: OpeningHours, toms: Listing):
    set_day(therapist=toms.id, day=WEDNESDAY, spans=(), now=NOW)
    set_day(therapist=toms.id, day=date(2026, 11, 28), spans=((time(10), time(11, 30)),), now=NOW)
    assert free_on(toms, 25) == []
    assert free_on(toms, 28) == ["10:00", "10:30"]  # a Saturday
    with pytest.raises(NotOffered):
        hold(therapist=toms.id, start=at(25, 10), now=NOW)
    clear_day(therapist=toms.id, day=WEDNESDAY, now=NOW)
    assert free_on(toms, 25)[0] == "09:00"


def test_a_new_week_keeps_single_days_and_days_gone_by_are_forgotten(week: OpeningHours, toms: Listing):
    set_day(therapist=toms.id, day=WEDNESDAY, spans=(), now=NOW)
    set_hours(week=OpeningHours(therapist=toms.id, zone=toms.zone, windows=WORKDAYS, minutes=30))
    kept = opening_hours_of(None, toms.id)
    assert (kept.minutes, list(kept.single_days)) == (30, [WEDNESDAY])
    set_day(therapist=toms.id, day=date(2026, 12, 24), spans=(), now=NOW + timedelta(days=7))
    assert list(opening_hours_of(None, toms.id).single_days) == [date(2026, 12, 24)]


def test_a_hundred_single_days_fit_into_their_column_and_one_more_is_refused(week: OpeningHours, toms: Listing):
    spans = ((time(9), time(12)), (time(13), time(17)))
    for n in range(100):
        set_day(therapist=toms.id, day=WEDNESDAY + timedelta(days=n), spans=spans, now=NOW)
    column = OpeningHours._meta.get_field("days")
    assert len(opening_hours_of(None, toms.id).days) <= column.max_length
    with pytest.raises(TooManyDays):
        set_day(therapist=toms.id, day=WEDNESDAY + timedelta(days=100), spans=spans, now=NOW)


def test_a_day_when_clocks_change_is_off_as_a_whole(week: OpeningHours, toms: Listing):
    """2026-11-01 has 25 hours in California; nothing of it, and nothing of its neighbours, is off by an hour."""
    every_day = ", ".join(f"{day} 00:00 00:00" for day in range(7))
    set_hours(week=OpeningHours(therapist=toms.id, zone=toms.zone, windows=every_day, minutes=60, notice_hours=0))
    now = at(1, 0) - timedelta(days=2)
    set_day(therapist=toms.id, day=date(2026, 11, 1), spans=(), now=now)
    days = [start.astimezone(at(1, 0).tzinfo) for start in free_times(None, toms, now, timedelta(days=6))]
    on = {day: sum(1 for start in days if start.day == day) for day in (31, 1, 2)}
    assert on[1] == 0 and on[2] == 48
    assert max(start for start in days if start.day == 31).strftime("%H:%M") == "23:00"


def cancel(therapist: Person, week: OpeningHours, now=NOW, **more):
    given = {"words": "I am ill.", "lines": {}, "choose": True, **more}
    return cancel_day(keyholder=therapist.keyholder, therapist=week.therapist, day=WEDNESDAY, now=now, **given)


def told(pair: Pair) -> list[tuple[str, str]]:
    found = messages_of(pair.ada.keyholder, pair.hers())
    return [(each.document.told.what, each.document.text) for each in found if each.document.told]


def states(pair: Pair) -> list[tuple[AppointmentState, Role | None, bool]]:
    times = appointments_in(pair.ada.keyholder, pair.hers().space)
    return [(each.document.state, each.document.cancelled_by, each.document.late) for each in times]


GONE = (AppointmentState.CANCELLED, Role.THERAPIST, False)
STANDS = (AppointmentState.CONFIRMED, None, False)


def test_everybody_on_a_day_is_cancelled_and_told_once_and_nobody_else(
    three: list[Pair], tom: Person, week, list_person
):
    other_day = three_of(tom, week, ["Zoe"], at(26, 10))[0]
    late = at(25, 8)  # an hour before the first: free of cost all the same
    lines = {three[1].space: "Your form is in the post."}
    assert [each.called for each in people_on(tom.keyholder, WEDNESDAY, week.zone, NOW)] == ["Ada", "Bea", "Cal"]
    for expected in (3, 0):
        assert cancel(tom, week, now=late, lines=lines).told == expected
    for pair, text in zip(three, ["I am ill.", "I am ill.\n\nYour form is in the post.", "I am ill."], strict=True):
        assert told(pair) == [("scheduling.day-cancelled-choose", text)]
        assert states(pair) == [GONE]
        assert ahead_of(episodes_of(pair.ada.keyholder)[0], late).appointments == ()
    assert told(other_day) == [] and states(other_day) == [STANDS]
    assert opening_hours_of(None, week.therapist).single_days == {WEDNESDAY: ()}
    assert TakenCell.objects.values("booking").distinct().count() == 1


def test_two_times_of_one_person_are_one_message_and_what_has_begun_stays(three: list[Pair], tom: Person, week):
    ada = three[0]
    second = at(25, 15)
    book(keyholder=ada.ada.keyholder, episode=ada.hers(), start=second, medium=Medium.TEXT, now=NOW)
    begun = at(25, 9, 10)
    cancel(tom, week, now=begun, choose=False, words="")
    assert told(ada) == [("scheduling.day-cancelled", "")]
    assert states(ada) == [STANDS, GONE]
    (message,) = [each for each in messages_of(ada.ada.keyholder, ada.hers()) if each.document.told]
    said = sentence_of(message.document.told, mine=False, other="Tom Vale", zone="Europe/Rome")
    assert said == (
        "Tom Vale cannot work on this day, and cancelled Thu 26 Nov, 12:00\xa0AM your time (Rome)."
        " It costs you nothing."
    )


def test_nobody_moves_onto_a_cancelled_day(three: list[Pair], tom: Person, week: OpeningHours):
    elsewhere = three_of(tom, week, ["Zoe"], at(26, 10))[0]
    cancel(tom, week)
    (time_,) = appointments_in(elsewhere.ada.keyholder, elsewhere.hers().space)
    with pytest.raises(NotOffered):
        move(keyholder=elsewhere.ada.keyholder, episode=elsewhere.hers(), record=time_.id, start=at(25, 16), now=NOW)


def test_another_therapists_day_is_not_touched(three: list[Pair], iris: Person, week: OpeningHours):
    assert people_on(iris.keyholder, WEDNESDAY, week.zone, NOW) == ()
    assert cancel(iris, week).told == 0
    assert [states(pair) for pair in three] == [[STANDS]] * 3


def test_the_days_page_reads_covers_alone(three: list[Pair], tom: Person, week, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(people_on(tom.keyholder, WEDNESDAY, week.zone, NOW)) == 3
