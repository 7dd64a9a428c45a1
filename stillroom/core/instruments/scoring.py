"""From a sheet of answers to a result. The result informs a clinician; nothing here decides anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stillroom.core.instruments.answers import Answer, checked
from stillroom.core.instruments.comparisons import COMPARISONS, Number
from stillroom.core.instruments.methods import METHODS
from stillroom.core.instruments.model import Flag, Instrument
from stillroom.core.instruments.patterns import met


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers come to.

    `scores` maps score ids to numbers, None where too much is missing. `bands` maps the scores that have bands to
    clinicians' labels (`Score.band_of` also has the client's words). `patterns` are three-valued and for
    clinicians only. `flags` come from raw answers and stand whatever the scores are.
    """

    scores: Mapping[str, Number | None]
    bands: Mapping[str, str | None]
    cutoffs_met: tuple[str, ...]
    patterns: Mapping[str, bool | str | None]
    flags: tuple[Flag, ...]

    def to_json(self) -> dict[str, object]:
        """Plain values; `bands` and `patterns` are there only for instruments that have some."""
        plain: dict[str, object] = {"scores": dict(self.scores)}
        if self.bands:
            plain["bands"] = dict(self.bands)
        plain["cutoffs_met"] = list(self.cutoffs_met)
        if self.patterns:
            plain["patterns"] = dict(self.patterns)
        plain["flags"] = [flag.id for flag in self.flags]
        return plain


def score(instrument: Instrument, answers: Sequence[object]) -> Result:
    """Scores raw answers in item order, unscored items included. Raises AnswerError.

    An answer to an item that is no longer shown still counts where a score or a risk rule looks at it: what a
    person has said is not dropped because of another answer.
    """
    sheet = checked(instrument.items, answers)
    scores = {each.id: METHODS[each.method].evaluate(each, sheet) for each in instrument.scores}
    bands: dict[str, str | None] = {}
    for each in instrument.scores:
        if each.bands:
            band = each.band_of(scores[each.id])
            bands[each.id] = band.label if band else None
    return Result(
        scores=scores,
        bands=bands,
        cutoffs_met=_cutoffs_met(instrument, scores),
        patterns={each.id: met(each, sheet) for each in instrument.patterns},
        flags=_flags(instrument, sheet),
    )


def shown(instrument: Instrument, answers: Sequence[object]) -> tuple[bool, ...]:
    """Which items to ask, in item order, given the answers so far. Raises AnswerError."""
    sheet = checked(instrument.items, answers)
    return tuple(item.show_if is None or item.show_if.holds(sheet) for item in instrument.items)


def _cutoffs_met(instrument: Instrument, scores: Mapping[str, Number | None]) -> tuple[str, ...]:
    reached = []
    for cutoff in instrument.cutoffs:
        value = scores[cutoff.score]
        if value is not None and COMPARISONS[cutoff.op](value, cutoff.value):
            reached.append(cutoff.id)
    return tuple(reached)


def _flags(instrument: Instrument, sheet: Sequence[Answer]) -> tuple[Flag, ...]:
    flags = []
    for rule in instrument.risk_rules:
        answer = sheet[rule.place]
        if isinstance(answer, int) and COMPARISONS[rule.op](answer, rule.value):
            flags.append(rule.flag)
    # "Prefer not to say" is no "no" either.
    flags += [rule.flag for rule in instrument.risk_missing if not isinstance(sheet[rule.place], int)]
    return tuple(flags)
