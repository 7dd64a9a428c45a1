"""Means to two decimals, of all items or of those that were answered."""

from collections.abc import Sequence

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.methods.family import Method, counted, extremes
from stillroom.core.instruments.model import Item, Policy, Score
from stillroom.core.instruments.rounding import hundredths_half_up


def _mean(score: Score, answers: Sequence[Answer]) -> float | None:
    values = counted(score, answers)
    return None if values is None else hundredths_half_up(sum(values), len(values))


def _bounds(score: Score, items: Sequence[Item]) -> tuple[float, float]:
    lowest, highest = extremes(score, items)
    return lowest / len(score.terms), highest / len(score.terms)


MEAN = Method(frozenset({Policy.NONE, Policy.MEAN_OF_ANSWERED}), _mean, _bounds)
