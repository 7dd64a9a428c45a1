"""Taking times: each cell once, inside the hours, with notice, and free again when a hold is over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from stillroom.base.ids import new_id
from stillroom.care.documents import Medium
from stillroom.core.slots.cells import cell_of
from stillroom.practice.listings import Listing
from stillroom.scheduling.actions import (
    NotOffered,
    SlotTaken,
    confirm,
    forget_old_cells,
    hold,
    release,
    set_hours,
)
from stillroom.scheduling.documents import Appointment, AppointmentState
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.scheduling.queries import free_times, next_free
from stillroom.vault.documents import Role
from tests.care.cast import Lister
from tests.cast import NOW
from tests.scheduling.cast import at

TUESDAY_TEN = at(24, 10)


def appointment(booking, therapist, start=TUESDAY_TEN) -> Appointment:
    return Appointment(booking, therapist, start, 50, Medium.VIDEO, AppointmentState.ASKED)


def test_a_hold_takes_the_session_and_its_pause(week: OpeningHours):
    booking = hold(therapist=week.therapist, start=TUESDAY_TEN, now=NOW)
    cells = list(TakenCell.objects.filter(booking=booking).order_by("cell").values_list("cell", flat=True))
    assert cells == list(range(cell_of(TUESDAY_TEN), cell_of(TUESDAY_TEN) + 12))


@pytest.mark.parametrize("start", [at(25, 10), at(25, 10, 30), at(25, 9, 30)])
def test_nobody_gets_a_time_that_meets_a_taken_one(week: OpeningHours, start: datetime):
    hold(therapist=week.therapist, start=at(25, 10), now=NOW)
    before = TakenCell.objects.count()
    with pytest.raises(SlotTaken):
        hold(therapist=week.therapist, start=start, now=NOW)
    assert TakenCell.objects.count() == before


def test_the_time_right_after_the_pause_is_free(week: OpeningHours):
    for hour in (10, 11, 9):
        assert hold(therapist=week.therapist, start=at(25, hour), now=NOW)


def test_two_therapists_may_be_booked_at_the_same_time(week: OpeningHours):
    other = OpeningHours(therapist=new_id(), zone=week.zone, windows=week.windows)
    set_hours(week=other)
    assert hold(therapist=week.therapist, start=TUESDAY_TEN, now=NOW)
    assert hold(therapist=other.therapist, start=TUESDAY_TEN, now=NOW)


@pytest.mark.parametrize(
    "start",
    [
        at(24, 8, 30),  # before the hours
        at(24, 16, 30),  # runs over their end
        at(28, 10),  # Saturday
        at(24, 10, 10),  # between two starts
        at(24, 10) + timedelta(seconds=7),
        at(20, 10),  # last week
        at(24, 9, 30),  # 23.5 hours of notice, where it takes 24
    ],
)
def test_a_time_that_is_not_offered_cannot_be_taken(week: OpeningHours, start: datetime):
    with pytest.raises(NotOffered):
        hold(therapist=week.therapist, start=start, now=NOW)
    assert not TakenCell.objects.exists()


def test_nobody_without_hours_can_be_booked(db):
    with pytest.raises(NotOffered):
        hold(therapist=uuid4(), start=TUESDAY_TEN, now=NOW)


def test_a_hold_ends_after_two_days_or_with_its_start(week: OpeningHours):
    late, soon = at(27, 10), at(24, 10)
    hold(therapist=week.therapist, start=late, now=NOW)
    hold(therapist=week.therapist, start=soon, now=NOW)
    until = dict(TakenCell.objects.filter(cell__in=[cell_of(late), cell_of(soon)]).values_list("cell", "held_until"))
    assert until == {
        cell_of(late): int((NOW + timedelta(hours=48)).timestamp()),
        cell_of(soon): int(soon.timestamp()),
    }


def test_a_hold_that_is_over_is_anybodys_again(toms: Listing, week: OpeningHours):
    friday = at(27, 10)
    first = hold(therapist=week.therapist, start=friday, now=NOW)
    later = NOW + timedelta(hours=48)
    assert friday.astimezone(UTC) not in free_times(None, toms, later - timedelta(seconds=1))
    assert friday.astimezone(UTC) in free_times(None, toms, later)
    second = hold(therapist=week.therapist, start=friday, now=later)
    assert set(TakenCell.objects.values_list("booking", flat=True)) == {second} != {first}


def test_what_is_confirmed_stays(toms: Listing, week: OpeningHours):
    friday = at(27, 10)
    booking = hold(therapist=week.therapist, start=friday, now=NOW)
    confirm(appointment=appointment(booking, week.therapist, friday), now=NOW)
    later = NOW + timedelta(hours=60)
    assert forget_old_cells(now=later) == 0
    with pytest.raises(SlotTaken):
        hold(therapist=week.therapist, start=friday, now=later)


def test_a_late_yes_takes_the_time_anew_if_it_is_still_free(week: OpeningHours):
    friday, later = at(27, 10), NOW + timedelta(hours=50)
    booking = hold(therapist=week.therapist, start=friday, now=NOW)
    forget_old_cells(now=later)
    confirm(appointment=appointment(booking, week.therapist, friday), now=later)
    assert set(TakenCell.objects.values_list("booking", "held_until")) == {(booking, None)}


def test_a_late_yes_does_not_take_what_somebody_else_has(week: OpeningHours):
    friday, later = at(27, 10), NOW + timedelta(hours=50)
    booking = hold(therapist=week.therapist, start=friday, now=NOW)
    other = hold(therapist=week.therapist, start=at(27, 10, 30), now=later)
    with pytest.raises(SlotTaken):
        confirm(appointment=appointment(booking, week.therapist, friday), now=later)
    assert set(TakenCell.objects.filter(held_until__gt=later.timestamp()).values_list("booking", flat=True)) == {other}


def test_a_yes_after_the_start_keeps_nothing(week: OpeningHours):
    booking = hold(therapist=week.therapist, start=TUESDAY_TEN, now=NOW)
    with pytest.raises(NotOffered):
        confirm(appointment=appointment(booking, week.therapist), now=TUESDAY_TEN)


def test_what_is_released_is_free_and_nothing_else_is(week: OpeningHours):
    one = hold(therapist=week.therapist, start=TUESDAY_TEN, now=NOW)
    two = hold(therapist=week.therapist, start=at(24, 11), now=NOW)
    release(booking=one)
    assert set(TakenCell.objects.values_list("booking", flat=True)) == {two}


def test_the_calendar_forgets_what_is_over(week: OpeningHours):
    booking = hold(therapist=week.therapist, start=TUESDAY_TEN, now=NOW)
    confirm(appointment=appointment(booking, week.therapist), now=NOW)
    assert forget_old_cells(now=at(25, 9)) == 0
    assert forget_old_cells(now=at(25, 12)) == 12
    assert not TakenCell.objects.exists()


def test_free_times_are_the_hours_less_what_is_taken(toms: Listing, week: OpeningHours):
    hold(therapist=week.therapist, start=TUESDAY_TEN, now=NOW)
    free = free_times(None, toms, NOW, timedelta(days=2))
    # Held from ten to eleven with the pause; nobody may start while a session of 50 minutes would reach it.
    tuesday = [at(24, hour, minute) for hour in range(11, 17) for minute in (0, 30)]
    assert free == (*tuesday[:-1], at(25, 9), at(25, 9, 30))


def test_nobody_is_free_while_away_or_gone(toms: Listing, week: OpeningHours):
    back = replace(toms, state="away", away_until=at(26, 0).date())
    assert free_times(None, back, NOW)[0] == at(26, 9)
    for state in ("gone", "unlisted"):
        assert free_times(None, replace(toms, state=state), NOW) == ()


def test_the_next_free_time_of_one_and_of_three(
    toms: Listing, week: OpeningHours, list_person: Lister, person, django_assert_num_queries
):
    with django_assert_num_queries(2):
        assert next_free(None, [toms], NOW) == {toms.id: at(24, 10)}
    hold(therapist=toms.id, start=TUESDAY_TEN, now=NOW)
    others = [list_person(person(name, Role.THERAPIST), name) for name in ("uma", "vic")]
    set_hours(week=OpeningHours(therapist=others[0].id, zone="Europe/Rome", windows="3 09:00 10:00"))
    with django_assert_num_queries(2):
        found = next_free(None, [toms, *others], NOW)
    assert found == {toms.id: at(24, 11), others[0].id: datetime(2026, 11, 26, 8, 0, tzinfo=UTC)}


def test_hours_follow_the_therapists_clock_through_a_change_of_it(toms: Listing):
    """On 14 March 2027 clocks in California go forward: nine o'clock is 17:00 UTC before and 16:00 UTC after."""
    set_hours(week=OpeningHours(therapist=toms.id, zone="America/Los_Angeles", windows="4 09:00 10:00, 0 09:00 10:00"))
    free = free_times(None, toms, datetime(2027, 3, 11, 12, tzinfo=UTC), timedelta(days=5))
    assert [start.strftime("%m-%d %H:%M") for start in free] == ["03-12 17:00", "03-15 16:00"]
