"""What the families have in common: which answers count, and whether they are enough.

A score is compiled once into a function of a sheet, because a sheet is scored again each time it is shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.comparisons import Number
from stillroom.core.instruments.goals import Goal
from stillroom.core.instruments.model import Gate, Item, Policy, Score

Evaluate: TypeAlias = Callable[[Sequence[Answer]], Number | None]


@dataclass(frozen=True, slots=True)
class Method:
    """`compiled` gives the function from raw answers to the score, or None; `bounds` the least and the greatest it can
    be."""

    policies: frozenset[Policy]
    compiled: Callable[[Score], Evaluate]
    bounds: Callable[[Score, Sequence[Item]], tuple[Number, Number]]


@dataclass(frozen=True, slots=True)
class GoalMethod:
    """The same for answers that are goals. `fields`: the numbers that each goal must have, in this order."""

    policies: frozenset[Policy]
    fields: tuple[str, ...]
    evaluate: Callable[[Score, Sequence[Goal]], Number | None]


def totalled(score: Score) -> Callable[[Sequence[Answer]], tuple[int, int] | None]:
    """(sum of the answered items, reversed where the item is; how many those are), or None when they are too few."""
    enough = _needed(score)
    plain = [term.place for term in score.terms if term.sign > 0]
    turned = [(term.place, term.constant) for term in score.terms if term.sign < 0]

    def total(answers: Sequence[Answer]) -> tuple[int, int] | None:
        given = [answer for place in plain if isinstance(answer := answers[place], int)]
        if turned:
            given += [constant - answer for place, constant in turned if isinstance(answer := answers[place], int)]
        answered = len(given)
        return (sum(given), answered) if answered >= enough else None

    return total


def _needed(score: Score) -> int:
    every, missing = len(score.terms), score.missing
    if missing.policy is Policy.NONE:
        return every
    return every - missing.max_missing if missing.policy is Policy.PRORATE else missing.min_answered


def gated(gate: Gate, score: Score, evaluate: Evaluate) -> Evaluate:
    """`evaluate` behind a gate."""
    places = {term.place for term in score.terms}

    def value(answers: Sequence[Answer]) -> Number | None:
        answer = answers[gate.place]
        if not isinstance(answer, int):
            return None if gate.needed else evaluate(answers)
        if answer != gate.answer:
            return evaluate(answers)
        if gate.open_counts_as is None:
            return gate.then
        return evaluate(
            [
                gate.open_counts_as if place in places and not isinstance(given, int) else given
                for place, given in enumerate(answers)
            ]
        )

    return value


def extremes(score: Score, items: Sequence[Item]) -> tuple[int, int]:
    """The sums of the least and of the greatest values that the score's items can add; reversal keeps both."""
    own = [items[term.place] for term in score.terms]
    return sum(item.lowest for item in own), sum(item.highest for item in own)
