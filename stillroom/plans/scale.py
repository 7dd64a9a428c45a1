"""How near a goal is, on which scale: the practice may use a published one, or our own words stand.

A published scale is told by a room above: this one knows no catalogue and no licences.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stillroom.core.instruments.methods.goals import mean_change
from stillroom.plans.documents import Goal


@dataclass(frozen=True, slots=True)
class Scale:
    """0 to 10 as published. `instructions`: what is asked, in `language`; `attribution`: as its licence asks for.

    `most`: of how many goals a mean is made.
    """

    name: str
    instructions: str
    language: str
    attribution: str
    most: int


_told_by: list[Callable[[], Scale | None]] = []


def tells_scale(tells: Callable[[], Scale | None]) -> Callable[[], Scale | None]:
    """Registers who knows whether a published scale may be used here."""
    _told_by.append(tells)
    return tells


def scale() -> Scale | None:
    """None where none may be used: then the question is ours, and is called nothing."""
    return next((found for tells in _told_by if (found := tells())), None)


def moved_by(goals: Iterable[Goal], published: Scale) -> float | None:
    """The mean of latest less first over the first goals of a person; None where none was rated twice."""
    first = [goal for goal in goals if goal.ratings][: published.most]
    return mean_change([(goal.ratings[0].value, goal.ratings[-1].value) for goal in first if len(goal.ratings) > 1])
