"""Numbers from a person's own goals: the mean change of ratings (GBO), and the T-score of attainment (GAS)."""

from collections.abc import Sequence

from stillroom.core.instruments.goals import Goal
from stillroom.core.instruments.methods.family import GoalMethod
from stillroom.core.instruments.model import Policy, Score
from stillroom.core.instruments.rounding import hundredths_half_up, root_half_up


def _mean_change(score: Score, goals: Sequence[Goal]) -> float | None:
    return mean_change(goals)


def mean_change(goals: Sequence[Goal]) -> float | None:
    """Latest less first, over the goals rated at both times. Law, The goal-based outcome tool (2019)."""
    changes = [latest - first for first, latest in goals if first is not None and latest is not None]
    return hundredths_half_up(sum(changes), len(changes)) if changes else None


def _t_score(score: Score, goals: Sequence[Goal]) -> float | None:
    return attainment(goals, score.rho)


def attainment(goals: Sequence[Goal], rho: int) -> float | None:
    """50 + 10 sum(wx) / sqrt((1 - rho) sum(w^2) + rho (sum w)^2), to two decimals, exactly. `rho` in hundredths.

    `goals`: (weight, level from -2 to 2). Kiresuk & Sherman 1968, 10.1007/BF01530764. A goal without a level is left
    out; a weight of 0 drops a goal. None where nothing is left.
    """
    rated = [(weight, level) for weight, level in goals if weight and level is not None]
    if not rated:
        return None
    added = sum(weight * level for weight, level in rated)
    spread = (100 - rho) * sum(weight**2 for weight, _level in rated)
    spread += rho * sum(weight for weight, _level in rated) ** 2
    # In hundredths of a point, spread being in hundredths too: 1000 added / sqrt(spread / 100).
    moved = root_half_up(10**8 * added**2, spread, negative=added < 0)
    return (5000 + moved) / 100


MEAN_CHANGE = GoalMethod(frozenset({Policy.PAIRS_ONLY}), ("first", "latest"), _mean_change)
GAS_T = GoalMethod(frozenset({Policy.ANSWERED_ONLY}), ("weight", "level"), _t_score)
