from datetime import UTC, date, time, timedelta

import pytest

from stillroom.core.slots.cells import NotWholeCells
from stillroom.core.slots.rules import (
    DayCountedTwice,
    EmptySession,
    EmptyWindow,
    SessionRule,
    ShortNotice,
    UnfitStep,
    UnknownWeekday,
    UnknownZone,
    WeeklyHours,
    Window,
)

MONDAY, TUESDAY = 0, 1
SOME_DAY = date(2027, 3, 9)


def hours(*windows: Window) -> tuple[Window, ...]:
    return WeeklyHours("Europe/Berlin", windows).windows


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_a_window_that_closes_when_it_opens_is_refused() -> None:
    with pytest.raises(EmptyWindow, match="same time"):
        Window(MONDAY, time(9), time(9))


def test_midnight_to_midnight_is_the_whole_day() -> None:
    assert Window(MONDAY, time(0), time(0)) in hours(Window(MONDAY, time(0), time(0)))


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_weekday_is_one_of_seven(weekday: int) -> None:
    with pytest.raises(UnknownWeekday):
        Window(weekday, time(9), time(10))


@pytest.mark.parametrize("clock", [time(9, 3), time(9, 0, 30), time(9, 0, 0, 1), time(9, tzinfo=UTC)])
def test_hours_are_set_in_steps_of_five_minutes_of_the_wall_clock(clock: time) -> None:
    with pytest.raises(NotWholeCells):
        Window(MONDAY, clock, time(17))
    with pytest.raises(NotWholeCells):
        WeeklyHours("Europe/Berlin", (), special_days={SOME_DAY: ((time(8), clock),)})


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "America", "../../etc/passwd", "/etc/localtime", "a\0b"])
def test_a_zone_must_be_in_the_iana_database(zone: str) -> None:
    with pytest.raises(UnknownZone, match="Choose one"):
        WeeklyHours(zone, ())


def test_a_day_cannot_be_off_and_have_hours() -> None:
    with pytest.raises(DayCountedTwice):
        WeeklyHours("Europe/Berlin", (), frozenset({SOME_DAY}), {SOME_DAY: ((time(9), time(10)),)})


def test_windows_that_overlap_or_touch_become_one_in_any_order() -> None:
    first, second, third = (
        Window(MONDAY, time(9), time(12)),
        Window(MONDAY, time(11), time(13)),
        Window(MONDAY, time(13), time(15)),
    )
    assert hours(third, first, second) == (Window(MONDAY, time(9), time(15)),)


def test_a_window_inside_another_disappears() -> None:
    outer = Window(MONDAY, time(9), time(17))
    assert hours(outer, Window(MONDAY, time(9), time(11)), Window(MONDAY, time(12), time(13))) == (outer,)


def test_a_window_past_midnight_swallows_what_lies_in_it() -> None:
    assert hours(Window(MONDAY, time(20), time(2)), Window(MONDAY, time(22), time(23))) == (
        Window(MONDAY, time(20), time(2)),
    )


def test_windows_with_a_gap_or_on_two_days_stay_apart() -> None:
    apart = (Window(MONDAY, time(9), time(10)), Window(MONDAY, time(10, 5), time(11)))
    assert hours(*apart) == apart
    days = (Window(MONDAY, time(9), time(11)), Window(TUESDAY, time(10), time(12)))
    assert hours(*days) == days


def test_two_halves_of_a_day_become_the_whole_day() -> None:
    halves = (Window(MONDAY, time(0), time(12)), Window(MONDAY, time(12), time(0)))
    assert hours(*halves) == (Window(MONDAY, time(0), time(0)),)


def test_windows_that_are_longer_than_a_day_together_stay_two() -> None:
    long = (Window(MONDAY, time(8), time(20)), Window(MONDAY, time(19), time(9)))
    assert hours(*long) == long


def test_hours_cannot_be_changed_from_outside_once_made() -> None:
    special = {SOME_DAY: ((time(9), time(10)),)}
    kept = WeeklyHours("Europe/Berlin", (), special_days=special)
    special.clear()
    assert SOME_DAY in kept.special_days
    assert not hasattr(kept.special_days, "clear")


@pytest.mark.parametrize("length", [minutes(3), minutes(-5)])
def test_a_session_is_a_whole_number_of_cells_long(length: timedelta) -> None:
    with pytest.raises(NotWholeCells):
        SessionRule(length)


def test_a_session_without_length_is_refused() -> None:
    with pytest.raises(EmptySession):
        SessionRule(timedelta())


@pytest.mark.parametrize("buffer", [minutes(1), minutes(-10)])
def test_buffers_are_whole_cells_too(buffer: timedelta) -> None:
    with pytest.raises(NotWholeCells):
        SessionRule(minutes(50), buffer_before=buffer)
    with pytest.raises(NotWholeCells):
        SessionRule(minutes(50), buffer_after=buffer)


@pytest.mark.parametrize("step", [timedelta(), minutes(7), minutes(25), minutes(90), minutes(-15)])
def test_a_step_that_does_not_divide_an_hour_is_refused(step: timedelta) -> None:
    with pytest.raises(UnfitStep):
        SessionRule(minutes(50), step=step)


def test_notice_cannot_be_negative() -> None:
    with pytest.raises(ShortNotice):
        SessionRule(minutes(50), notice=minutes(-1))
