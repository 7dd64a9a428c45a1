"""What staff did, for the stewards' page. Who may look is decided by the room whose page it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from stillroom.base.ordering import alphabetical
from stillroom.events.kinds import SENTENCES
from stillroom.events.models import StaffEvent

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Noted:
    """One event: `sentence` says what was done to `subject`, `who` did it (empty: the program itself)."""

    sentence: str
    subject: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some of them. `number` counts from 0; `count` is of all that fit the filter, on every page."""

    events: tuple[Noted, ...]
    number: int
    count: int

    @property
    def last(self) -> int:
        return max(0, (self.count - 1) // A_PAGE)


def _noted(row: StaffEvent) -> Noted:
    """A kind that this version no longer knows is shown as it was written."""
    return Noted(str(SENTENCES.get(row.kind, row.kind)), row.subject, row.who, row.at)


def page_of_events(keyholder: object, *, kind: str = "", who: str | None = None, number: int = 0) -> Page:
    """The newest first. `kind`: only of this one; `who`: only what this person did ("": the program itself).

    A number past the last page gives the last one.
    """
    rows = StaffEvent.objects.order_by("-at", "id")
    if kind:
        rows = rows.filter(kind=kind)
    if who is not None:
        rows = rows.filter(who=who)
    count = rows.count()
    number = max(0, min(number, (count - 1) // A_PAGE))
    return Page(tuple(map(_noted, rows[number * A_PAGE : (number + 1) * A_PAGE])), number, count)


def kinds_noted(keyholder: object) -> Mapping[str, str]:
    """The kinds that have occurred, with their sentences, in the order of these."""
    found = StaffEvent.objects.order_by().values_list("kind", flat=True).distinct()
    return dict(
        sorted(((kind, str(SENTENCES.get(kind, kind))) for kind in found), key=lambda pair: alphabetical(pair[1]))
    )


def who_acted(keyholder: object) -> tuple[str, ...]:
    """Everybody who did anything, by name; the program itself, "", comes first."""
    return tuple(sorted(StaffEvent.objects.order_by().values_list("who", flat=True).distinct(), key=alphabetical))
