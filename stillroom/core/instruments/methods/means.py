"""Means to two decimals, of all items or of those that were answered."""

from collections.abc import Sequence

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.methods.family import Evaluate, Method, extremes, totalled
from stillroom.core.instruments.model import Item, Policy, Score
from stillroom.core.instruments.rounding import hundredths_half_up


def _mean(score: Score) -> Evaluate:
    total = totalled(score)

    def value(answers: Sequence[Answer]) -> float | None:
        found = total(answers)
        return None if found is None else hundredths_half_up(*found)

    return value


def _bounds(score: Score, items: Sequence[Item]) -> tuple[float, float]:
    lowest, highest = extremes(score, items)
    return lowest / len(score.terms), highest / len(score.terms)


MEAN = Method(frozenset({Policy.NONE, Policy.MEAN_OF_ANSWERED}), _mean, _bounds)
