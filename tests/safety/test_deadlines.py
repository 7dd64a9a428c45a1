"""By when somebody looks, counted in hours in which somebody is there to look."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.instruments.rules import Level
from stillroom.practice.file import OnCall
from stillroom.practice.help_lines import ALWAYS, Hours, parse_window
from stillroom.safety.deadlines import deadline, passed_on

ZONE = ZoneInfo("America/Los_Angeles")
HOUR = timedelta(hours=1)


def on_call(*windows: str) -> OnCall:
    hours = tuple(window for text in windows for window in parse_window(text)) if windows else ALWAYS
    return OnCall(Hours(ZONE, hours), HOUR)


WEEKDAYS = on_call("Mon-Fri 09:00-18:00")
# 2026-11-23 is a Monday.
MONDAY = date(2026, 11, 23)


def at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZONE)


FRIDAY, SATURDAY, NEXT_MONDAY = MONDAY + timedelta(4), MONDAY + timedelta(5), MONDAY + timedelta(7)


@pytest.mark.parametrize(
    ("level", "raised", "by"),
    [
        (Level.ELEVATED, at(MONDAY, "10:00"), at(MONDAY, "18:00")),
        (Level.ELEVATED, at(MONDAY, "07:00"), at(MONDAY, "18:00")),
        (Level.ELEVATED, at(MONDAY, "22:00"), at(MONDAY + timedelta(1), "18:00")),
        (Level.ELEVATED, at(SATURDAY, "12:00"), at(NEXT_MONDAY, "18:00")),
        (Level.ELEVATED, at(MONDAY, "17:40"), at(MONDAY, "18:40")),  # never sooner than something more pressing
        (Level.HIGH, at(MONDAY, "10:00"), at(MONDAY, "11:00")),
        (Level.HIGH, at(MONDAY, "17:40"), at(MONDAY, "18:40")),
        (Level.HIGH, at(MONDAY, "18:00"), at(MONDAY + timedelta(1), "10:00")),
        (Level.HIGH, at(FRIDAY, "20:00"), at(NEXT_MONDAY, "10:00")),
        (Level.URGENT, at(MONDAY, "10:00"), at(MONDAY, "10:00")),
        (Level.URGENT, at(SATURDAY, "10:00"), at(NEXT_MONDAY, "09:00")),
        (Level.HIGH, at(MONDAY, "10:03:20"), at(MONDAY, "11:00")),  # in steps of five minutes, never later
    ],
)
def test_a_deadline_lies_in_hours_in_which_somebody_looks(level: Level, raised: datetime, by: datetime) -> None:
    assert deadline(level, WEEKDAYS, raised.astimezone(UTC)) == by


def test_where_somebody_is_always_on_call_the_day_ends_at_midnight_and_the_hour_runs_at_night() -> None:
    night = at(MONDAY, "23:30")
    assert deadline(Level.ELEVATED, on_call(), at(MONDAY, "10:00")) == at(MONDAY + timedelta(1), "00:00")
    assert deadline(Level.HIGH, on_call(), night) == night + HOUR


def test_two_stretches_of_a_day_are_one_day() -> None:
    siesta = on_call("Mon-Fri 09:00-12:00", "Mon-Fri 15:00-19:00")
    assert deadline(Level.ELEVATED, siesta, at(MONDAY, "10:00")) == at(MONDAY, "19:00")
    assert deadline(Level.HIGH, siesta, at(MONDAY, "13:00")) == at(MONDAY, "16:00")


def test_the_clock_on_the_wall_decides_when_summer_time_ends() -> None:
    # In the week from Sunday, 1 November 2026 nine in the morning is an hour later by UTC than in the week before.
    before, after = date(2026, 10, 30), date(2026, 11, 2)
    assert deadline(Level.HIGH, WEEKDAYS, at(before, "20:00")) == at(after, "10:00")
    assert at(after, "10:00").astimezone(UTC).hour == 18


@given(
    st.integers(0, 2 * 366 * 86400).map(lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)),
    st.sampled_from([WEEKDAYS, on_call(), on_call("Sun 23:00-01:00"), on_call("Fri-Mon 20:00-08:00")]),
)
def test_more_pressing_is_never_later_and_nothing_waits_longer_than_until_the_next_shift_ends(
    moment: datetime, practice: OnCall
) -> None:
    urgent, high, elevated = (deadline(level, practice, moment) for level in (Level.URGENT, Level.HIGH, Level.ELEVATED))
    assert urgent <= high <= elevated
    assert moment - timedelta(minutes=5) < urgent
    assert elevated <= moment + timedelta(days=8)


@pytest.mark.parametrize(
    ("level", "raised", "opens"),
    [
        (Level.HIGH, at(MONDAY, "10:00"), at(MONDAY, "10:00")),
        (Level.URGENT, at(SATURDAY, "10:00"), at(NEXT_MONDAY, "09:00")),
        (Level.ELEVATED, at(MONDAY, "10:00"), at(MONDAY, "17:00")),  # an hour of the day is left to reach somebody
        (Level.ELEVATED, at(MONDAY, "16:30"), at(MONDAY, "17:30")),  # the therapist has that long in any case
        (Level.ELEVATED, at(SATURDAY, "12:00"), at(NEXT_MONDAY, "17:00")),
    ],
)
def test_when_the_person_on_call_may_open_a_card(level: Level, raised: datetime, opens: datetime) -> None:
    assert passed_on(level, WEEKDAYS, raised) == opens
