"""Sums, also prorated (the mean of the answered items stands in for the missing ones) and multiplied (WHO-5)."""

from collections.abc import Sequence

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.methods.family import Method, counted, extremes
from stillroom.core.instruments.model import Item, Policy, Score
from stillroom.core.instruments.rounding import whole_half_up


def _sum(score: Score, answers: Sequence[Answer]) -> int | None:
    values = counted(score, answers)
    if values is None:
        return None
    return whole_half_up(sum(values) * len(score.terms) * score.multiplier, len(values))


def _bounds(score: Score, items: Sequence[Item]) -> tuple[int, int]:
    lowest, highest = extremes(score, items)
    return lowest * score.multiplier, highest * score.multiplier


SUM = Method(frozenset({Policy.NONE, Policy.PRORATE}), _sum, _bounds)
