"""Whether people may join: rooms above name their conditions (the practice is open), this room asks them."""

from collections.abc import Callable
from datetime import datetime

Condition = Callable[[datetime], bool]
_conditions: list[Condition] = []


def joining_needs(condition: Condition) -> Condition:
    """Registers `condition(now)`; joining is closed while any of them is false. Links and codes are not asked."""
    _conditions.append(condition)
    return condition


def is_open(now: datetime) -> bool:
    return all(condition(now) for condition in _conditions)
