"""Opening hours and session rules as a therapist states them, checked when they are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from stillroom.core.slots.cells import NotWholeCells, whole_cells

DAY_CELLS = 288
_DAY_MINUTES = 1440
_STEPS = (5, 10, 15, 20, 30, 60)


class EmptyWindow(ValueError):
    """A window opens and closes at the same time."""


class UnknownWeekday(ValueError):
    """A weekday is not 0 (Monday) to 6 (Sunday)."""


class UnknownZone(ValueError):
    """A time zone is not in the IANA database."""


class DayCountedTwice(ValueError):
    """A date is both a day off and a special day."""


class UnfitStep(ValueError):
    """Starts would not fall on the same minutes of every hour."""


class ShortNotice(ValueError):
    """A notice is less than nothing."""


class EmptySession(ValueError):
    """A session has no length."""


@dataclass(frozen=True, slots=True)
class Window:
    """Open from `start` to `end` by the therapist's clock; weekday 0 is Monday.

    An `end` at or before `start` lies on the next day, so 00:00 as `end` is the midnight that ends the day
    and 00:00 to 00:00 is the whole day. Raises UnknownWeekday, EmptyWindow, NotWholeCells.
    """

    weekday: int
    start: time
    end: time

    def __post_init__(self) -> None:
        if not 0 <= self.weekday <= 6:
            raise UnknownWeekday("A weekday is a number from 0 (Monday) to 6 (Sunday).")
        span_minutes(self.start, self.end)


def span_minutes(start: time, end: time) -> tuple[int, int]:
    """Minutes after midnight, half-open, `end` past 1440 when it is on the next day.

    Raises EmptyWindow, NotWholeCells.
    """
    for clock in (start, end):
        if clock.tzinfo is not None or clock.minute % 5 or clock.second or clock.microsecond:
            raise NotWholeCells("Opening hours are set in steps of 5 minutes, without a time zone of their own.")
    opens, closes = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    if opens == closes != 0:
        raise EmptyWindow("These hours open and close at the same time.")
    return opens, closes if closes > opens else closes + _DAY_MINUTES


def span_mask(start: time, end: time) -> int:
    """Cells after midnight that lie between two clock times, as bits; up to two days of them."""
    opens, closes = span_minutes(start, end)
    return (1 << closes // 5) - (1 << opens // 5)


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """When a therapist can be met, in the wall-clock time of `zone` (IANA name).

    A day off or special day replaces all windows that open on that date, also where they run past midnight.
    Overlapping windows of one weekday are merged. Raises UnknownZone, DayCountedTwice, EmptyWindow,
    NotWholeCells.
    """

    zone: str
    windows: tuple[Window, ...]
    days_off: frozenset[date] = frozenset()
    special_days: Mapping[date, tuple[tuple[time, time], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        zone_named(self.zone)
        for spans in self.special_days.values():
            for start, end in spans:
                span_minutes(start, end)
        if not self.days_off.isdisjoint(self.special_days):
            raise DayCountedTwice("A day is either off or has hours of its own, not both.")
        object.__setattr__(self, "windows", _merged(self.windows))
        object.__setattr__(self, "special_days", MappingProxyType(dict(self.special_days)))


def zone_named(name: str) -> ZoneInfo:
    """The zone of an IANA name. Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ValueError, LookupError, OSError) as error:
        # A folder of the database ("America") is an OSError, a path that climbs out of it a ValueError.
        raise UnknownZone("This time zone is not known. Choose one from the list.") from error


def _merged(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    merged: list[Window] = []
    for window in sorted(windows, key=lambda each: (each.weekday, *span_minutes(each.start, each.end))):
        joined = _joined(merged[-1], window) if merged else None
        if joined is None:
            merged.append(window)
        else:
            merged[-1] = joined
    return tuple(merged)


def _joined(earlier: Window, later: Window) -> Window | None:
    """One window for two that touch, or None when they do not, or when it would last longer than a day."""
    opens, closes = span_minutes(earlier.start, earlier.end)
    next_opens, next_closes = span_minutes(later.start, later.end)
    if earlier.weekday != later.weekday or next_opens > closes:
        return None
    last = max(closes, next_closes)
    if last - opens >= _DAY_MINUTES and (opens, last) != (0, _DAY_MINUTES):
        return None
    return Window(earlier.weekday, earlier.start, later.end if next_closes > closes else earlier.end)


@dataclass(frozen=True, slots=True)
class SessionRule:
    """How long a session is and how close sessions may lie. All durations in steps of 5 minutes.

    `step`: starts lie on multiples of it by the therapist's clock, so it divides an hour. `notice`: the least
    time between booking and start, zero or more. Raises NotWholeCells, EmptySession, UnfitStep, ShortNotice.
    """

    length: timedelta
    buffer_before: timedelta = timedelta()
    buffer_after: timedelta = timedelta()
    step: timedelta = timedelta(minutes=15)
    notice: timedelta = timedelta()

    def __post_init__(self) -> None:
        for duration in (self.length, self.buffer_before, self.buffer_after):
            whole_cells(duration)
        if not self.length:
            raise EmptySession("A session lasts at least 5 minutes.")
        if self.step not in [timedelta(minutes=step) for step in _STEPS]:
            raise UnfitStep("Sessions can start every 5, 10, 15, 20, 30 or 60 minutes.")
        if self.notice < timedelta():
            raise ShortNotice("The notice you need cannot be less than nothing.")
