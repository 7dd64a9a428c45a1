"""Has it changed by more than the instrument's own noise, and does it matter? Figures are in the catalogue's files."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from stillroom.core.instruments.comparisons import COMPARISONS, Number
from stillroom.core.instruments.figures import Border, ReliableChange
from stillroom.core.instruments.model import Instrument

RELIABLE = 1.96  # standard errors: 95 of 100 differences by chance alone are smaller


class Change(StrEnum):
    """What a difference between two results means."""

    # Improved, and across the border of recovery: only where that border is asked for.
    RECOVERED = "recovered"
    IMPROVED = "improved"
    NO_RELIABLE_CHANGE = "no_reliable_change"
    DETERIORATED = "deteriorated"
    # A score is missing, or nobody has published a figure for this instrument: no claim either way.
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Noise:
    """What measuring twice makes of no change at all, in points. `points`: from here on a difference is reliable."""

    standard_error: float
    of_difference: float
    points: float


def noise_of(deviation: float, reliability: float) -> Noise:
    """From a sample's standard deviation and a reliability below 1. Raises ValueError.

    SE = SD sqrt(1 - r), Sdiff = sqrt(2) SE, points = 1.96 Sdiff. Jacobson & Truax 1991, 10.1037/0022-006X.59.1.12.
    """
    if not (0 < deviation < float("inf") and 0 <= reliability < 1):
        raise ValueError("a deviation above 0 and a reliability from 0 to below 1 are needed")
    error = deviation * sqrt(1 - reliability)
    difference = sqrt(2) * error
    return Noise(error, difference, RELIABLE * difference)


def reliable_change_index(before: Number, after: Number, noise: Noise) -> float:
    """How many standard errors of a difference it rose; 1.96 or more either way is reliable. Jacobson & Truax 1991."""
    return (after - before) / noise.of_difference


def border_between(clinical: tuple[float, float], usual: tuple[float, float]) -> float:
    """The cut-off c between two groups, each (mean, standard deviation): equally far from both in deviations.

    c = (SD_clinical M_usual + SD_usual M_clinical) / (SD_clinical + SD_usual). Jacobson & Truax 1991.
    Raises ValueError.
    """
    (clinical_mean, clinical_deviation), (usual_mean, usual_deviation) = clinical, usual
    if not (clinical_deviation > 0 and usual_deviation > 0):
        raise ValueError("deviations above 0 are needed")
    return (clinical_deviation * usual_mean + usual_deviation * clinical_mean) / (clinical_deviation + usual_deviation)


def reliable_change(
    instrument: Instrument, before: Mapping[str, Number | None], after: Mapping[str, Number | None]
) -> Change:
    """Compares the scores (`Result.scores`) of two sheets of one instrument.

    The points, and the source they are from, are `instrument.reliable_change`.
    """
    rule = instrument.reliable_change
    if rule is None:
        return Change.UNDETERMINED
    return _reliable(rule, before[rule.score], after[rule.score])


def significant_change(
    instrument: Instrument, before: Mapping[str, Number | None], after: Mapping[str, Number | None]
) -> Change:
    """The same, and RECOVERED where it is reliable and crosses the border. Jacobson & Truax 1991."""
    change, rule = reliable_change(instrument, before, after), instrument.reliable_change
    if change is not Change.IMPROVED or rule is None or rule.border is None:
        return change
    first, last = before[rule.score], after[rule.score]
    crossed = not beyond(rule.border, first) and beyond(rule.border, last)
    return Change.RECOVERED if crossed else Change.IMPROVED


def beyond(border: Border, value: Number | None) -> bool:
    """Whether a score is on the side where most people outside treatment are; no score is on neither."""
    return value is not None and COMPARISONS[border.op](value, border.value)


def _reliable(rule: ReliableChange, first: Number | None, last: Number | None) -> Change:
    if first is None or last is None:
        return Change.UNDETERMINED
    gain = first - last if rule.falling_is_better else last - first
    # Both have two decimals at most; so must their difference, or 5.30 - 2.85 would miss 2.45.
    gain = round(gain, 2)
    if gain >= rule.points:
        return Change.IMPROVED
    return Change.DETERIORATED if gain <= -rule.points else Change.NO_RELIABLE_CHANGE
