"""Instants as people read them: in their own zone, with the zone named (else a call at 21:30 is missed by hours)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from types import MappingProxyType
from zoneinfo import ZoneInfo

from babel.dates import format_date

from stillroom.base.languages import reader, reads

# Patterns of Unicode TS 35, by language: (a day of this week or next, in a chart, with its year).
_PATTERNS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "en": ("EEEE d MMMM", "d MMM", "d MMMM y"),
        "es": ("EEEE d 'de' MMMM", "d MMM", "d 'de' MMMM 'de' y"),
    }
)


@dataclass(frozen=True, slots=True)
class LocalTime:
    """One instant on a wall clock. `day`: "Thursday 4 March"; `clock`: "21:30"; `city`: "Los Angeles"."""

    at: datetime
    date: date
    day: str
    clock: str
    city: str

    @property
    def iso(self) -> str:
        """For `<time datetime>` and form values: read back by `datetime.fromisoformat`."""
        return self.at.isoformat()


def city(zone: str) -> str:
    """ "America/Argentina/Buenos_Aires" -> "Buenos Aires"; a zone without a place is its own name."""
    return zone.rpartition("/")[2].replace("_", " ")


def local_time(at: datetime, zone: str) -> LocalTime:
    """`at`: aware instant; `zone`: IANA name. In the hour that a clock change repeats, the clock carries the
    zone's abbreviation ("01:30 PDT").

    Raises ValueError for a naive `at`, ZoneInfoNotFoundError for an unknown zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    there = at.astimezone(ZoneInfo(zone))
    clock = f"{there:%H:%M}"
    if there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset():
        clock = f"{there:%H:%M %Z}"
    return LocalTime(at=at, date=there.date(), day=day_in_words(there.date()), clock=clock, city=city(zone))


def day_in_words(day: date) -> str:
    """ "Thursday 4 March" """
    return str(format_date(day, _PATTERNS[reads()][0], locale=reader()))


def local_days(starts: Iterable[datetime], zone: str) -> list[tuple[str, list[LocalTime]]]:
    """Instants in rising order -> (day in words, its times), by the days of `zone`, not those of UTC."""
    local = [local_time(start, zone) for start in starts]
    return [(times[0].day, times) for _, group in groupby(local, key=lambda t: t.date) if (times := list(group))]


def day_of(at: date | datetime, zone: str) -> date:
    """The calendar day of an instant in `zone` (IANA name); a date is itself."""
    return at.astimezone(ZoneInfo(zone)).date() if isinstance(at, datetime) else at


def short_date(day: date) -> str:
    """ "4 Mar": for charts and narrow tables."""
    return str(format_date(day, _PATTERNS[reads()][1], locale=reader()))


def long_date(day: date) -> str:
    """ "4 March 2027" """
    return str(format_date(day, _PATTERNS[reads()][2], locale=reader()))
