"""What the families have in common: which answers count, and whether they are enough."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.comparisons import Number
from stillroom.core.instruments.model import Item, Policy, Score


@dataclass(frozen=True, slots=True)
class Method:
    """`evaluate` gives the score of raw answers, or None; `bounds` the least and the greatest it can be."""

    policies: frozenset[Policy]
    evaluate: Callable[[Score, Sequence[Answer]], Number | None]
    bounds: Callable[[Score, Sequence[Item]], tuple[Number, Number]]


def counted(score: Score, answers: Sequence[Answer]) -> list[int] | None:
    """The answered items' values, reversed where the item is; None when too few are answered to say anything."""
    values = []
    for term in score.terms:
        answer = answers[term.place]
        if isinstance(answer, int):
            values.append(term.constant + term.sign * answer)
    return values if _enough(score, len(values)) else None


def _enough(score: Score, answered: int) -> bool:
    expected, missing = len(score.terms), score.missing
    if missing.policy is Policy.NONE:
        return answered == expected
    if missing.policy is Policy.PRORATE:
        return expected - answered <= missing.max_missing
    return answered >= missing.min_answered


def extremes(score: Score, items: Sequence[Item]) -> tuple[int, int]:
    """The sums of the least and of the greatest values that the score's items can add; reversal keeps both."""
    own = [items[term.place] for term in score.terms]
    return sum(item.lowest for item in own), sum(item.highest for item in own)
