"""How many categories hold (ACE): of all when each is decided, or those that are certain whatever is open."""

from collections.abc import Sequence

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.methods.family import Evaluate, Method
from stillroom.core.instruments.model import Item, Policy, Score
from stillroom.core.instruments.patterns import cluster_met


def _count(score: Score) -> Evaluate:
    certain_alone = score.missing.policy is Policy.AT_LEAST

    def value(answers: Sequence[Answer]) -> int | None:
        found = [cluster_met(category, answers) for category in score.categories]
        return None if None in found and not certain_alone else found.count(True)

    return value


def _bounds(score: Score, items: Sequence[Item]) -> tuple[int, int]:
    return 0, len(score.categories)


CATEGORY_COUNT = Method(frozenset({Policy.CATEGORY_DETERMINABLE, Policy.AT_LEAST}), _count, _bounds)
