"""The people in a therapist's care, from covers alone: no more queries for many than for one."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.assessments.queries import measures_of
from stillroom.assessments.readings import Measure
from stillroom.assessments.signs import looks_for
from stillroom.base.errors import Hidden
from stillroom.care.documents import Standing, State
from stillroom.care.queries import episodes_of
from stillroom.desk.documents import NAME_LASTS, View
from stillroom.desk.people import IN_CARE, Group, Person, Waits, grouped, shown
from stillroom.desk.seams import measures_due, plan_in, trend_in
from stillroom.messaging.documents import Count
from stillroom.messaging.queries import Unread, unread_of
from stillroom.notes.queries import Unsigned, unsigned_notes
from stillroom.safety.documents import Raised
from stillroom.scheduling.documents import ahead_of
from stillroom.vault.covers import Cover
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import latest
from stillroom.vault.spaces import OpenSpace, Tampered, own_space

BEGUN = (State.INVITED, State.ACTIVE, State.ENDED)


@dataclass(frozen=True, slots=True)
class Caseload:
    """`total`: everybody in care; `waiting`: of all, with how many something waits; `groups`: those whom `view` asks
    for. `harmed`: names of those whose space was changed past the product."""

    view: View
    groups: tuple[Group, ...]
    total: int
    waiting: int
    harmed: tuple[str, ...]

    @property
    def count(self) -> int:
        return sum(len(group.people) for group in self.groups)


def caseload(keyholder: Keyholder, now: datetime) -> Caseload:
    """Six queries with the one that the session takes, whatever the number of people. Raises Hidden."""
    own = _own(keyholder)
    covers = episodes_of(keyholder)
    unread = unread_of(keyholder, covers, own) if own else ()
    people = people_in(keyholder, covers, unread, unsigned_notes(keyholder, covers, now), now, trends=True)
    view = _view_in(own, now)
    return Caseload(
        view=view,
        groups=grouped(shown(people, view), view.order, now),
        total=sum(person.state in IN_CARE for person in people),
        waiting=sum(person.waits.anything for person in people),
        harmed=tuple(cover.label for cover in covers if cover.harmed),
    )


def _own(keyholder: Keyholder) -> OpenSpace | None:
    """None where it is harmed: the people in care can still be found. Raises Hidden for anybody but a therapist."""
    try:
        return own_space(keyholder, SpaceKind.DESK)
    except Tampered:
        return None


def _view_in(own: OpenSpace | None, now: datetime) -> View:
    stored = None
    with suppress(Tampered, Hidden):
        stored = latest(own, View) if own else None
    if stored is None:
        return View()
    kept = stored.document
    return kept if now < stored.at + NAME_LASTS else View(kept.order, kept.show, keys=kept.keys)


def people_in(
    keyholder: Keyholder,
    covers: Iterable[Cover],
    unread: Iterable[Unread],
    unsigned: Iterable[Unsigned],
    now: datetime,
    *,
    trends: bool,
) -> tuple[Person, ...]:
    """Everybody with whom care was offered, has begun or has ended, with what waits. `trends`: to be worked out too."""
    new = {each.space: each.count for each in unread}
    notes: dict[UUID, list[Unsigned]] = {}
    for each in unsigned:
        notes.setdefault(each.space, []).append(each)
    return tuple(
        _person(
            keyholder,
            cover,
            standing,
            measures_of(keyholder, cover),
            trends,
            new.get(cover.space, 0),
            notes.get(cover.space, []),
            now,
        )
        for cover in covers
        if (standing := cover.get(Standing)) and standing.state in BEGUN
    )


def _person(
    keyholder: Keyholder,
    cover: Cover,
    standing: Standing,
    found: Sequence[Measure],
    trends: bool,
    unread: int,
    unsigned: Sequence[Unsigned],
    now: datetime,
) -> Person:
    ahead, plan = ahead_of(cover, now), plan_in(cover, now)
    raised, count = cover.get(Raised), cover.get(Count)
    here = standing.state is State.ACTIVE
    return Person(
        space=cover.space,
        called=standing.called,
        pronouns=standing.pronouns,
        state=standing.state,
        next=ahead.appointments[0] if ahead.appointments else None,
        trend=trend_in(found) if trends else None,
        goals=plan.goals,
        written=count.last_at if count else None,
        met=ahead.over[-1].start if ahead.over else None,
        waits=Waits(
            flag=raised if raised and raised.open else None,
            unread=unread,
            unsigned=(unsigned[0].session, len(unsigned)) if unsigned else None,
            review=here and plan.overdue,
            measures=here and measures_due(cover, now),
            answer=here and plan.answer,
            look=here and looks_for(keyholder, cover, Role.THERAPIST, now, found),
        ),
    )
