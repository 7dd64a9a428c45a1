"""How a plan stands: in which order its goals are, and whether it is time to look at it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from stillroom.plans.documents import Goal, GoalCover
from stillroom.vault.covers import Cover
from stillroom.vault.records import Stored

# What payers in the US ask for, and what is used where nothing else was said (ADR 33).
REVIEW_DAYS = timedelta(days=90)
REVIEW_SESSIONS = 8


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """`due`: the day of the next look together, in UTC; `is_due`: that day, or the number of sessions, has come."""

    cover: GoalCover
    due: date | None
    is_due: bool


def in_order(goals: Iterable[Stored[Goal]]) -> tuple[Stored[Goal], ...]:
    return tuple(sorted(goals, key=lambda one: (one.document.closed is not None, one.document.begun or one.at, one.id)))


def plan_standing(cover: Cover, now: datetime, sessions: int | None = None) -> PlanStanding | None:
    """From the cover alone; None where there is no plan. `sessions`: how often they met since it was looked at."""
    plan = cover.get(GoalCover)
    if plan is None or (not plan.goals and not plan.words):
        return None
    due = plan.due or (plan.reviewed + REVIEW_DAYS).date() if plan.reviewed else plan.due
    enough = plan.reviewed is not None and (sessions or 0) >= (plan.after or REVIEW_SESSIONS)
    return PlanStanding(plan, due, is_due=enough or (due is not None and now.date() >= due))
