"""Sums, also prorated (the mean of the answered items stands in for the missing ones) and multiplied (WHO-5)."""

from collections.abc import Sequence

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.methods.family import Evaluate, Method, extremes, totalled
from stillroom.core.instruments.model import Item, Policy, Score
from stillroom.core.instruments.rounding import whole_half_up


def _sum(score: Score) -> Evaluate:
    total, every, times = totalled(score), len(score.terms), score.multiplier

    def value(answers: Sequence[Answer]) -> int | None:
        found = total(answers)
        if found is None:
            return None
        added, answered = found
        return added * times if answered == every else whole_half_up(added * every * times, answered)

    return value


def _bounds(score: Score, items: Sequence[Item]) -> tuple[int, int]:
    lowest, highest = extremes(score, items)
    return lowest * score.multiplier, highest * score.multiplier


SUM = Method(frozenset({Policy.NONE, Policy.PRORATE}), _sum, _bounds)
