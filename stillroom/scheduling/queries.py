"""Free times, and what stands in the calendar of an episode."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from stillroom.base.errors import Hidden
from stillroom.base.ordering import alphabetical
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
    if week is None:
        return ()
    taken = _taken([listing.id], cell_of(now), whole_cells(span), now, besides).get(listing.id, ())
    return _free(week, listing, taken, now, span)


def next_free(
    visitor: Keyholder | None, listings: Sequence[Listing], now: datetime, span: timedelta = AHEAD
) -> Mapping[UUID, datetime]:
    """The first free start of each, by public id; those without one are left out. Two queries for any number."""
    weeks = _weeks(listings)
    taken = _taken(list(weeks), cell_of(now), whole_cells(span), now)
    found = {}
    for listing in listings:
        week, gone = weeks.get(listing.id), taken.get(listing.id, ())
        if week is None:
            continue
        for first, cells in _stretches(listing, now, span):
            starts = first_free_starts(week.hours, week.rule, gone, first_cell=first, cells=cells, now=now, count=1)
            if starts:
                found[listing.id] = instant_of(starts[0])
                break
    return found


def free_times_of(
    visitor: Keyholder | None, listings: Sequence[Listing], now: datetime, span: timedelta = AHEAD
) -> Mapping[UUID, tuple[datetime, ...]]:
    """Every free start of each, rising, by public id; those without one are left out. Two queries for any number."""
    weeks = _weeks(listings)
    taken = _taken(list(weeks), cell_of(now), whole_cells(span), now)
    found = {}
    for listing in listings:
        week = weeks.get(listing.id)
        starts = _free(week, listing, taken.get(listing.id, ()), now, span) if week else ()
        if starts:
            found[listing.id] = starts
    return found


def _weeks(listings: Sequence[Listing]) -> dict[UUID, OpeningHours]:
    ids = [listing.id.bytes for listing in listings]
    return {week.therapist: week for week in rows(OpeningHours, f"therapist IN ({places(len(ids))})", ids)}


def _free(
    week: OpeningHours, listing: Listing, taken: Collection[int], now: datetime, span: timedelta
) -> tuple[datetime, ...]:
    return tuple(
        instant_of(cell)
        for first, cells in _stretches(listing, now, span)
        for cell in free_starts(week.hours, week.rule, taken, first_cell=first, cells=cells, now=now)
    )


def is_there(visitor: Keyholder | None, listing: Listing, start: datetime) -> bool:
    """Whether the therapist can be met then at all: not gone, not being checked again, not away, and with a licence
    that holds on that day as far as the practice has checked it."""
    return listing.state in MEETS and start < _licence_ends(listing) and not is_away_at(visitor, listing, start)


def is_away_at(visitor: Keyholder | None, listing: Listing, start: datetime) -> bool:
    """Whether a time falls into an absence that has begun or is planned."""
    gone, back = _absence(listing)
    return gone <= start < back


MEETS = ("listed", "away")


def _midnight(listing: Listing, day: date) -> datetime:
    """The first instant of a day by the therapist's clock."""
    return datetime.combine(day, time(), ZoneInfo(listing.zone))


def _licence_ends(listing: Listing) -> datetime:
    """A renewed licence that nobody has checked yet does not count."""
    return _midnight(listing, listing.licence_expiry + timedelta(days=1))


def _absence(listing: Listing) -> tuple[datetime, datetime]:
    """[from, until) as instants; empty for one who neither is away nor plans to be."""
    if listing.away_until is None:
        return EPOCH, EPOCH
    gone = EPOCH if listing.away_from is None else _midnight(listing, listing.away_from)
    return gone, _midnight(listing, listing.away_until)


def _stretches(listing: Listing, now: datetime, span: timedelta) -> list[tuple[int, int]]:
    """(first cell, how many), rising: when the therapist can be met at all within `span` of `now`."""
    if listing.state not in MEETS:
        return []
    gone, back = _absence(listing)
    end = min(now + span, _licence_ends(listing))
    stretches = [(now, min(end, gone)), (max(now, back), end)] if gone < back else [(now, end)]
    cells = [(cell_of(first), cell_of(last)) for first, last in stretches]
    return [(first, last - first) for first, last in cells if first < last]


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
    return tuple(sorted(found, key=lambda each: (each.starts, alphabetical(each.called))))


def people_while_away(keyholder: Keyholder, listing: Listing, now: datetime) -> tuple[OnDay, ...]:
    """Who has times ahead that fall into the absence, the earliest first. Read from covers alone."""
    found = []
    for cover in episodes_of(keyholder):
        standing = cover.get(Standing)
        ahead = ahead_of(cover, now).appointments if standing and standing.state is State.ACTIVE else ()
        starts = tuple(i.start for i in ahead if now < i.start and is_away_at(keyholder, listing, i.start))
        if standing and starts:
            found.append(OnDay(cover.space, standing.called, starts))
    return tuple(sorted(found, key=lambda each: (each.starts, alphabetical(each.called))))


def asked_on(keyholder: Keyholder, day: date, zone: str, now: datetime) -> tuple[str, ...]:
    """Names of those who ask for a first talk on that date and wait for an answer."""
    return tuple(
        contact.episode.called
        for contact in requests_of(keyholder, now)
        if any(each.document.stands_on(day, zone, now) for each in appointments_in(keyholder, contact.space))
    )
