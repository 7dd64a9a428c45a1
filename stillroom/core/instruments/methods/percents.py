"""Percent of the most that the answered items could have added (B-IPF), to two decimals."""

from collections.abc import Sequence

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.methods.family import Evaluate, Method, totalled
from stillroom.core.instruments.model import Item, Policy, Score
from stillroom.core.instruments.rounding import hundredths_half_up


def _percent(score: Score) -> Evaluate:
    total, most = totalled(score), score.item_max or 1

    def value(answers: Sequence[Answer]) -> float | None:
        found = total(answers)
        return None if found is None else hundredths_half_up(100 * found[0], most * found[1])

    return value


def _bounds(score: Score, items: Sequence[Item]) -> tuple[float, float]:
    own = [items[term.place] for term in score.terms]
    most = score.item_max or 1
    return 100 * min(item.lowest for item in own) / most, 100 * max(item.highest for item in own) / most


PERCENT_OF_MAX = Method(frozenset({Policy.ANSWERED_ONLY}), _percent, _bounds)
