"""Free times, and what stands in the calendar of an episode."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from stillroom.base.errors import Hidden
from stillroom.base.rows import places, rows
from stillroom.care.documents import Standing, State
from stillroom.care.queries import episodes_of, requests_of
from stillroom.core.slots.cells import EPOCH, cell_of, instant_of, whole_cells
from stillroom.core.slots.starts import after_notice, first_free_starts, fitting_mask, free_starts
from stillroom.practice.queries import Listing
from stillroom.scheduling.documents import Appointment, is_ahead_on
from stillroom.scheduling.documents import ahead_of as ahead_of
from stillroom.scheduling.models import OpeningHours
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, read, read_all
from stillroom.vault.spaces import OpenSpace

AHEAD = timedelta(days=28)


def opening_hours_of(visitor: Keyholder | None, therapist: UUID) -> OpeningHours | None:
    """A therapist's week, which is public; None while none was set."""
    return OpeningHours.objects.filter(therapist=therapist).first()


def free_times(
    visitor: Keyholder | None, listing: Listing, now: datetime, span: timedelta = AHEAD, besides: UUID | None = None
) -> tuple[datetime, ...]:
    """Every start that somebody could take now, rising, aware UTC, within `span` of `now`.

    `besides`: a booking that is to be moved, so that its own cells are in nobody's way.
    """
    week = opening_hours_of(visitor, listing.id)
    first, cells = _range(listing, now, span)
    if week is None or cells <= 0:
        return ()
    taken = _taken([listing.id], first, cells, now, besides).get(listing.id, ())
    starts = free_starts(week.hours, week.rule, taken, first_cell=first, cells=cells, now=now)
    return tuple(instant_of(cell) for cell in starts)


def next_free(
    visitor: Keyholder | None, listings: Sequence[Listing], now: datetime, span: timedelta = AHEAD
) -> Mapping[UUID, datetime]:
    """The first free start of each, by public id; those without one are left out. Two queries for any number."""
    weeks = _weeks(listings)
    taken = _taken(list(weeks), cell_of(now), whole_cells(span), now)
    found = {}
    for listing in listings:
        week, (first, cells) = weeks.get(listing.id), _range(listing, now, span)
        if week is None or cells <= 0:
            continue
        gone = taken.get(listing.id, ())
        starts = first_free_starts(week.hours, week.rule, gone, first_cell=first, cells=cells, now=now, count=1)
        if starts:
            found[listing.id] = instant_of(starts[0])
    return found


def free_times_of(
    visitor: Keyholder | None, listings: Sequence[Listing], now: datetime, span: timedelta = AHEAD
) -> Mapping[UUID, tuple[datetime, ...]]:
    """Every free start of each, rising, by public id; those without one are left out. Two queries for any number."""
    weeks = _weeks(listings)
    taken = _taken(list(weeks), cell_of(now), whole_cells(span), now)
    found = {}
    for listing in listings:
        week, (first, cells) = weeks.get(listing.id), _range(listing, now, span)
        if week is None or cells <= 0:
            continue
        gone = taken.get(listing.id, ())
        starts = free_starts(week.hours, week.rule, gone, first_cell=first, cells=cells, now=now)
        if starts:
            found[listing.id] = tuple(instant_of(cell) for cell in starts)
    return found


def _weeks(listings: Sequence[Listing]) -> dict[UUID, OpeningHours]:
    ids = [listing.id.bytes for listing in listings]
    return {week.therapist: week for week in rows(OpeningHours, f"therapist IN ({places(len(ids))})", ids)}


def is_there(visitor: Keyholder | None, listing: Listing, start: datetime) -> bool:
    """Whether the therapist can be met then at all: not gone, not being checked again, not away."""
    return listing.state in MEETS and start >= _back(listing)


MEETS = ("listed", "away")


def _back(listing: Listing) -> datetime:
    """The first instant of the first day back, by the therapist's clock; long ago for one who is not away."""
    if listing.away_until is None:
        return EPOCH
    return datetime.combine(listing.away_until, time(), ZoneInfo(listing.zone))


def _range(listing: Listing, now: datetime, span: timedelta) -> tuple[int, int]:
    """(first cell, how many): none for a therapist who has gone, and none before one who is away comes back."""
    first, last = cell_of(max(now, _back(listing))), cell_of(now + span)
    return first, last - first if listing.state in MEETS else 0


# A session with its buffers reaches past the start that is looked at.
MARGIN = whole_cells(timedelta(hours=6))


def _taken(
    therapists: Iterable[UUID], first: int, cells: int, now: datetime, besides: UUID | None = None
) -> dict[UUID, list[int]]:
    """Taken cells around [first, first + cells). A hold that is over takes nothing."""
    ids, holds = [id.bytes for id in therapists], int(now.timestamp())
    apart = besides.bytes if besides else b""  # the booking of no cell
    taken: dict[UUID, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN % places(len(ids)), [*ids, first - MARGIN, first + cells + MARGIN, holds, apart])
        for therapist, cell in cursor.fetchall():
            taken.setdefault(UUID(bytes=therapist), []).append(cell)
    return taken


_TAKEN = """
SELECT therapist, cell FROM taken_cell
WHERE therapist IN (%s) AND cell BETWEEN %%s AND %%s AND ifnull(held_until > %%s, TRUE) AND booking <> %%s
"""


def is_offered(visitor: Keyholder | None, week: OpeningHours, start: datetime, now: datetime) -> bool:
    """Whether a session may start then by the therapist's hours, step and notice, whoever else has booked."""
    cell = cell_of(start)
    if instant_of(cell) != start:
        return False
    return bool(after_notice(fitting_mask(week.hours, week.rule, cell, 1), week.rule, cell, now))


def appointments_in(keyholder: Keyholder, space: OpenSpace) -> tuple[Stored[Appointment], ...]:
    """Of a space that this person has open, also one they only look at; soonest first. Raises Hidden."""
    if space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return tuple(sorted(read_all(space, Appointment), key=lambda each: (each.document.start, each.id)))


def appointment_of(keyholder: Keyholder, space: OpenSpace, record: UUID) -> Stored[Appointment]:
    """Raises Hidden."""
    if space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read(space, Appointment, record)


@dataclass(frozen=True, slots=True)
class OnDay:
    """Somebody whose time is on a day, by the name they chose, with its starts."""

    space: UUID
    called: str
    starts: tuple[datetime, ...]


def people_on(keyholder: Keyholder, day: date, zone: str, now: datetime) -> tuple[OnDay, ...]:
    """Who has times ahead on that date by the clock of `zone`, the earliest first. Read from covers alone."""
    found = []
    for cover in episodes_of(keyholder):
        standing = cover.get(Standing)
        ahead = ahead_of(cover, now).appointments if standing and standing.state is State.ACTIVE else ()
        starts = tuple(item.start for item in ahead if is_ahead_on(item.start, day, zone, now))
        if standing and starts:
            found.append(OnDay(cover.space, standing.called, starts))
    return tuple(sorted(found, key=lambda each: (each.starts, each.called)))


def back_again(visitor: Keyholder | None, listing: Listing) -> datetime:
    """The first instant of the first day back, by the therapist's clock; long ago for one who is not away."""
    return _back(listing)


def people_while_away(keyholder: Keyholder, listing: Listing, now: datetime) -> tuple[OnDay, ...]:
    """Who has times ahead that begin before the first day back, the earliest first. Read from covers alone."""
    found, back = [], _back(listing)
    for cover in episodes_of(keyholder):
        standing = cover.get(Standing)
        ahead = ahead_of(cover, now).appointments if standing and standing.state is State.ACTIVE else ()
        starts = tuple(item.start for item in ahead if now < item.start < back)
        if standing and starts:
            found.append(OnDay(cover.space, standing.called, starts))
    return tuple(sorted(found, key=lambda each: (each.starts, each.called)))


def asked_on(keyholder: Keyholder, day: date, zone: str, now: datetime) -> tuple[str, ...]:
    """Names of those who ask for a first talk on that date and wait for an answer."""
    return tuple(
        contact.episode.called
        for contact in requests_of(keyholder, now)
        if any(each.document.stands_on(day, zone, now) for each in appointments_in(keyholder, contact.space))
    )
