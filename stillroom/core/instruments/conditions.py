"""When an item is shown: the few sentences that `show_if` may be, read strictly."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.comparisons import COMPARISONS

_COMPARED = re.compile(r"(?:any of (\w+)-(\w+)|(\w+)) (>=|<=|==|>|<) (\d{1,4})", re.ASCII)
_CHOSEN = re.compile(r"any of (\w+)-(\w+) is ([^,;]+) or not answered", re.ASCII)


class UnreadableCondition(ValueError):
    """A `show_if` is not one of the known sentences, or names items that are not there yet."""


@dataclass(frozen=True, slots=True)
class Condition:
    """True when at least one of the answers at `places` compares so, or is missing where that counts too."""

    places: tuple[int, ...]
    op: str
    value: int
    or_unanswered: bool

    def holds(self, answers: Sequence[Answer]) -> bool:
        """Whether it is true of raw answers in item order."""
        compare = COMPARISONS[self.op]
        for place in self.places:
            answer = answers[place]
            if compare(answer, self.value) if isinstance(answer, int) else self.or_unanswered:
                return True
        return False


def parse_condition(sentence: str, earlier: Sequence[str], labels: Mapping[str, int]) -> Condition:
    """Reads "q1 >= 1", "any of q1-q9 >= 1" and "any of q1-q4 is Yes or not answered".

    `earlier` holds the ids of the items before the one that the sentence belongs to, in order: an item can only
    depend on what was asked before it. `labels` are the options' values. Raises UnreadableCondition.
    """
    if compared := _COMPARED.fullmatch(sentence):
        first, last, only, op, value = compared.groups()
        return Condition(_places(earlier, first or only, last or only), op, int(value), or_unanswered=False)
    if chosen := _CHOSEN.fullmatch(sentence):
        first, last, label = chosen.groups()
        if label not in labels:
            raise UnreadableCondition(f"no option is labelled {label!r}")
        return Condition(_places(earlier, first, last), "==", labels[label], or_unanswered=True)
    raise UnreadableCondition(f"{sentence!r} is not a condition that can be read")


def _places(earlier: Sequence[str], first: str, last: str) -> tuple[int, ...]:
    if first not in earlier or last not in earlier:
        raise UnreadableCondition(f"{first!r} and {last!r} must both be asked before")
    places = tuple(range(earlier.index(first), earlier.index(last) + 1))
    if not places:
        raise UnreadableCondition(f"{last!r} comes before {first!r}")
    return places
