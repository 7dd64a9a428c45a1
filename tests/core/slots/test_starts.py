from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stillroom.core.slots.cells import NaiveInstant, cell_of, cells_of, instant_of
from stillroom.core.slots.masks import grid_mask, open_mask
from stillroom.core.slots.rules import SessionRule, UnknownZone, WeeklyHours, Window
from stillroom.core.slots.starts import (
    blocked_mask,
    first_free_starts,
    first_starts_in,
    fitting_mask,
    free_mask,
    free_starts,
    starts_in,
    taken_mask,
)
from tests.core.slots import reference, s28

DAY = 288
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
ZONES = sorted(available_timezones() - {"localtime", "Factory"})

# Dates with something odd about them: clocks go forward, back, by half an hour, and a day that never was.
ODD_DAYS = [
    ("America/New_York", date(2027, 3, 14)),
    ("America/New_York", date(2027, 11, 7)),
    ("Europe/Berlin", date(2027, 3, 28)),
    ("Europe/Berlin", date(2027, 10, 31)),
    ("Australia/Lord_Howe", date(2027, 4, 4)),
    ("Australia/Lord_Howe", date(2027, 10, 3)),
    ("Africa/Casablanca", date(2027, 2, 7)),
    ("America/Santiago", date(2027, 4, 4)),
    ("America/Santiago", date(2027, 9, 5)),
    ("America/St_Johns", date(2010, 3, 14)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Asia/Pyongyang", date(2015, 8, 15)),
]


def wall(zone: str, cells: Sequence[int]) -> list[str]:
    return [instant_of(cell).astimezone(ZoneInfo(zone)).strftime("%a %H:%M") for cell in cells]


def starts_on(hours: WeeklyHours, rule: SessionRule, day: date, taken: Sequence[int] = ()) -> list[str]:
    first = cell_of(datetime.combine(day, time(), ZoneInfo(hours.zone)))
    return wall(hours.zone, free_starts(hours, rule, taken, first_cell=first, cells=DAY, now=LONG_AGO))


def test_a_session_must_lie_inside_open_hours_while_its_buffers_may_stand_outside() -> None:
    hours = WeeklyHours("Europe/Berlin", (Window(1, time(9), time(10, 30)),))
    rule = SessionRule(HOUR, buffer_before=HOUR, buffer_after=HOUR)
    assert starts_on(hours, rule, date(2027, 3, 9)) == ["Tue 09:00", "Tue 09:15", "Tue 09:30"]


def test_buffers_keep_away_from_what_is_taken_on_both_sides() -> None:
    hours = WeeklyHours("Europe/Berlin", (Window(1, time(9), time(14)),))
    rule = SessionRule(HOUR, buffer_before=timedelta(minutes=5), buffer_after=timedelta(minutes=10))
    at_eleven = datetime(2027, 3, 9, 11, tzinfo=ZoneInfo("Europe/Berlin"))
    taken = cells_of(at_eleven, HOUR, rule.buffer_before, rule.buffer_after)
    # 10:55 is the first taken cell and 12:10 the first free one: 9:45 + 1:10 and 12:15 - 0:05 just fit.
    assert starts_on(hours, rule, date(2027, 3, 9), taken) == [
        "Tue 09:00", "Tue 09:15", "Tue 09:30", "Tue 09:45",
        "Tue 12:15", "Tue 12:30", "Tue 12:45", "Tue 13:00",
    ]  # fmt: skip


def test_what_a_start_takes_is_no_longer_free() -> None:
    someone = s28.therapist(3)
    free = free_starts(
        someone.hours, s28.RULE, someone.taken, first_cell=s28.FIRST_CELL, cells=s28.CELLS, now=s28.START
    )
    for start in free[:: len(free) // 9]:
        session = cells_of(instant_of(start), s28.RULE.length, s28.RULE.buffer_before, s28.RULE.buffer_after)
        assert set(session).isdisjoint(someone.taken)
        left = free_starts(
            someone.hours,
            s28.RULE,
            [*someone.taken, *session],
            first_cell=s28.FIRST_CELL,
            cells=s28.CELLS,
            now=s28.START,
        )
        assert set(left) < set(free)
        assert start not in left


def test_taken_cells_just_outside_the_range_still_count() -> None:
    hours = WeeklyHours("UTC", tuple(Window(day, time(0), time(0)) for day in range(7)))
    rule = SessionRule(HOUR, buffer_before=timedelta(minutes=10), buffer_after=timedelta(minutes=10))
    first = cell_of(datetime(2027, 3, 9, tzinfo=UTC))
    assert blocked_mask([first - 2], rule, first, 12) == 1
    assert blocked_mask([first - 3], rule, first, 12) == 0
    assert blocked_mask([first + 11 + 13], rule, first, 12) == 1 << 11
    assert blocked_mask([first + 11 + 14], rule, first, 12) == 0
    assert fitting_mask(hours, rule, first, 12) == 0b1001001001


def test_a_session_at_the_end_of_the_range_may_reach_past_it() -> None:
    hours = WeeklyHours("UTC", (Window(1, time(23), time(1)),))
    assert starts_on(hours, SessionRule(HOUR, step=timedelta(minutes=30)), date(2027, 3, 9)) == [
        "Tue 23:00",
        "Tue 23:30",
    ]


def test_a_window_past_midnight_belongs_to_the_day_it_opens_on() -> None:
    tuesday, wednesday = date(2027, 3, 9), date(2027, 3, 10)
    late = (Window(1, time(22), time(2)),)
    rule = SessionRule(HOUR, step=HOUR)
    assert starts_on(WeeklyHours("UTC", late), rule, wednesday) == ["Wed 00:00", "Wed 01:00"]
    assert starts_on(WeeklyHours("UTC", late, frozenset({tuesday})), rule, wednesday) == []
    assert starts_on(WeeklyHours("UTC", late, frozenset({wednesday})), rule, wednesday) == [
        "Wed 00:00",
        "Wed 01:00",
    ]


def test_a_special_day_replaces_the_usual_hours() -> None:
    day = date(2027, 3, 9)
    hours = WeeklyHours("UTC", (Window(1, time(9), time(12)),), special_days={day: ((time(14), time(16)),)})
    assert starts_on(hours, SessionRule(HOUR, step=HOUR), day) == ["Tue 14:00", "Tue 15:00"]
    assert starts_on(hours, SessionRule(HOUR, step=HOUR), day + timedelta(days=7)) == [
        "Tue 09:00", "Tue 10:00", "Tue 11:00",
    ]  # fmt: skip


def test_an_hour_that_the_clock_skips_is_never_open() -> None:
    hours = WeeklyHours("America/New_York", (Window(6, time(1, 30), time(2, 30)), Window(6, time(2, 45), time(3, 30))))
    half = SessionRule(timedelta(minutes=30), step=timedelta(minutes=30))
    assert starts_on(hours, half, date(2027, 3, 14)) == ["Sun 01:30", "Sun 03:00"]
    whole = SessionRule(HOUR)
    # 01:30 to 03:30 by the clock is one hour of time, and all of it is open.
    assert starts_on(hours, whole, date(2027, 3, 14)) == ["Sun 01:30"]


def test_an_hour_that_comes_twice_is_open_twice() -> None:
    hours = WeeklyHours("America/New_York", (Window(6, time(1), time(2)),))
    half = SessionRule(timedelta(minutes=30), step=timedelta(minutes=30))
    assert starts_on(hours, half, date(2027, 11, 7)) == ["Sun 01:00", "Sun 01:30", "Sun 01:00", "Sun 01:30"]
    assert len(starts_on(hours, half, date(2027, 11, 14))) == 2


def test_starts_lie_on_the_therapists_clock_where_zones_are_not_whole_hours() -> None:
    hours = WeeklyHours("Asia/Kathmandu", (Window(1, time(9), time(12)),))
    assert starts_on(hours, SessionRule(HOUR, step=HOUR), date(2027, 3, 9)) == [
        "Tue 09:00", "Tue 10:00", "Tue 11:00",
    ]  # fmt: skip


def test_notice_leaves_out_what_is_too_soon_to_the_second() -> None:
    hours = WeeklyHours("UTC", (Window(1, time(9), time(12)),))
    first = cell_of(datetime(2027, 3, 9, tzinfo=UTC))
    rule = SessionRule(HOUR, step=HOUR, notice=timedelta(hours=24))
    exactly = datetime(2027, 3, 8, 10, tzinfo=UTC)

    def free(now: datetime) -> list[str]:
        return wall("UTC", free_starts(hours, rule, (), first_cell=first, cells=DAY, now=now))

    assert free(exactly) == ["Tue 10:00", "Tue 11:00"]
    assert free(exactly + timedelta(seconds=1)) == ["Tue 11:00"]
    assert free(exactly + timedelta(days=2)) == []
    with pytest.raises(NaiveInstant):
        free(exactly.replace(tzinfo=None))


def test_no_hours_no_cells_no_starts() -> None:
    first = cell_of(datetime(2027, 3, 9, tzinfo=UTC))
    nobody = WeeklyHours("UTC", ())
    always = WeeklyHours("UTC", tuple(Window(day, time(0), time(0)) for day in range(7)))
    assert free_starts(nobody, SessionRule(HOUR), (), first_cell=first, cells=DAY, now=LONG_AGO) == []
    assert free_starts(always, SessionRule(HOUR), (), first_cell=first, cells=0, now=LONG_AGO) == []
    assert open_mask(always, first, 0) == 0
    assert open_mask(always, first, 7 * DAY) == (1 << 7 * DAY) - 1


def test_a_grid_for_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UnknownZone):
        grid_mask("Mars/Olympus", HOUR, 0, DAY)


@given(st.sets(st.integers(0, 400)), st.integers(0, 10))
def test_the_first_few_are_the_beginning_of_all(positions: set[int], count: int) -> None:
    mask = taken_mask(positions, 0, 401)
    assert starts_in(mask, 7) == [7 + position for position in sorted(positions)]
    assert first_starts_in(mask, 7, count) == starts_in(mask, 7)[:count]


def test_cells_outside_the_range_do_not_get_into_a_mask() -> None:
    assert taken_mask([9, 10, 13, 14], 10, 4) == 0b1001
    assert taken_mask([], 10, 4) == 0


@pytest.mark.parametrize("seed", range(8))
def test_bitsets_and_the_plain_reading_agree_on_s28(seed: int) -> None:
    someone = s28.therapist(seed)
    given_cells = {"first_cell": s28.FIRST_CELL, "cells": s28.CELLS, "now": s28.START}
    free = free_starts(someone.hours, s28.RULE, someone.taken, **given_cells)
    assert free == reference.free_starts(someone.hours, s28.RULE, someone.taken, **given_cells)
    assert len(free) > 100
    assert first_free_starts(someone.hours, s28.RULE, someone.taken, **given_cells, count=5) == free[:5]


clocks = st.builds(time, st.integers(0, 23), st.sampled_from(range(0, 60, 5)))
spans = st.tuples(clocks, clocks).filter(lambda span: span[0] != span[1] or span[0] == time())
windows = st.builds(lambda weekday, span: Window(weekday, *span), st.integers(0, 6), spans)
rules = st.builds(
    SessionRule,
    length=st.integers(1, 30).map(lambda cells: timedelta(minutes=5 * cells)),
    buffer_before=st.integers(0, 6).map(lambda cells: timedelta(minutes=5 * cells)),
    buffer_after=st.integers(0, 6).map(lambda cells: timedelta(minutes=5 * cells)),
    step=st.sampled_from([5, 10, 15, 20, 30, 60]).map(lambda minutes: timedelta(minutes=minutes)),
    notice=st.timedeltas(timedelta(), timedelta(days=2)),
)
odd_places = st.sampled_from(ODD_DAYS) | st.tuples(
    st.sampled_from(ZONES), st.dates(date(2000, 1, 2), date(2040, 12, 30))
)


@st.composite
def all_hours(draw: st.DrawFn) -> tuple[WeeklyHours, date]:
    zone, day = draw(odd_places)
    near = st.integers(-2, 2).map(lambda days: day + timedelta(days=days))
    off = draw(st.frozensets(near, max_size=2))
    special = draw(
        st.dictionaries(near.filter(lambda each: each not in off), st.tuples(spans) | st.just(()), max_size=2)
    )
    return WeeklyHours(zone, tuple(draw(st.lists(windows, min_size=3, max_size=12))), off, special), day


@settings(max_examples=120, deadline=None)
@given(
    all_hours(),
    rules,
    st.integers(-DAY, DAY),
    st.sets(st.integers(-40, 2 * DAY + 80), max_size=40),
    st.data(),
)
def test_bitsets_and_the_plain_reading_agree_everywhere(
    place: tuple[WeeklyHours, date], rule: SessionRule, offset: int, near: set[int], data: st.DataObject
) -> None:
    hours, day = place
    first = cell_of(datetime.combine(day, time(), UTC)) + offset
    taken = [first + cell for cell in near]
    now = instant_of(first) + data.draw(st.timedeltas(timedelta(days=-3), timedelta(days=1)))
    plain = reference.free_starts(hours, rule, taken, first, 2 * DAY, now)
    mask = free_mask(hours, rule, taken, first_cell=first, cells=2 * DAY, now=now)
    assert starts_in(mask, first) == plain
    assert mask.bit_length() <= 2 * DAY


@settings(max_examples=60, deadline=None)
@given(odd_places, st.integers(-DAY, DAY), st.lists(windows, max_size=8))
@example(("America/St_Johns", date(2010, 3, 14)), 0, [Window(6, time(0), time(0))])
@example(("Pacific/Apia", date(2011, 12, 30)), 0, [Window(4, time(0), time(0)), Window(3, time(20), time(9))])
def test_each_cell_is_open_exactly_when_the_clock_on_the_wall_says_so(
    place: tuple[str, date], offset: int, some: list[Window]
) -> None:
    zone, day = place
    hours = WeeklyHours(zone, tuple(some))
    first = cell_of(datetime.combine(day, time(), UTC)) + offset - DAY
    opened = set(starts_in(open_mask(hours, first, 3 * DAY), first))
    assert opened == {cell for cell in range(first, first + 3 * DAY) if reference.is_open(hours, cell)}
