"""Help lines outside the practice: how to reach each, and whether anybody answers at a given instant.

A line keeps its hours by the clock on its own wall, so it is open whenever that clock reads a time inside one of
its weekly windows; a change to summer time moves nothing but the instant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stillroom.base.languages import language_name, reads
from stillroom.base.times import local_time

DAY = timedelta(days=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WINDOW = re.compile(r"([A-Z][a-z]{2})(?:-([A-Z][a-z]{2}))? (\d\d):(\d\d)-(\d\d):(\d\d)")


class Police(StrEnum):
    """Whether a contact with this line may bring police or an ambulance to somebody who did not ask for it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Half-open, in minutes since Monday 00:00 on the line's own clock. `end` may run past the end of the week."""

    start: int
    end: int

    def holds(self, minute: int) -> bool:
        return self.start <= minute < self.end or self.start <= minute + 7 * 24 * 60 < self.end


@dataclass(frozen=True, slots=True)
class Hours:
    """When a line answers. `windows` is None when nobody could tell us; one window of a whole week means always."""

    zone: ZoneInfo
    windows: tuple[Window, ...] | None

    @property
    def always(self) -> bool:
        return self.windows == ALWAYS


ALWAYS = (Window(0, 7 * 24 * 60),)


@dataclass(frozen=True, slots=True)
class LineWords:
    """What a line is for, in one language. `text_word`: the first word to send to be answered in it, or ''."""

    what: str
    note: str
    text_word: str


@dataclass(frozen=True, slots=True)
class HelpLine:
    """`call` and `text` are numbers as people write them; `text_word` is the first word to send, or ''.

    `translated`: pairs of a language and its words, where the practice file has any.
    """

    id: str
    name: str
    what: str
    call: str
    text: str
    text_word: str
    chat: str
    hours: Hours
    languages: tuple[str, ...]
    last_verified: date
    may_bring_police: Police
    note: str
    translated: tuple[tuple[str, LineWords], ...] = ()

    def words(self, language: str) -> LineWords:
        """In `language`, or else in English."""
        return dict(self.translated).get(language) or LineWords(self.what, self.note, self.text_word)

    @property
    def dial(self) -> str:
        """`call` for a `tel:` link: digits, and a leading + if it has one."""
        return dialled(self.call)

    @property
    def text_to(self) -> str:
        """`text` for an `sms:` link."""
        return dialled(self.text)


def dialled(number: str) -> str:
    return re.sub(r"[^0-9+]", "", number)


def parse_window(text: str) -> tuple[Window, ...]:
    """`Mon-Fri 10:00-18:00`, `Sat 22:00-02:00`, `Sun 00:00-24:00`: one window a day. Raises ValueError.

    An end at or before the start is on the day after. A range of days may run over Sunday (`Fri-Mon`).
    """
    found = _WINDOW.fullmatch(text)
    if not found or found[1] not in DAYS or (found[2] or found[1]) not in DAYS:
        raise ValueError(f"not like Mon-Fri 10:00-18:00: {text}")
    start, end = (_minutes(found[i], found[i + 1]) for i in (3, 5))
    if start == 24 * 60 or start == end:
        raise ValueError(f"no time between start and end: {text}")
    first, last = DAYS.index(found[1]), DAYS.index(found[2] or found[1])
    days = range(first, last + 1 if last >= first else last + 8)
    length = end - start if end > start else end - start + 24 * 60
    return tuple(Window(opens, opens + length) for opens in (day % 7 * 24 * 60 + start for day in days))


def _minutes(hour: str, minute: str) -> int:
    minutes = int(hour) * 60 + int(minute)
    if int(minute) > 59 or minutes > 24 * 60:
        raise ValueError(f"not a time of day: {hour}:{minute}")
    return minutes


def is_open(line: HelpLine, now: datetime) -> bool | None:
    """None when the hours are not known: say so, rather than send somebody to a phone that rings out."""
    if line.hours.windows is None:
        return None
    local = now.astimezone(line.hours.zone)
    minute = (local.weekday() * 24 + local.hour) * 60 + local.minute
    return any(window.holds(minute) for window in line.hours.windows)


def next_change(line: HelpLine, now: datetime) -> datetime | None:
    """The first instant (UTC) after `now` at which the line opens or closes; None if it never does or is not known."""
    if line.hours.windows is None or line.hours.always:
        return None
    open_now = is_open(line, now)
    edges = sorted(edge for edge in _edges(line.hours, now) if edge > now)
    return next((edge for edge in edges if is_open(line, edge) != open_now), None)


def _edges(hours: Hours, now: datetime) -> Iterator[datetime]:
    """Every instant of the next fifteen days at which the clock on the line's wall may step into or out of a window.

    Fifteen, because a weekly window may lie in the hour that spring skips.
    """
    today = now.astimezone(hours.zone).date()
    for ahead in range(-1, 16):
        day = today + ahead * DAY
        midnight = datetime.combine(day, time(), hours.zone)
        yield from _clock_changes(midnight)
        for window in hours.windows or ():
            for minute in (window.start, window.end):
                if minute // (24 * 60) % 7 == day.weekday():
                    wall = midnight + timedelta(minutes=minute % (24 * 60))  # wall-clock arithmetic, not elapsed time
                    # Twice in the hour that an autumn night repeats; the hour that spring skips is a clock change.
                    yield from {wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}


def _clock_changes(midnight: datetime) -> Iterator[datetime]:
    """The instant in the day from `midnight` (aware, on the wall) at which summer time begins or ends there."""
    start, end = midnight.astimezone(UTC), (midnight + DAY).astimezone(UTC)
    zone = midnight.tzinfo
    if start.astimezone(zone).utcoffset() == end.astimezone(zone).utcoffset():
        return
    while end - start > timedelta(minutes=1):
        middle = start + timedelta(minutes=(end - start) // timedelta(minutes=1) // 2)
        if middle.astimezone(zone).utcoffset() == midnight.utcoffset():
            start = middle
        else:
            end = middle
    yield end


def opening_text(line: HelpLine, now: datetime, zone: str, own: bool = True) -> str:
    """What to print beside a line, with times in `zone` (IANA name), which is named: whether it is the reader's `own`,
    or one of which nobody knows whether it is."""
    if line.hours.windows is None:
        return _("We do not know the hours of this line.")
    change = next_change(line, now)
    if is_open(line, now):
        if change is None:
            return _("Open day and night.")
        return _("Open now, until %(when)s.") % {"when": _when(change, now, zone, own)}
    if change is None:
        return _("Closed.")
    return _("Closed now. Opens %(when)s.") % {"when": _when(change, now, zone, own)}


def _when(instant: datetime, now: datetime, zone: str, own: bool) -> str:
    there, here = local_time(instant, zone), local_time(now, zone)
    words = _("%(clock)s your time (%(city)s)") if own else _("%(clock)s by the clock of %(city)s")
    clock = words % {"clock": there.clock, "city": there.city}
    if there.date == here.date:
        return clock
    day = _("tomorrow") if there.date == here.date + DAY else there.day
    return _("%(day)s, %(clock)s") % {"day": day, "clock": clock}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line as `components/help.html` prints it; '' where there is none. `open` is None when the hours are unknown."""

    name: str
    about: str
    phone: str
    sms: str
    chat: str
    hours: str
    languages: tuple[str, ...]
    verified: date
    police: str
    note: str
    open: bool | None
    stale: bool = False

    @property
    def undated(self) -> "ShownLine":
        """For a page that may be read much later: whether it is open now is left out."""
        return replace(self, open=None)


STALE = timedelta(days=90)  # longer than this after a check, the page says so


def shown(line: HelpLine, now: datetime, zone: str, verified: date | None = None, own: bool = True) -> ShownLine:
    """`zone`: an IANA name, and whether it is the visitor's `own`. `verified`: when it was checked last, if not as the
    file says."""
    day = verified or line.last_verified
    said = line.words(reads())
    word = _("Send the word %(word)s to %(number)s.") % {"word": said.text_word, "number": line.text}
    return ShownLine(
        name=line.name,
        about=said.what,
        phone=line.call,
        sms=line.text,
        chat=line.chat,
        hours=opening_text(line, now, zone, own),
        languages=tuple(map(language_name, line.languages)),
        verified=day,
        police=line.may_bring_police.value,
        note=" ".join(filter(None, (word if said.text_word else "", said.note))),
        open=is_open(line, now),
        stale=now.astimezone(line.hours.zone).date() - day > STALE,
    )
