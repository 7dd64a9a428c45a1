"""A plan: goals in the client's own words, how they are worked on, agreed by both, rated by the client (ADR 33)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile

from django.utils.translation import gettext_lazy as _

from stillroom.vault.documents import Role, SpaceKind, cover_section, document

BOTH = frozenset({Role.CLIENT, Role.THERAPIST})
KEPT_VERSIONS = 20


class Modality(StrEnum):
    """The way of working that something belongs to. EMDR and trauma work begin only when their therapist says so."""

    TALK = "talk"
    CBT = "cbt"
    DBT = "dbt"
    ACT = "act"
    TRAUMA = "trauma"
    EMDR = "emdr"
    OTHER = "other"


class Close(StrEnum):
    """Why a goal is worked on no more."""

    REACHED = "reached"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Step:
    """`done_at`: aware UTC, or None while it is open. `who` does it, `due`: by which day, if one was said.

    `exercise`: the name of one of the toolkit's, or "".
    """

    words: str
    done_at: datetime | None = None
    who: Role = Role.CLIENT
    due: date | None = None
    exercise: str = ""

    @property
    def what(self) -> tuple[str, str]:
        """The same for the same step: an exercise is itself by whatever name, also in another language."""
        return (self.exercise, "" if self.exercise else self.words)


@dataclass(frozen=True, slots=True)
class Objective:
    """What would show it: something seen or done, how it is measured, where it stands and is to stand, by when."""

    words: str
    measure: str = ""
    start: str = ""
    target: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Intervention:
    """What is done in sessions. `often`: in words, such as "each week until spring"."""

    words: str
    modality: Modality = Modality.TALK
    often: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """0 (not at all there) to 10 (fully there); of levels -2 to 2."""

    at: datetime
    value: int


@dataclass(frozen=True, slots=True)
class Wording:
    """All of a goal that both say yes to. Of steps: whether they are done does not count.

    `levels`: what each of five outcomes would look like, from much less than hoped (-2) to much more (2), or none
    (goal attainment scaling, Kiresuk & Sherman 1968, 10.1007/BF01530764).
    """

    words: str
    steps: tuple[Step, ...] = ()
    problem: str = ""
    objectives: tuple[Objective, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreed:
    """A version that both said yes to, and when the second did."""

    at: datetime
    wording: Wording


def kept(versions: Sequence[Agreed]) -> tuple[Agreed, ...]:
    """Without the oldest one, once there are too many; but never without the first of all and the one that began
    today's levels: from them on is counted when the two agreed, and which ratings belong to these levels."""
    if len(versions) <= KEPT_VERSIONS:
        return tuple(versions)
    levels = versions[-1].wording.levels
    same = sum(1 for _each in takewhile(lambda each: each.wording.levels == levels, reversed(versions)))
    oldest = 1 if len(versions) - same != 1 else 2
    return (*versions[:oldest], *versions[oldest + 1 :])


@document("plans.goal", spaces={SpaceKind.CARE}, writers=BOTH, title=_("Goal"), upgraders=(dict, dict))
@dataclass(frozen=True, slots=True)
class Goal:
    """`agreed`: the roles that have said yes to this wording; any change of it asks both again.

    `by`: who proposed it, with the words `said`. `against`: the other's proposal that it answers, if it answers one.
    `versions`: what both agreed to (`kept`), oldest first; the last one stands while a change waits. `begun`: when the
    first words were written, by which goals keep their order. `attained`: levels, -2 to 2.
    Version 1 of this had words, steps, agreed, ratings; version 2 no levels.
    """

    words: str
    steps: tuple[Step, ...] = ()
    agreed: frozenset[Role] = frozenset()
    ratings: tuple[Rating, ...] = ()
    problem: str = ""
    objectives: tuple[Objective, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    by: Role | None = None
    said: str = ""
    against: Wording | None = None
    versions: tuple[Agreed, ...] = ()
    closed: Close | None = None
    closed_at: datetime | None = None
    begun: datetime | None = None
    levels: tuple[str, ...] = ()
    attained: tuple[Rating, ...] = ()

    @property
    def is_agreed(self) -> bool:
        return self.agreed >= BOTH

    @property
    def open_steps(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.done_at is None)

    def to_do(self, role: Role) -> tuple[str, ...]:
        """What `role` does next, of what they have said yes to: not yet what the other proposes for them."""
        steps = self.steps
        if role not in self.agreed:
            now = {step.what: step for step in self.steps}
            steps = tuple(now.get(step.what, step) for step in self.stood.steps) if self.stood else ()
        return tuple(step.words for step in steps if step.who is role and step.done_at is None)

    @property
    def wording(self) -> Wording:
        return Wording(self.words, self.steps, self.problem, self.objectives, self.interventions, self.levels)

    @property
    def stood(self) -> Wording | None:
        """What both agreed to before, while a change of it waits."""
        return self.versions[-1].wording if self.versions and not self.is_agreed else None


@document("plans.review", spaces={SpaceKind.CARE}, writers=BOTH, title=_("Looking at the plan together"))
@dataclass(frozen=True, slots=True)
class Review:
    """What the two found when they looked at the plan. `at`: aware UTC. Texts may be empty.

    The next look is due on `due`, or once they have met `after` times since, whichever comes first.
    """

    at: datetime
    helped: str = ""
    keep: str = ""
    change: str = ""
    due: date | None = None
    after: int | None = None


@cover_section("plan")
@dataclass(frozen=True, slots=True)
class GoalCover:
    """What home pages show of a plan. `words`, `ratings`: of its first goal; `goals`: all that are worked on.

    `open_steps`: the client's, `theirs`: the therapist's, of what each has said yes to. `waits_for`: the roles that
    have not agreed to something.
    `reviewed`: when the two last looked at it, or began; `due`, `after`: as in `Review`.
    """

    words: str
    open_steps: tuple[str, ...] = ()
    waits_for: frozenset[Role] = frozenset()
    ratings: tuple[Rating, ...] = ()
    goals: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    reviewed: datetime | None = None
    due: date | None = None
    after: int | None = None


def cover_section_of(goals: Iterable[Goal], review: Review | None = None) -> GoalCover:
    """`goals`: oldest first."""
    goals = tuple(goals)
    live = [goal for goal in goals if goal.closed is None]
    first = next(iter(live), None)
    began = [each.at for goal in goals for each in goal.versions]
    return GoalCover(
        words=first.words if first else "",
        open_steps=tuple(words for goal in live for words in goal.to_do(Role.CLIENT)),
        waits_for=frozenset(role for goal in live for role in BOTH - goal.agreed),
        ratings=first.ratings[-12:] if first else (),
        goals=tuple(goal.words for goal in live),
        theirs=tuple(words for goal in live for words in goal.to_do(Role.THERAPIST)),
        reviewed=review.at if review else min(began, default=None),
        due=review.due if review else None,
        after=review.after if review else None,
    )
