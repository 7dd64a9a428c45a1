"""Asking for times, booking and cancelling them, and the end: the appointments that hold cells."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.care.actions import end_episode
from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.care.telling import Told
from stillroom.practice.queries import any_listing
from stillroom.scheduling.actions.noting import note_times
from stillroom.scheduling.actions.taking import NotOffered, SlotTaken, confirm, hold, release, release_all
from stillroom.scheduling.documents import CANCELLED, Appointment, AppointmentState
from stillroom.scheduling.policy import is_late
from stillroom.scheduling.queries import appointment_of, appointments_in, is_there, opening_hours_of
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, writing
from stillroom.vault.spaces import OpenSpace


class CannotBook(Refused):
    """The episode has not begun or has ended."""

    def __init__(self) -> None:
        super().__init__(_("No new times can be booked here now."))


class CannotCancel(Refused):
    """It is over, or was cancelled before."""

    def __init__(self) -> None:
        super().__init__(_("This time is over or was cancelled already. There is nothing left to do."))


class TimeChanged(Refused):
    """What was on the page is not what this appointment is by now: nothing is done to a time that nobody has seen."""

    def __init__(self) -> None:
        super().__init__(_("This time was moved meanwhile. Nothing was done. Please look at the new one first."))


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
        note_times(work=work, times=(*known, added))
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
    return _change_all(
        keyholder, space, lambda appointment: given_back(appointment=appointment, by=space.role, now=now), now
    )


def given_back(*, appointment: Appointment, by: Role, now: datetime) -> Appointment:
    """Cancelled, its cells and those of its offers free; one that is over, or was cancelled, stays as it is."""
    over = not appointment.stands or appointment.end <= now
    if over and not appointment.offers:
        return appointment
    release_all(appointment=appointment)
    alone = replace(appointment, offers=())
    return alone if over else _cancelled(alone, by, now)


def _cancelled(appointment: Appointment, by: Role, now: datetime) -> Appointment:
    late = by is Role.CLIENT and appointment.state is AppointmentState.CONFIRMED and is_late(appointment.start, now)
    return replace(appointment, state=AppointmentState.CANCELLED, cancelled_by=by, late=late)


def _change_all(
    keyholder: Keyholder, space: OpenSpace, change: Callable[[Appointment], Appointment], now: datetime
) -> tuple[Stored[Appointment], ...]:
    with writing(space, now=now) as work:
        after = []
        for stored in appointments_in(keyholder, work.space):
            changed = change(stored.document)
            after.append(stored if changed == stored.document else work.replace(stored, changed))
        if after:
            note_times(work=work, times=after)
    return tuple(after)


def cancel(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    record: UUID,
    now: datetime,
    words: str = "",
    seen: datetime | None = None,
) -> Stored[Appointment]:
    """Either of the two; the other is told, with `words` or none; twice is once. `seen`: the start on the page.

    Raises CannotCancel, TimeChanged, and Hidden for a record that is not there.
    """
    with writing(episode.space, now=now) as work:
        stored = appointment_of(keyholder, work.space, record)
        if stored.document.cancelled_by is work.space.role and stored.document.start > now:
            return stored
        if not stored.document.stands:
            raise CannotCancel
        if seen not in (None, stored.document.start):
            raise TimeChanged
        changed = given_back(appointment=stored.document, by=work.space.role, now=now)
        if changed.stands:
            raise CannotCancel
        cancelled = work.replace(stored, changed)
        others = (each for each in appointments_in(keyholder, work.space) if each.id != record)
        told = Told(CANCELLED, (stored.document.start,))
        note_times(work=work, times=(*others, cancelled), told=[told], words=words)
    return cancelled


def end_care(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> CareEpisode:
    """Ends an episode and gives back every time ahead, both or neither. Raises what `end_episode` raises."""
    with transaction.atomic():
        give_back_all(keyholder=keyholder, space=episode.space, now=now)
        return end_episode(keyholder=keyholder, episode=episode, now=now)
