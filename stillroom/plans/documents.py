"""A goal: in the client's own words, with steps, agreed by both, rated by the client."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from stillroom.vault.documents import Role, SpaceKind, cover_section, document

BOTH = frozenset({Role.CLIENT, Role.THERAPIST})


@dataclass(frozen=True, slots=True)
class Step:
    """`done_at`: aware UTC, or None while it is open."""

    words: str
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rating:
    """0 (not at all there) to 10 (fully there)."""

    at: datetime
    value: int


@document("plans.goal", spaces={SpaceKind.CARE}, writers=BOTH, title=_("Goal"))
@dataclass(frozen=True, slots=True)
class Goal:
    """`agreed`: the roles that have said yes to these words and steps; any change of them asks both again."""

    words: str
    steps: tuple[Step, ...] = ()
    agreed: frozenset[Role] = frozenset()
    ratings: tuple[Rating, ...] = ()

    @property
    def is_agreed(self) -> bool:
        return self.agreed >= BOTH

    @property
    def open_steps(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.done_at is None)


@cover_section("plan")
@dataclass(frozen=True, slots=True)
class GoalCover:
    """What home pages show of a goal. `waits_for`: the roles that have not agreed yet."""

    words: str
    open_steps: tuple[str, ...] = ()
    waits_for: frozenset[Role] = frozenset()
    ratings: tuple[Rating, ...] = ()


def cover_section_of(goal: Goal) -> GoalCover:
    return GoalCover(
        words=goal.words,
        open_steps=tuple(step.words for step in goal.open_steps),
        waits_for=BOTH - goal.agreed,
        ratings=goal.ratings[-12:],
    )
