"""Has it changed by more than the instrument's own noise? (Jacobson & Truax 1991, 10.1037/0022-006X.59.1.12)"""

from collections.abc import Mapping
from enum import StrEnum

from stillroom.core.instruments.comparisons import Number
from stillroom.core.instruments.model import Instrument


class Change(StrEnum):
    """What a difference between two results means."""

    IMPROVED = "improved"
    NO_RELIABLE_CHANGE = "no_reliable_change"
    DETERIORATED = "deteriorated"
    # A score is missing, or nobody has published a figure for this instrument: no claim either way.
    UNDETERMINED = "undetermined"


def reliable_change(
    instrument: Instrument, before: Mapping[str, Number | None], after: Mapping[str, Number | None]
) -> Change:
    """Compares the scores (`Result.scores`) of two sheets of one instrument.

    The points, and the source they are from, are `instrument.reliable_change`.
    """
    rule = instrument.reliable_change
    if rule is None:
        return Change.UNDETERMINED
    first, last = before[rule.score], after[rule.score]
    if first is None or last is None:
        return Change.UNDETERMINED
    gain = first - last if rule.falling_is_better else last - first
    # Both have two decimals at most; so must their difference, or 5.30 - 2.85 would miss 2.45.
    gain = round(gain, 2)
    if gain >= rule.points:
        return Change.IMPROVED
    return Change.DETERIORATED if gain <= -rule.points else Change.NO_RELIABLE_CHANGE
