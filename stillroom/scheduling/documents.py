"""Appointments: sealed, with the booking id that alone leads to the taken cells."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.care.documents import BOTH, Medium
from stillroom.vault.covers import Cover
from stillroom.vault.documents import Role, SpaceKind, cover_section, document


class AppointmentState(StrEnum):
    """LAPSED: the therapist answered after the time asked for had gone to somebody else, or by."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


@document("scheduling.appointment", spaces={SpaceKind.CARE}, writers=BOTH, title=_("A time to meet"))
@dataclass(frozen=True, slots=True)
class Appointment:
    """`therapist`: public id in the directory. `start`: aware UTC. `cancelled_by`: whose wish it was, if cancelled."""

    booking: UUID
    therapist: UUID
    start: datetime
    minutes: int
    medium: Medium
    state: AppointmentState
    cancelled_by: Role | None = None

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def stands(self) -> bool:
        return self.state in (AppointmentState.ASKED, AppointmentState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class AheadItem:
    """`record`: the appointment's document in the same space."""

    record: UUID
    start: datetime
    minutes: int
    medium: Medium
    state: AppointmentState

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)


@cover_section("appointments")
@dataclass(frozen=True, slots=True)
class Ahead:
    """What home pages show of the calendar: times that stand, soonest first, and how many confirmed ones are over.

    As of the last write: `ahead_of` knows what has passed since.
    """

    appointments: tuple[AheadItem, ...] = ()
    done: int = 0


def ahead_of(cover: Cover, now: datetime) -> Ahead:
    """A cover's section as it is at `now`: what has ended since it was written has moved to `done`."""
    ahead = cover.get(Ahead) or Ahead()
    coming = tuple(item for item in ahead.appointments if item.end > now)
    over = (item for item in ahead.appointments if item.end <= now and item.state is AppointmentState.CONFIRMED)
    return Ahead(coming, ahead.done + sum(1 for _item in over))
