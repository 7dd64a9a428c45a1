"""Instants as people read them: in their own zone, with the zone named (else a call at 9:30 PM is missed by hours)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from stillroom.base.languages import locale_of, reader, reads

# Patterns of Unicode TS 35, by language: (a day in full, the same in short, in a chart, with its year).
_PATTERNS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType(
    {
        "en": ("EEEE d MMMM", "EEE d MMM", "d MMM", "d MMMM y"),
        "es": ("EEEE d 'de' MMMM", "EEE d MMM", "d MMM", "d 'de' MMMM 'de' y"),
    }
)


@dataclass(frozen=True, slots=True)
class LocalTime:
    """One instant on a wall clock. `full_day`: "Thursday 4 March"; `day`: "Thu 4 Mar"; `clock`: "9:30 PM", in one
    piece; `city`: "Los Angeles"."""

    at: datetime
    date: date
    full_day: str
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
    zone's abbreviation ("1:30 AM PDT").

    Raises ValueError for a naive `at`, ZoneInfoNotFoundError for an unknown zone.
    """
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    there = at.astimezone(ZoneInfo(zone))
    clock = clock_in_words(there.time())
    if there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset():
        clock = f"{clock} {there:%Z}"
    full, short = _day_in_words(there.date(), reads())
    return LocalTime(at=at, date=there.date(), full_day=full, day=short, clock=clock, city=city(zone))


# Remembered, because a page of free times says the same few days and clocks hundreds of times.
@lru_cache(maxsize=1024)
def _day_in_words(day: date, language: str) -> tuple[str, str]:
    full, short = (str(format_date(day, each, locale=locale_of(language))) for each in _PATTERNS[language][:2])
    return full, short


@lru_cache(maxsize=4096)
def _clock_in_words(hour: int, minute: int, language: str) -> str:
    said = str(format_time(time(hour, minute), "h:mm a", locale=locale_of(language)))
    return said.replace(" ", "\N{NO-BREAK SPACE}")


def clock_in_words(at: time) -> str:
    """ "9:30 PM", as people in the United States read a clock; nothing wraps inside it."""
    return _clock_in_words(at.hour, at.minute, reads())


def local_days(starts: Iterable[datetime], zone: str) -> list[tuple[str, list[LocalTime]]]:
    """Instants in rising order -> (day in short, its times), by the days of `zone`, not those of UTC."""
    local = [local_time(start, zone) for start in starts]
    return [(times[0].day, times) for _, group in groupby(local, key=lambda t: t.date) if (times := list(group))]


def day_of(at: date | datetime, zone: str) -> date:
    """The calendar day of an instant in `zone` (IANA name); a date is itself."""
    return at.astimezone(ZoneInfo(zone)).date() if isinstance(at, datetime) else at


def short_date(day: date) -> str:
    """ "4 Mar": for charts and narrow tables."""
    return str(format_date(day, _PATTERNS[reads()][2], locale=reader()))


def long_date(day: date) -> str:
    """ "4 March 2027" """
    return str(format_date(day, _PATTERNS[reads()][3], locale=reader()))
