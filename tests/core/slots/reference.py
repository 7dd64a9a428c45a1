"""The slow, plain reading of the rules: one cell at a time through zoneinfo. Bitsets must agree with it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stillroom.core.slots.rules import SessionRule, WeeklyHours

CELL = timedelta(minutes=5)


def instant(cell: int) -> datetime:
    return datetime.fromtimestamp(cell * 300, UTC)


def spans_opening_on(hours: WeeklyHours, day: date) -> list[tuple[time, time]]:
    if day in hours.days_off:
        return []
    if day in hours.special_days:
        return list(hours.special_days[day])
    return [(each.start, each.end) for each in hours.windows if each.weekday == day.weekday()]


def is_open(hours: WeeklyHours, cell: int) -> bool:
    """Does the clock on the therapist's wall, when this cell begins, read a time inside her hours?"""
    wall = instant(cell).astimezone(ZoneInfo(hours.zone)).replace(tzinfo=None)
    for day in (wall.date(), wall.date() - timedelta(days=1)):
        for start, end in spans_opening_on(hours, day):
            opens = datetime.combine(day, start)
            closes = datetime.combine(day if end > start else day + timedelta(days=1), end)
            if opens <= wall < closes:
                return True
    return False


def free_starts(
    hours: WeeklyHours, rule: SessionRule, taken: Iterable[int], first_cell: int, cells: int, now: datetime
) -> list[int]:
    """Every start, by asking each cell of each session and of its buffers."""
    length = rule.length // CELL
    reach = range(first_cell, first_cell + cells + length)
    opened = {cell for cell in reach if is_open(hours, cell)}
    busy = set(taken)
    minutes = int(rule.step.total_seconds()) // 60
    starts = []
    for start in range(first_cell, first_cell + cells):
        wall = instant(start).astimezone(ZoneInfo(hours.zone))
        session = range(start, start + length)
        with_buffers = range(start - rule.buffer_before // CELL, start + length + rule.buffer_after // CELL)
        if (
            wall.minute % minutes == 0
            and all(cell in opened for cell in session)
            and busy.isdisjoint(with_buffers)
            and instant(start) >= now + rule.notice
        ):
            starts.append(start)
    return starts
