"""The people in somebody's care, in the order and the groups in which they are looked at. Values in, values out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from stillroom.base.ordering import alphabetical
from stillroom.care.documents import State
from stillroom.desk.documents import Order, Show, View
from stillroom.desk.seams import Trend
from stillroom.safety.documents import Raised
from stillroom.scheduling.documents import AheadItem

IN_CARE = (State.ACTIVE, State.INVITED)
WEEK, MONTH = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for the therapist with one person. `unsigned`: the session whose note is the oldest without a
    signature, and how many there are. `answer`: the plan waits for the therapist's yes; `review`: it is overdue.
    `look`: it does not get better as it should, and the therapist has said nothing about it."""

    flag: Raised | None = None
    unread: int = 0
    unsigned: tuple[UUID, int] | None = None
    review: bool = False
    measures: bool = False
    answer: bool = False
    look: bool = False

    @property
    def anything(self) -> bool:
        return bool(
            self.flag or self.unread or self.unsigned or self.review or self.measures or self.answer or self.look
        )


@dataclass(frozen=True, slots=True)
class Person:
    """One person by the name they chose. `next`: the next time; `goals`: in their words; `written`, `met`: when there
    was last a message of either, and a session."""

    space: UUID
    called: str
    pronouns: str
    state: State
    next: AheadItem | None
    trend: Trend | None
    goals: tuple[str, ...]
    written: datetime | None
    met: datetime | None
    waits: Waits

    @property
    def contact(self) -> datetime | None:
        return max((at for at in (self.written, self.met) if at), default=None)


class Under(StrEnum):
    """What a group stands under; NOTHING to say of one that is all there is."""

    NOTHING = ""
    WAITS = "waits"
    QUIET = "quiet"
    SOON = "soon"
    LATER = "later"
    UNBOOKED = "unbooked"
    WEEK = "week"
    MONTH = "month"
    LONGER = "longer"
    WORSE = "worse"
    STEADY = "steady"
    BETTER = "better"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Group:
    under: Under
    people: tuple[Person, ...]


def shown(people: Iterable[Person], view: View) -> tuple[Person, ...]:
    """Those whom `view` asks for. Who is no longer in care stands with the others as long as something waits."""
    found = (each for each in people if _is_shown(each, view.show))
    wanted = alphabetical(view.name.strip())[0]
    return tuple(each for each in found if not wanted or wanted in alphabetical(each.called)[0])


def _is_shown(person: Person, show: Show) -> bool:
    here = person.state in IN_CARE
    match show:
        case Show.WAITS:
            return person.waits.anything
        case Show.UNBOOKED:
            return here and person.next is None
        case Show.ENDED:
            return not here
        case Show.ALL:
            return here or person.waits.anything


def grouped(people: Sequence[Person], order: Order, now: datetime) -> tuple[Group, ...]:
    """Groups without anybody are left out."""
    heads, under_of, rank_of = _ORDERS[order]
    ranked = sorted(people, key=lambda person: (*rank_of(person), alphabetical(person.called), person.space))
    found: dict[Under, list[Person]] = {head: [] for head in heads}
    for person in ranked:
        found[under_of(person, now)].append(person)
    return tuple(Group(head, tuple(several)) for head, several in found.items() if several)


def _by_waits(person: Person, now: datetime) -> Under:
    return Under.WAITS if person.waits.anything else Under.QUIET


def _by_next(person: Person, now: datetime) -> Under:
    if person.next is None:
        return Under.UNBOOKED
    return Under.SOON if person.next.start < now + WEEK else Under.LATER


def _by_contact(person: Person, now: datetime) -> Under:
    if person.contact is None or person.contact < now - MONTH:
        return Under.LONGER
    return Under.WEEK if person.contact >= now - WEEK else Under.MONTH


def _by_trend(person: Person, now: datetime) -> Under:
    return Under(person.trend.way) if person.trend and person.trend.way else Under.UNKNOWN


def _pressing(person: Person) -> tuple[float, ...]:
    """Flags by their deadline before all else."""
    due = person.waits.flag.due if person.waits.flag else None
    return (due.timestamp() if due else 0.0,) if person.waits.flag else (float("inf"),)


def _soonest(person: Person) -> tuple[float, ...]:
    return (person.next.start.timestamp() if person.next else 0.0,)


def _longest_ago(person: Person) -> tuple[float, ...]:
    return (person.contact.timestamp() if person.contact else 0.0,)


def _nothing(person: Person) -> tuple[float, ...]:
    return ()


Under_of = Callable[[Person, datetime], Under]
Rank_of = Callable[[Person], tuple[float, ...]]
_ORDERS: Mapping[Order, tuple[tuple[Under, ...], Under_of, Rank_of]] = MappingProxyType(
    {
        Order.WAITS: ((Under.WAITS, Under.QUIET), _by_waits, _pressing),
        Order.NAME: ((Under.NOTHING,), lambda person, now: Under.NOTHING, _nothing),
        Order.NEXT: ((Under.SOON, Under.LATER, Under.UNBOOKED), _by_next, _soonest),
        Order.CONTACT: ((Under.LONGER, Under.MONTH, Under.WEEK), _by_contact, _longest_ago),
        Order.TREND: ((Under.WORSE, Under.STEADY, Under.BETTER, Under.UNKNOWN), _by_trend, _nothing),
    }
)
