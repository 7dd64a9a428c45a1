"""Percent of the most that the answered items could have added (B-IPF), to two decimals."""

from collections.abc import Sequence

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.methods.family import Method, counted
from stillroom.core.instruments.model import Item, Policy, Score
from stillroom.core.instruments.rounding import hundredths_half_up


def _percent(score: Score, answers: Sequence[Answer]) -> float | None:
    values = counted(score, answers)
    if values is None or score.item_max is None:
        return None
    return hundredths_half_up(100 * sum(values), score.item_max * len(values))


def _bounds(score: Score, items: Sequence[Item]) -> tuple[float, float]:
    own = [items[term.place] for term in score.terms]
    most = score.item_max or 1
    return 100 * min(item.lowest for item in own) / most, 100 * max(item.highest for item in own) / most


PERCENT_OF_MAX = Method(frozenset({Policy.ANSWERED_ONLY}), _percent, _bounds)
