"""How a plan stands: in which order its goals are, and whether it is time to look at it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile

from stillroom.care.meetings import meetings_in
from stillroom.core.instruments.methods.goals import attainment
from stillroom.plans.documents import Goal, GoalCover, Rating, Review
from stillroom.vault.covers import Cover
from stillroom.vault.records import Stored

# What payers in the US ask for, and what is used where nothing else was said (ADR 33).
REVIEW_DAYS = timedelta(days=90)
REVIEW_SESSIONS = 8
# Whoever writes within this time of the other's words writes into the same look: an evening has two days in UTC.
ONE_LOOK = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """`due`: the day of the next look together, in UTC; `is_due`: that day, or the number of sessions, has come."""

    cover: GoalCover
    due: date | None
    is_due: bool


def in_order(goals: Iterable[Stored[Goal]]) -> tuple[Stored[Goal], ...]:
    return tuple(sorted(goals, key=lambda one: (one.document.closed is not None, one.document.begun or one.at, one.id)))


def still_looking(last: Stored[Review] | None, now: datetime) -> Stored[Review] | None:
    """The last look, while it is the same one."""
    return last if last and now - last.document.at < ONE_LOOK else None


def plan_standing(cover: Cover, now: datetime) -> PlanStanding | None:
    """From the cover alone; None where there is no plan."""
    plan = cover.get(GoalCover)
    if plan is None or (not plan.goals and not plan.words):
        return None
    due = plan.due or (plan.reviewed + REVIEW_DAYS).date() if plan.reviewed else plan.due
    met = sum(end > plan.reviewed for end in meetings_in(cover, now)) if plan.reviewed else 0
    enough = plan.reviewed is not None and met >= (plan.after or REVIEW_SESSIONS)
    return PlanStanding(plan, due, is_due=enough or (due is not None and now.date() >= due))


# How much goals of one person are expected to go together, in hundredths: Kiresuk & Sherman 1968.
RHO = 30


def levels_of(goal: Goal) -> tuple[str, ...]:
    """Those that both agreed to and that stand, also while other ones wait for a yes."""
    wording = goal.wording if goal.is_agreed else goal.stood
    return wording.levels if wording else ()


def level_now(goal: Goal) -> str:
    """The words of the level that it came to last; '' where none was said."""
    rated = attained_in(goal)
    return levels_of(goal)[rated[-1].value + 2] if rated else ""


def attained_in(goal: Goal) -> tuple[Rating, ...]:
    """Ratings by the levels that both agreed to and that stand: with other levels a new count begins."""
    levels = levels_of(goal)
    if not levels:
        return ()
    same = takewhile(lambda each: each.wording.levels == levels, reversed(goal.versions))
    since = min((each.at for each in same), default=None)
    return tuple(each for each in goal.attained if since is not None and each.at >= since)


def attainment_of(goals: Iterable[Goal]) -> float | None:
    """The T-score over all goals with levels that were rated, each counting the same: 50 is as hoped, on the whole."""
    return attainment([(1, rated[-1].value) for goal in goals if (rated := attained_in(goal))], RHO)
