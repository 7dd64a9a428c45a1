"""What the page of a plan shows of each goal, made ready for its template."""

from dataclasses import dataclass
from uuid import UUID

from stillroom.core.plans.comparing import Change
from stillroom.plans.documents import Goal, Rating
from stillroom.plans.standing import attained_in, levels_of
from stillroom.plans.wording import changed_from, intervention_line, objective_line
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored


@dataclass(frozen=True, slots=True)
class GoalShown:
    """`changes`: from what both agreed to before; `answered`: from the other's proposal that this one answers.

    `attained`: ratings by the levels that stand; `here`: which of the five shown that was last, none where the five
    are only proposed.
    """

    id: UUID
    version: int
    goal: Goal
    objectives: tuple[str, ...]
    interventions: tuple[str, ...]
    changes: tuple[Change, ...]
    answered: tuple[Change, ...]
    attained: tuple[Rating, ...]
    here: int | None

    def waits_for(self, role: Role) -> bool:
        return role not in self.goal.agreed


def shown(stored: Stored[Goal]) -> GoalShown:
    goal = stored.document
    attained = attained_in(goal)
    return GoalShown(
        id=stored.id,
        version=stored.version,
        goal=goal,
        objectives=tuple(map(objective_line, goal.objectives)),
        interventions=tuple(map(intervention_line, goal.interventions)),
        changes=changed_from(goal.stood, goal),
        answered=() if goal.is_agreed else changed_from(goal.against, goal),
        attained=attained,
        here=attained[-1].value + 2 if attained and goal.levels == levels_of(goal) else None,
    )
