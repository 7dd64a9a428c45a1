"""Moving a time: the client takes another free one at once, the therapist offers up to three to choose from.

In one transaction the new time is taken and the old one freed: never two, never none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.care.actions import still_open
from stillroom.care.queries import CareEpisode
from stillroom.care.telling import Told
from stillroom.practice.queries import any_listing
from stillroom.scheduling.actions.booking import CannotBook, TimeChanged
from stillroom.scheduling.actions.noting import note_times
from stillroom.scheduling.actions.taking import NotOffered, confirm, hold, release, release_all
from stillroom.scheduling.documents import (
    CANCELLED_OFFERED,
    KEPT,
    MOVED,
    NONE_FITS,
    OFFERED,
    Appointment,
    AppointmentState,
    Earlier,
    Offer,
)
from stillroom.scheduling.policy import is_late
from stillroom.scheduling.queries import appointment_of, appointments_in, is_there
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, writing

MOST_OFFERS = 3


class CannotMove(Refused):
    """It has begun, is over, was cancelled, or was never confirmed."""

    def __init__(self) -> None:
        super().__init__(_("This time has begun, is over, or was cancelled. It cannot be moved any more."))


class NotTheirsToMove(Refused):
    """A therapist offers, a client takes: neither does the other's part."""

    def __init__(self) -> None:
        super().__init__(_("This is for the other person to choose."))


class OfferChanged(Refused):
    """Answered in another window, or other times are offered by now."""

    def __init__(self) -> None:
        super().__init__(_("These times are not offered any more. Please look at how things stand now."))


def move(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    record: UUID,
    start: datetime,
    now: datetime,
    words: str = "",
    seen: datetime | None = None,
) -> Stored[Appointment]:
    """The client takes another free time in place of this one; the same one twice is once.

    `seen`: the start on the page. Raises CannotMove, TimeChanged, NotTheirsToMove, CannotBook, NotOffered and
    SlotTaken: then the old time stands as it was.
    """
    with writing(episode.space, now=now) as work:
        stored = _open(keyholder, work, record, Role.CLIENT)
        before = stored.document
        if _is_moved_to(before, start):
            return stored
        _may_change(before, seen, now)
        if start == before.start or not is_there(keyholder, any_listing(keyholder, before.therapist), start):
            raise NotOffered
        release_all(appointment=before)
        booking = hold(therapist=before.therapist, start=start, now=now)
        return _moved(keyholder, work, stored, Offer(booking, start), words)


def offer_times(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    record: UUID,
    starts: Sequence[datetime],
    now: datetime,
    words: str = "",
    cancel_now: bool = False,
    seen: datetime | None = None,
) -> Stored[Appointment]:
    """The therapist offers up to three times in place of this one, each kept like a time that is asked for.

    `cancel_now`: the old time is given back at once; else it stands until the client has answered.
    `seen`: the old start on the page. Offered twice, they stand once.
    Raises CannotMove, TimeChanged, NotTheirsToMove, CannotBook, NotOffered, SlotTaken.
    """
    with writing(episode.space, now=now) as work:
        stored = _open(keyholder, work, record, Role.THERAPIST)
        before, chosen = stored.document, tuple(sorted(set(starts)))
        state = AppointmentState.CANCELLED if cancel_now else AppointmentState.CONFIRMED
        if chosen and (before.state, tuple(offer.start for offer in before.offers)) == (state, chosen):
            return stored
        _may_change(before, seen, now)
        if not 0 < len(chosen) <= MOST_OFFERS or before.start in chosen:
            raise NotOffered
        listing = any_listing(keyholder, before.therapist)
        if not all(is_there(keyholder, listing, start) for start in chosen):
            raise NotOffered  # nobody could take it
        _let_offers_go(before)
        if cancel_now:
            release(booking=before.booking)
        after = replace(
            before,
            offers=tuple(_offer(before, start, now) for start in chosen),
            state=state,
            cancelled_by=Role.THERAPIST if cancel_now else None,
        )
        told = Told(CANCELLED_OFFERED if cancel_now else OFFERED, (before.start, *chosen))
        return _put(keyholder, work, stored, after, told, words)


def _offer(appointment: Appointment, start: datetime, now: datetime) -> Offer:
    return Offer(hold(therapist=appointment.therapist, start=start, now=now, beside=appointment.booking), start)


def take_offer(
    *, keyholder: Keyholder, episode: CareEpisode, record: UUID, start: datetime, now: datetime
) -> Stored[Appointment]:
    """The client takes one of the times offered; it costs nothing. Pressed twice, it is taken once.

    Raises CannotMove, NotTheirsToMove, OfferChanged, CannotBook, NotOffered, SlotTaken: then all stays as it was.
    """
    with writing(episode.space, now=now) as work:
        stored = _open(keyholder, work, record, Role.CLIENT)
        before = stored.document
        if _is_moved_to(before, start):
            return stored
        offer = next((each for each in before.offers if each.start == start), None)
        if offer is None:
            raise OfferChanged
        if before.state is AppointmentState.CONFIRMED and before.start <= now:
            raise CannotMove
        if not is_there(keyholder, any_listing(keyholder, before.therapist), start):
            raise NotOffered
        release_all(appointment=before)
        return _moved(keyholder, work, stored, offer, "", asked=True)


def keep_time(*, keyholder: Keyholder, episode: CareEpisode, record: UUID, now: datetime) -> Stored[Appointment]:
    """The client takes none of the times offered: an old time that stands stays. Said twice, it is said once.

    Raises NotTheirsToMove and CannotBook.
    """
    with writing(episode.space, now=now) as work:
        stored = _open(keyholder, work, record, Role.CLIENT)
        before = stored.document
        if not before.offers:
            return stored
        _let_offers_go(before)
        told = Told(KEPT, (before.start,)) if before.stands else Told(NONE_FITS, (before.offers[-1].start,))
        return _put(keyholder, work, stored, replace(before, offers=()), told, "")


def _open(keyholder: Keyholder, work: Writing, record: UUID, role: Role) -> Stored[Appointment]:
    """The appointment as it is under the lock: the other may have ended it all since the page came."""
    stored = appointment_of(keyholder, work.space, record)
    if work.space.role is not role:
        raise NotTheirsToMove
    if not still_open(work=work):
        raise CannotBook
    return stored


def _may_change(appointment: Appointment, seen: datetime | None, now: datetime) -> None:
    if appointment.state is not AppointmentState.CONFIRMED or appointment.start <= now:
        raise CannotMove
    if seen not in (None, appointment.start):
        raise TimeChanged


def _is_moved_to(appointment: Appointment, start: datetime) -> bool:
    """Whether this very move was made already."""
    here = appointment.state is AppointmentState.CONFIRMED and appointment.start == start
    return here and bool(appointment.earlier) and not appointment.offers


def _moved(
    keyholder: Keyholder, work: Writing, stored: Stored[Appointment], to: Offer, words: str, asked: bool = False
) -> Stored[Appointment]:
    """`to`: a booking whose cells are its own already. `asked`: it was the therapist who wanted another time."""
    before, now = stored.document, work.now
    late = not asked and is_late(before.start, now)
    after = replace(
        before,
        booking=to.booking,
        start=to.start,
        state=AppointmentState.CONFIRMED,
        cancelled_by=None,
        offers=(),
        earlier=(*before.earlier, Earlier(before.start, Role.THERAPIST if asked else Role.CLIENT, late)),
    )
    confirm(appointment=after, now=now)
    return _put(keyholder, work, stored, after, Told(MOVED, (before.start, to.start)), words)


def _put(
    keyholder: Keyholder,
    work: Writing,
    stored: Stored[Appointment],
    after: Appointment,
    told: Told,
    words: str,
) -> Stored[Appointment]:
    put = work.replace(stored, after)
    note_times(work=work, times=(*_others(keyholder, work, stored.id), put), told=[told], words=words)
    return put


def _others(keyholder: Keyholder, work: Writing, record: UUID) -> Iterable[Stored[Appointment]]:
    return (each for each in appointments_in(keyholder, work.space) if each.id != record)


def _let_offers_go(appointment: Appointment) -> None:
    for offer in appointment.offers:
        release(booking=offer.booking)
