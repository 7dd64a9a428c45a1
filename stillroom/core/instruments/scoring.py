"""From a sheet of answers to a result. The result informs a clinician; nothing here decides anything."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stillroom.core.instruments.answers import Answer, checked
from stillroom.core.instruments.comparisons import COMPARISONS, Number
from stillroom.core.instruments.goals import checked_goals
from stillroom.core.instruments.methods import GOAL_METHODS, METHODS
from stillroom.core.instruments.methods.family import Evaluate, gated
from stillroom.core.instruments.model import Instrument, Score
from stillroom.core.instruments.patterns import classified, met
from stillroom.core.instruments.rules import Flag


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers come to.

    `scores` maps score ids to numbers, None where too much is missing. `bands` maps the scores that have bands to
    clinicians' labels (`Score.band_of` also has the client's words). `patterns` are three-valued, a classification is
    a word; both are for clinicians only. `flags` come from raw answers and stand whatever the scores are.
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


_PLAIN = frozenset({int, type(None)})


class Scorer:
    """An instrument made ready once, to score many sheets."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        # What every item takes, where that is the same for all.
        takes = {frozenset(item.values) for item in instrument.items}
        self._all_take = takes.pop() | {None} if len(takes) == 1 else None
        self._scores = [] if instrument.goals else [(each.id, _evaluate(each)) for each in instrument.scores]
        self._bands = [
            (each.id, [b.min for b in each.bands], [b.label for b in each.bands]) for each in _banded(instrument)
        ]
        self._cutoffs = [(each.id, each.score, COMPARISONS[each.op], each.value) for each in instrument.cutoffs]
        self._risks = [(each.flag, each.place, COMPARISONS[each.op], each.value) for each in instrument.risk_rules]
        self._missing = [(each.flag, each.place) for each in instrument.risk_missing]

    def score(self, answers: Sequence[object]) -> Result:
        """As `score` below."""
        instrument = self.instrument
        if instrument.goals is not None:
            goals = checked_goals(instrument.goals, answers)
            rules = instrument.scores
            scores = {each.id: GOAL_METHODS[each.method].evaluate(each, goals) for each in rules}
            return Result(scores, self._bands_of(scores), self._cutoffs_met(scores), {}, ())
        sheet = self._checked(answers)
        scores = {name: evaluate(sheet) for name, evaluate in self._scores}
        patterns = self._patterns(sheet)
        return Result(scores, self._bands_of(scores), self._cutoffs_met(scores), patterns, self._flags(sheet, patterns))

    def _checked(self, answers: Sequence[object]) -> Sequence[Answer]:
        """The quick way for a sheet of plain numbers; whatever is unusual goes the careful way, which also refuses."""
        takes, plain = self._all_take, type(answers) in (list, tuple)
        if takes is None or not plain or len(answers) != len(self.instrument.items):
            return checked(self.instrument.items, answers)
        # The types first: True is 1 to a set, and a list cannot be in one.
        if _PLAIN.issuperset(map(type, answers)) and takes.issuperset(answers):
            return answers  # type: ignore[return-value]  # each was looked at
        return checked(self.instrument.items, answers)

    def _bands_of(self, scores: Mapping[str, Number | None]) -> dict[str, str | None]:
        bands: dict[str, str | None] = {}
        for name, begins, labels in self._bands:
            value = scores[name]
            place = 0 if value is None else bisect_right(begins, value)
            bands[name] = labels[place - 1] if place else None
        return bands

    def _cutoffs_met(self, scores: Mapping[str, Number | None]) -> tuple[str, ...]:
        return tuple(
            [
                name
                for name, of, compares, border in self._cutoffs
                if (value := scores[of]) is not None and compares(value, border)
            ]
        )

    def _patterns(self, sheet: Sequence[Answer]) -> dict[str, bool | str | None]:
        instrument = self.instrument
        if not instrument.patterns and instrument.classification is None:
            return {}
        found = {each.id: met(each, sheet) for each in instrument.patterns}
        if instrument.classification is None:
            return {**found}
        return {**found, instrument.classification.id: classified(instrument.classification, found, sheet)}

    def _flags(self, sheet: Sequence[Answer], patterns: Mapping[str, bool | str | None]) -> tuple[Flag, ...]:
        flags = []
        for flag, place, compares, value in self._risks:
            answer = sheet[place]
            if isinstance(answer, int) and compares(answer, value):
                flags.append(flag)
        for rule in self.instrument.class_rules:
            if patterns[rule.classification] in rule.results:
                flags.append(rule.flag)
        # "Prefer not to say" is no "no" either.
        flags += [flag for flag, place in self._missing if not isinstance(sheet[place], int)]
        return tuple(flags)


def _evaluate(score: Score) -> Evaluate:
    evaluate = METHODS[score.method].compiled(score)
    return gated(score.gate, score, evaluate) if score.gate else evaluate


def _banded(instrument: Instrument) -> list[Score]:
    return [each for each in instrument.scores if each.bands]


_KEPT = 128
# By the place in memory, which cannot be taken by another while the scorer holds the instrument: to compare two
# instruments, or to hash one, would take longer than to score a sheet.
_scorers: dict[int, Scorer] = {}


def scorer_of(instrument: Instrument) -> Scorer:
    """Made ready the first time, then kept."""
    scorer = _scorers.get(id(instrument))
    if scorer is None:
        if len(_scorers) >= _KEPT:
            _scorers.clear()
        scorer = _scorers[id(instrument)] = Scorer(instrument)
    return scorer


def score(instrument: Instrument, answers: Sequence[object]) -> Result:
    """Scores raw answers in item order, unscored items included, or goals where the answers are goals.

    Raises AnswerError.

    An answer to an item that is no longer shown still counts where a score or a risk rule looks at it: what a
    person has said is not dropped because of another answer.
    """
    return scorer_of(instrument).score(answers)


def shown(instrument: Instrument, answers: Sequence[object]) -> tuple[bool, ...]:
    """Which items to ask, in item order, given the answers so far. Raises AnswerError."""
    sheet = checked(instrument.items, answers)
    return tuple(item.show_if is None or item.show_if.holds(sheet) for item in instrument.items)
