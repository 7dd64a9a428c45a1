"""Appointments: sealed, with the booking id that alone leads to the taken cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from stillroom.care.documents import BOTH, Medium
from stillroom.care.telling import Told, define_told
from stillroom.vault.covers import Cover
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document


class AppointmentState(StrEnum):
    """LAPSED: the therapist answered after the time asked for had gone to somebody else, or by."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


MOVED = define_told(
    "scheduling.moved",
    mine=_("You moved your time. It was %(first)s. Now it is %(last)s."),
    theirs=_("%(other)s moved your time. It was %(first)s. Now it is %(last)s."),
)
OFFERED = define_told(
    "scheduling.offered",
    mine=_("You asked to move %(first)s. You offered: %(rest)s. Until there is an answer, the old time stands."),
    theirs=_("%(other)s asks to move %(first)s. You can choose: %(rest)s. Until you answer, the old time stands."),
)
CANCELLED_OFFERED = define_told(
    "scheduling.cancelled-offered",
    mine=_("You cancelled %(first)s. You offered: %(rest)s."),
    theirs=_("%(other)s cannot keep %(first)s. It is cancelled and costs you nothing. You can choose: %(rest)s."),
)
CANCELLED = define_told(
    "scheduling.cancelled",
    mine=_("You cancelled %(first)s."),
    theirs=_("%(other)s cancelled %(first)s."),
)
DAY_CANCELLED = define_told(
    "scheduling.day-cancelled",
    mine=_("You cancelled %(times)s."),
    theirs=_("%(other)s cannot work on this day, and cancelled %(times)s. It costs you nothing."),
)
DAY_CANCELLED_CHOOSE = define_told(
    "scheduling.day-cancelled-choose",
    mine=_("You cancelled %(times)s and asked them to choose a new time."),
    theirs=_(
        "%(other)s cannot work on this day, and cancelled %(times)s. It costs you nothing. Please choose a new time"
        " whenever you like."
    ),
)
AWAY_CANCELLED = define_told(
    "scheduling.away-cancelled",
    mine=_("You are away, and cancelled %(times)s."),
    theirs=_("%(other)s is away then, and cancelled %(times)s. It costs you nothing."),
)
KEPT = define_told(
    "scheduling.kept",
    mine=_("You keep the old time: %(first)s."),
    theirs=_("%(other)s keeps the old time: %(first)s."),
)
NONE_FITS = define_told(
    "scheduling.none-fits",
    mine=_("None of the times that were offered fits you."),
    theirs=_("None of the times that you offered fits %(other)s."),
)


def is_ahead_on(start: datetime, day: date, zone: str, now: datetime) -> bool:
    return start > now and start.astimezone(ZoneInfo(zone)).date() == day


ELSEWHERE = define_told(
    "scheduling.elsewhere",
    mine=_("You said that you would like to see somebody else."),
    theirs=_("%(other)s would like to see somebody else."),
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A start that an appointment had before it was moved. `late`: later than the practice lets one move for free."""

    start: datetime
    by: Role
    late: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A time in place of this one, kept under a booking of its own until the client has answered."""

    booking: UUID
    start: datetime


@document(
    "scheduling.appointment",
    spaces={SpaceKind.CARE},
    writers=BOTH,
    title=_("A time to meet"),
    upgraders=(dict,),  # version 1 did not move
)
@dataclass(frozen=True, slots=True)
class Appointment:
    """`therapist`: public id in the directory. `start`: aware UTC. `cancelled_by`: whose wish it was, if cancelled.

    `earlier`: where it was before, oldest first. `offers`: what the therapist offers in its place. `late`: cancelled
    by the client later than the practice lets one cancel for free.
    """

    booking: UUID
    therapist: UUID
    start: datetime
    minutes: int
    medium: Medium
    state: AppointmentState
    cancelled_by: Role | None = None
    earlier: tuple[Earlier, ...] = ()
    offers: tuple[Offer, ...] = ()
    late: bool = False

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def stands(self) -> bool:
        return self.state in (AppointmentState.ASKED, AppointmentState.CONFIRMED)

    def has_begun(self, now: datetime) -> bool:
        """Whether the two met, or meet just now, for all that is known here."""
        return self.state is AppointmentState.CONFIRMED and self.start <= now

    def stands_on(self, day: date, zone: str, now: datetime) -> bool:
        """Whether it stands and is still ahead, on that date by the clock of `zone`."""
        return self.stands and is_ahead_on(self.start, day, zone, now)

    def offers_at(self, now: datetime) -> tuple[Offer, ...]:
        """Those that can still be taken."""
        return tuple(offer for offer in self.offers if offer.start > now)


@document(
    "scheduling.beside",
    spaces={SpaceKind.JOURNAL},
    writers={Role.CLIENT},
    amend=Amend.AUTHOR,
    title=_("Whom you keep beside somebody else"),
)
@dataclass(frozen=True, slots=True)
class KeptBeside:
    """Episodes that their client keeps open beside a newer one: not asked about again. In their own space, because an
    earlier therapist need not know of a new one. `spaces`: those of the earlier episodes."""

    spaces: tuple[UUID, ...]


@cover_section("beside")
@dataclass(frozen=True, slots=True)
class Beside:
    """The same for the home page."""

    spaces: tuple[UUID, ...] = ()


# Sessions gone by that a cover remembers: about three months of one a week.
REMEMBERED = 12
NEWS = 3


@dataclass(frozen=True, slots=True)
class AheadItem:
    """`record`: the appointment's document in the same space. `offers`: starts that the client can take instead."""

    record: UUID
    start: datetime
    minutes: int
    medium: Medium
    state: AppointmentState
    offers: tuple[datetime, ...] = ()

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    def asks(self, now: datetime) -> bool:
        """Whether the client is still asked to choose: not once the old time has begun after all."""
        ahead = self.start > now or self.state is AppointmentState.CANCELLED
        return ahead and any(start > now for start in self.offers)


@dataclass(frozen=True, slots=True)
class News:
    """What one of the two has done with a time, for the other's home page."""

    by: Role
    told: Told


@cover_section("appointments")
@dataclass(frozen=True, slots=True)
class Ahead:
    """What home pages show of the calendar: times that stand, soonest first, and how many confirmed ones are over.

    `over`: the last few of those, oldest first. `offered`: times of which the client is asked to choose others.
    As of the last write: `ahead_of` knows what has passed since.
    """

    appointments: tuple[AheadItem, ...] = ()
    done: int = 0
    over: tuple[AheadItem, ...] = ()
    offered: tuple[AheadItem, ...] = ()
    news: tuple[News, ...] = ()


def ahead_of(cover: Cover, now: datetime) -> Ahead:
    """A cover's section as it is at `now`: what has ended since it was written has moved to `over`."""
    ahead = cover.get(Ahead) or Ahead()
    coming = tuple(item for item in ahead.appointments if item.end > now)
    over = _confirmed(item for item in ahead.appointments if item.end <= now)
    return Ahead(
        appointments=coming,
        done=ahead.done + len(over),
        over=(*ahead.over, *over)[-REMEMBERED:],
        offered=tuple(item for item in ahead.offered if item.asks(now)),
        news=_fresh(ahead.news, now),
    )


def ahead_from(items: Iterable[AheadItem], news: tuple[News, ...], now: datetime) -> Ahead:
    """The section anew, from all appointments that there ever were."""
    known = sorted(items, key=lambda item: item.start)
    over = _confirmed(item for item in known if item.end <= now)
    stands = (AppointmentState.ASKED, AppointmentState.CONFIRMED)
    return Ahead(
        appointments=tuple(item for item in known if item.state in stands and item.end > now),
        done=len(over),
        over=over[-REMEMBERED:],
        offered=tuple(item for item in known if item.asks(now)),
        news=_fresh(news, now)[-NEWS:],
    )


def _confirmed(items: Iterable[AheadItem]) -> tuple[AheadItem, ...]:
    return tuple(item for item in items if item.state is AppointmentState.CONFIRMED)


def _fresh(news: tuple[News, ...], now: datetime) -> tuple[News, ...]:
    """Without what was done with times that have passed."""
    return tuple(each for each in news if max(each.told.times, default=now) > now)
