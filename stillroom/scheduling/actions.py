"""Taking times, giving them back, and the appointments that hold them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.base.ids import new_id
from stillroom.care.actions import end_episode
from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.core.slots.cells import cell_of
from stillroom.practice.queries import any_listing
from stillroom.scheduling.documents import Ahead, AheadItem, Appointment, AppointmentState
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.scheduling.queries import appointment_of, appointments_in, is_offered, is_there, opening_hours_of
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, writing
from stillroom.vault.spaces import OpenSpace

# How long a time asked for stays kept while nobody has answered.
LONGEST_HOLD = timedelta(hours=48)


class SlotTaken(Refused):
    """Somebody else has a cell of this session: the database's own key said so."""

    def __init__(self) -> None:
        super().__init__(_("Somebody took this time just before you. Please choose another."))


class NotOffered(Refused):
    """Outside of the therapist's hours, too soon, or over."""

    def __init__(self) -> None:
        super().__init__(_("This time is not offered any more. Please choose another."))


class CannotBook(Refused):
    """The episode has not begun or has ended."""

    def __init__(self) -> None:
        super().__init__(_("No new times can be booked here now."))


class CannotCancel(Refused):
    """It is over, or was cancelled before."""

    def __init__(self) -> None:
        super().__init__(_("This time is over or was cancelled already. There is nothing left to do."))


def hold(*, therapist: UUID, start: datetime, now: datetime) -> UUID:
    """Keeps a session's cells, buffers included, for 48 hours or until it starts; returns the booking's random id.

    Raises NotOffered and SlotTaken.
    """
    week = opening_hours_of(None, therapist)
    if week is None or not is_offered(None, week, start, now):
        raise NotOffered
    booking, until = new_id(), min(now + LONGEST_HOLD, start)
    _take(week, booking, week.cells(start, week.minutes), int(until.timestamp()), now)
    return booking


def _take(week: OpeningHours, booking: UUID, cells: range, held_until: int | None, now: datetime) -> None:
    """All cells or none. No look before: only the key on (therapist, cell) can tell who came first."""
    over = Q(held_until__lte=int(now.timestamp())) | Q(booking=booking)
    rows = [TakenCell(therapist=week.therapist, cell=c, booking=booking, held_until=held_until) for c in cells]
    try:
        with transaction.atomic():
            TakenCell.objects.filter(over, therapist=week.therapist, cell__range=(cells[0], cells[-1])).delete()
            TakenCell.objects.bulk_create(rows)
    except IntegrityError:
        raise SlotTaken from None


def confirm(*, appointment: Appointment, now: datetime) -> None:
    """Keeps the cells for good. Takes them anew where the hold was over. Raises SlotTaken, and NotOffered when past."""
    week = opening_hours_of(None, appointment.therapist)
    if week is None or appointment.start <= now:
        raise NotOffered
    _take(week, appointment.booking, week.cells(appointment.start, appointment.minutes), None, now)


def release(*, booking: UUID) -> None:
    """Gives a booking's cells back."""
    TakenCell.objects.filter(booking=booking).delete()


def forget_old_cells(*, now: datetime) -> int:
    """Deletes holds that are over and cells of days gone by: a calendar need not remember; how many."""
    yesterday = cell_of(now - timedelta(days=1))
    over = Q(held_until__lte=int(now.timestamp())) | Q(cell__lt=yesterday)
    deleted, _rows = TakenCell.objects.filter(over).delete()
    return deleted


def set_hours(*, week: OpeningHours) -> None:
    """Puts a checked week in place of the one before. Booked times stay as they are."""
    week.save()


def ask_for_time(
    *, keyholder: Keyholder, space: OpenSpace, therapist: UUID, start: datetime, medium: Medium, now: datetime
) -> Stored[Appointment]:
    """Holds a time and writes it down as asked for. Raises NotOffered and SlotTaken."""
    with transaction.atomic():
        asked = _held(therapist, start, medium, now)
        return _add(keyholder, space, asked, now)


def book(
    *, keyholder: Keyholder, episode: CareEpisode, start: datetime, medium: Medium, now: datetime
) -> Stored[Appointment]:
    """A time that stands at once, for two who have begun; the same one twice stands once.

    Raises CannotBook, NotOffered and SlotTaken.
    """
    with transaction.atomic():
        # As it is under the lock: the other may have ended it, or this very time been booked, since the page came.
        episode = episode_of(keyholder, episode.id)
        if not episode.is_open:
            raise CannotBook
        for known in appointments_in(keyholder, episode.space):
            if known.document.start == start and known.document.state is AppointmentState.CONFIRMED:
                return known
        if not is_there(keyholder, any_listing(keyholder, episode.episode.therapist), start):
            raise NotOffered
        asked = _held(episode.episode.therapist, start, medium, now)
        confirm(appointment=asked, now=now)
        return _add(keyholder, episode.space, replace(asked, state=AppointmentState.CONFIRMED), now)


def _held(therapist: UUID, start: datetime, medium: Medium, now: datetime) -> Appointment:
    week = opening_hours_of(None, therapist)
    if week is None:
        raise NotOffered
    booking = hold(therapist=therapist, start=start, now=now)
    return Appointment(booking, therapist, start, week.minutes, medium, AppointmentState.ASKED)


def _add(keyholder: Keyholder, space: OpenSpace, appointment: Appointment, now: datetime) -> Stored[Appointment]:
    with writing(space, now=now) as work:
        known = appointments_in(keyholder, work.space)
        added = work.add(appointment)
        work.cover(_ahead((*known, added), now))
    return added


def settle_asked(*, keyholder: Keyholder, space: OpenSpace, now: datetime) -> tuple[Stored[Appointment], ...]:
    """The therapist has said yes: every time asked for stands from now on, or has lapsed where it was gone."""
    return _change_all(keyholder, space, lambda appointment: _settled(appointment, now), now)


def _settled(appointment: Appointment, now: datetime) -> Appointment:
    if appointment.state is not AppointmentState.ASKED:
        return appointment
    try:
        confirm(appointment=appointment, now=now)
    except (SlotTaken, NotOffered):
        release(booking=appointment.booking)
        return replace(appointment, state=AppointmentState.LAPSED)
    return replace(appointment, state=AppointmentState.CONFIRMED)


def give_back_all(*, keyholder: Keyholder, space: OpenSpace, now: datetime) -> tuple[Stored[Appointment], ...]:
    """A no, or the end: every time ahead is cancelled and free for others."""
    return _change_all(keyholder, space, lambda appointment: _given_back(appointment, space.role, now), now)


def _given_back(appointment: Appointment, by: Role, now: datetime) -> Appointment:
    if not appointment.stands or appointment.end <= now:
        return appointment
    release(booking=appointment.booking)
    return replace(appointment, state=AppointmentState.CANCELLED, cancelled_by=by)


def _change_all(
    keyholder: Keyholder, space: OpenSpace, change: Callable[[Appointment], Appointment], now: datetime
) -> tuple[Stored[Appointment], ...]:
    with writing(space, now=now) as work:
        after = []
        for stored in appointments_in(keyholder, work.space):
            changed = change(stored.document)
            after.append(stored if changed == stored.document else work.replace(stored, changed))
        if after:
            work.cover(_ahead(after, now))
    return tuple(after)


def cancel(*, keyholder: Keyholder, episode: CareEpisode, record: UUID, now: datetime) -> Stored[Appointment]:
    """Either of the two; twice is once. Raises CannotCancel, and Hidden for a record that is not there."""
    with writing(episode.space, now=now) as work:
        stored = appointment_of(keyholder, work.space, record)
        if stored.document.cancelled_by is work.space.role and stored.document.start > now:
            return stored
        changed = _given_back(stored.document, work.space.role, now)
        if changed == stored.document:
            raise CannotCancel
        cancelled = work.replace(stored, changed)
        others = (each for each in appointments_in(keyholder, work.space) if each.id != record)
        work.cover(_ahead((*others, cancelled), now))
    return cancelled


def _ahead(appointments: Iterable[Stored[Appointment]], now: datetime) -> Ahead:
    known = sorted(appointments, key=lambda each: each.document.start)
    coming = (each for each in known if each.document.stands and each.document.end > now)
    over = (each for each in known if each.document.state is AppointmentState.CONFIRMED and each.document.end <= now)
    return Ahead(tuple(_item(each) for each in coming), sum(1 for _each in over))


def _item(stored: Stored[Appointment]) -> AheadItem:
    appointment = stored.document
    return AheadItem(stored.id, appointment.start, appointment.minutes, appointment.medium, appointment.state)


def end_care(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> CareEpisode:
    """Ends an episode and gives back every time ahead, both or neither. Raises what `end_episode` raises."""
    with transaction.atomic():
        give_back_all(keyholder=keyholder, space=episode.space, now=now)
        return end_episode(keyholder=keyholder, episode=episode, now=now)
