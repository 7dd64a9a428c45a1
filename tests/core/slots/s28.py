"""S28: four weeks of one therapist, the workload of every figure about free times.

28 days from 2027-03-04 UTC (clocks change in the US on 03-14 and in the EU on 03-28). Therapist `seed` lives
in one of eight zones and works Monday to Friday in two windows of four hours, every fourth one on Saturdays
too; one day off, one special day from 12 to 20; 40 bookings of 50 minutes with ten minutes of buffer on both
sides, each at a start that was still free; starts every 15 minutes.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from stillroom.core.slots.cells import cell_of, cells_of, instant_of
from stillroom.core.slots.rules import SessionRule, WeeklyHours, Window
from stillroom.core.slots.starts import free_starts

START = datetime(2027, 3, 4, tzinfo=UTC)
FIRST_CELL = cell_of(START)
CELLS = 28 * 288
BOOKINGS = 40
RULE = SessionRule(
    length=timedelta(minutes=50), buffer_before=timedelta(minutes=10), buffer_after=timedelta(minutes=10)
)
ZONES = (
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "Europe/London",
    "Europe/Berlin",
    "Africa/Johannesburg",
    "Asia/Kolkata",
    "Pacific/Auckland",
)


@dataclass(frozen=True, slots=True)
class Therapist:
    """One therapist's rules and what is booked already."""

    hours: WeeklyHours
    taken: tuple[int, ...]


def therapist(seed: int) -> Therapist:
    """The same therapist for the same seed, on every machine."""
    choose = random.Random(seed)
    opens = choose.choice((8, 9, 10))
    windows = [
        Window(weekday, time(hour), time(hour + 4))
        for weekday in range(6 if seed % 4 == 0 else 5)
        for hour in (opens, opens + 5)
    ]
    monday = date(2027, 3, 8)
    off, special = choose.sample([monday + timedelta(days=7 * week + day) for week in (0, 1, 2) for day in range(5)], 2)
    hours = WeeklyHours(ZONES[seed % len(ZONES)], tuple(windows), frozenset({off}), {special: ((time(12), time(20)),)})
    return Therapist(hours, _booked(hours, choose))


def _booked(hours: WeeklyHours, choose: random.Random) -> tuple[int, ...]:
    taken: list[int] = []
    for _ in range(BOOKINGS):
        free = free_starts(hours, RULE, taken, first_cell=FIRST_CELL, cells=CELLS, now=START)
        start = instant_of(choose.choice(free))
        taken.extend(cells_of(start, RULE.length, RULE.buffer_before, RULE.buffer_after))
    return tuple(sorted(taken))
