"""Free times on S28 (see tests/core/slots/s28.py), beside the same by intervals and zoneinfo."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from benchmarks.sealing import spent
from benchmarks.table import Row, at_most, below
from stillroom.core.slots.rules import WeeklyHours
from stillroom.core.slots.starts import blocked_mask, first_starts_in, fitting_mask, free_starts, starts_in
from tests.core.slots.s28 import CELLS, FIRST_CELL, RULE, START, therapist

CELL = timedelta(minutes=5)
SEED = 7
END = START + CELLS * CELL
Interval = tuple[datetime, datetime]


def rows(rounds: int, therapists: int) -> Iterator[Row]:
    one = therapist(SEED)
    bookings = [_at(cell) for cell in one.taken]
    naive = spent(lambda: by_intervals(one.hours, bookings), rounds)
    cold = spent(lambda: _cold(one.hours, one.taken), rounds)
    if by_intervals(one.hours, bookings) != [_at(cell) for cell in _cold(one.hours, one.taken)]:
        raise RuntimeError("the two ways to read the hours disagree")
    fitting = fitting_mask(one.hours, RULE, FIRST_CELL, CELLS)
    free = fitting & ~blocked_mask(one.taken, RULE, FIRST_CELL, CELLS)
    kept = spent(lambda: starts_in(free, FIRST_CELL), rounds)
    yield Row("free times of four weeks by intervals", naive, "µs")
    yield below("the same from rules as bits, all starts", cold, "µs", "by intervals", naive, 8)
    yield below("the same from a mask that is kept, all starts", kept, "µs", "by intervals", naive, 20)
    masks = [free] * therapists
    first = spent(lambda: [first_starts_in(mask, FIRST_CELL, 5) for mask in masks], rounds)
    yield at_most(f"the first five of {therapists:,} therapists, masks kept", first / 1000, "ms", 20)


def _cold(hours: WeeklyHours, taken: Sequence[int]) -> list[int]:
    return free_starts(hours, RULE, taken, first_cell=FIRST_CELL, cells=CELLS, now=START)


def _at(cell: int) -> datetime:
    return datetime.fromtimestamp(cell * 300, UTC)


def by_intervals(hours: WeeklyHours, taken: Sequence[datetime]) -> list[datetime]:
    """As one would write it first: windows of each day to UTC, bookings taken out, starts every 15 minutes."""
    busy = merged([(cell, cell + CELL) for cell in taken])
    zone, starts = ZoneInfo(hours.zone), []
    day = START.astimezone(zone).date() - timedelta(days=1)
    while day <= END.astimezone(zone).date():
        for opens, closes in windows(hours, day):
            begin = datetime.combine(day, opens, zone).astimezone(UTC)
            end = datetime.combine(day, closes, zone).astimezone(UTC)
            start = begin
            while start + RULE.length <= end:
                if START <= start < END and not _meets(busy, start):
                    starts.append(start)
                start += RULE.step
        day += timedelta(days=1)
    return sorted(starts)


def _meets(busy: Sequence[Interval], start: datetime) -> bool:
    before, after = start - RULE.buffer_before, start + RULE.length + RULE.buffer_after
    return any(begin < after and before < end for begin, end in busy)


def windows(hours: WeeklyHours, day: date) -> list[tuple[time, time]]:
    if day in hours.days_off:
        return []
    if day in hours.special_days:
        return list(hours.special_days[day])
    return [(window.start, window.end) for window in hours.windows if window.weekday == day.weekday()]


def merged(intervals: Sequence[Interval]) -> list[Interval]:
    found: list[Interval] = []
    for begin, end in sorted(intervals):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found
