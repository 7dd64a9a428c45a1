"""Single days of a therapist's calendar: off, with hours of their own, or cancelled with a message to each.

A day is cancelled person by person, each in one transaction: whoever was told was cancelled, and whoever was not is as
they were. Doing it again does the rest.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.care.telling import Told
from stillroom.scheduling.actions.booking import given_back
from stillroom.scheduling.actions.noting import note_times
from stillroom.scheduling.documents import DAY_CANCELLED, DAY_CANCELLED_CHOOSE, Appointment
from stillroom.scheduling.models import OpeningHours, Spans, days_text
from stillroom.scheduling.queries import appointments_in, people_on
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, writing
from stillroom.vault.spaces import Tampered, open_space

MOST_DAYS = 100


class NoWeekYet(Refused):
    def __init__(self) -> None:
        super().__init__(_("First say when people can book in a usual week. Then single days can differ from it."))


class TooManyDays(Refused):
    def __init__(self) -> None:
        super().__init__(_("A hundred single days are kept at most. For longer times, say that you are away."))


@dataclass(frozen=True, slots=True)
class DayCancelled:
    """`told`: how many people were cancelled and told. `left`: names of those where that could not be done."""

    told: int
    left: tuple[str, ...]


def set_day(*, therapist: UUID, day: date, spans: Spans, now: datetime) -> None:
    """A single day with these hours, or off (no spans). Booked times stay. Raises NoWeekYet and TooManyDays."""
    _change_days(therapist, now, {day: spans})


def clear_day(*, therapist: UUID, day: date, now: datetime) -> None:
    """The day is like the week again; no error when it was. Raises NoWeekYet."""
    _change_days(therapist, now, {day: None})


def _change_days(therapist: UUID, now: datetime, changes: Mapping[date, Spans | None]) -> None:
    """Under the lock, so that two windows lose no day. Days gone by are forgotten."""
    with transaction.atomic():
        week = OpeningHours.objects.select_for_update().filter(therapist=therapist).first()
        if week is None:
            raise NoWeekYet
        today = now.astimezone(ZoneInfo(week.zone)).date()
        days = {**week.single_days, **changes}
        kept = {day: spans for day, spans in days.items() if spans is not None and day >= today}
        if len(kept) > MOST_DAYS:
            raise TooManyDays
        OpeningHours.objects.filter(therapist=therapist).update(days=days_text(kept))


def cancel_day(
    *,
    keyholder: Keyholder,
    therapist: UUID,
    day: date,
    words: str,
    lines: Mapping[UUID, str],
    choose: bool,
    now: datetime,
) -> DayCancelled:
    """Makes the day a day off, then cancels each person's times of it and tells them, one transaction a person.

    `words`: to all; `lines`: to one, by space. `choose`: asks them to choose a new time. Raises NoWeekYet.
    """
    # Off first: whoever books at this moment is either seen below, or finds the day closed.
    set_day(therapist=therapist, day=day, spans=(), now=now)
    zone, told = OpeningHours.objects.get(therapist=therapist).zone, 0
    left: list[str] = []
    for person in people_on(keyholder, day, zone, now):
        said = "\n\n".join(filter(None, (words, lines.get(person.space, ""))))
        done = False
        with suppress(Hidden, Tampered):
            done = _cancel_for(keyholder, person.space, day, zone, said, choose, now)
        told, left = told + done, left if done else [*left, person.called]
    return DayCancelled(told, tuple(left))


def _cancel_for(
    keyholder: Keyholder, space: UUID, day: date, zone: str, words: str, choose: bool, now: datetime
) -> bool:
    """Whether there was anything: this person's times of the day cancelled and told, or all as it was."""
    with writing(open_space(keyholder, space), now=now) as work:
        times = appointments_in(keyholder, work.space)
        gone = [stored for stored in times if stored.document.stands_on(day, zone, now)]
        if not gone:
            return False
        after = [_cancelled(work, stored) if stored in gone else stored for stored in times]
        told = Told(DAY_CANCELLED_CHOOSE if choose else DAY_CANCELLED, tuple(each.document.start for each in gone))
        note_times(work=work, times=after, told=[told], words=words)
    return True


def _cancelled(work: Writing, stored: Stored[Appointment]) -> Stored[Appointment]:
    return work.replace(stored, given_back(appointment=stored.document, by=Role.THERAPIST, now=work.now))
