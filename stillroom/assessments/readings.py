"""What sheets of answers come to, worked out each time from the answers themselves. Values in, values out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.assessments.catalogue import catalogue, in_language
from stillroom.assessments.documents import Sheet
from stillroom.assessments.encoding import decode
from stillroom.core.charts.model import Mark
from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.change import Change, reliable_change
from stillroom.core.instruments.comparisons import Number
from stillroom.core.instruments.model import Instrument, Item
from stillroom.core.instruments.patterns import met
from stillroom.core.instruments.rules import Flag, Level
from stillroom.core.instruments.scoring import Result, score


@dataclass(frozen=True, slots=True)
class Scored:
    """One score. `words` (and `short`, for a table) are for the person who answered, `label` for clinicians; all ''
    where there is no band. `called`: its name for the person who answered, '' where they are not told it beside others.
    """

    name: str
    called: str
    method: str
    value: Number | None
    lowest: Number | None
    highest: Number | None
    words: str
    short: str
    label: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One sheet and what it comes to. `change` and, in points of the main score, `moved`: since the last sheet of the
    same questionnaire before it that has a score, if there is one.

    `flags` come from risk rules that an answer met and that press; `to_ask` from those for the next contact, and from
    risk questions left open.
    """

    sheet: Sheet
    record: UUID | None
    instrument: Instrument
    answers: tuple[Answer, ...]
    result: Result
    change: Change | None = None
    moved: Number | None = None

    @property
    def mark(self) -> Mark:
        """The shape on a chart of a change that is more than noise."""
        if self.change not in (Change.IMPROVED, Change.DETERIORATED) or not self.moved:
            return Mark.NONE
        return Mark.UP if self.moved > 0 else Mark.DOWN

    @property
    def is_told(self) -> bool:
        return tells(self.instrument)

    @property
    def scored(self) -> tuple[Scored, ...]:
        return tuple(self._scored(each.id) for each in self.instrument.scores)

    @property
    def main(self) -> Scored:
        """The score a chart shows; nothing in it where nothing is added up."""
        rule = self.instrument.main
        return self._scored(rule.id) if rule else Scored("", "", "", None, None, None, "", "", "")

    @property
    def parts(self) -> tuple[Scored, ...]:
        """Scores that the person who answered is told by name."""
        return tuple(each for each in self.scored if each.called and each.value is not None)

    @property
    def label(self) -> str:
        """In words for clinicians: the main score's band, or what the answers were classified as; '' for neither."""
        return self.main.label or self.classified

    @property
    def classified(self) -> str:
        """What the answers were classified as, in words for clinicians to assess; '' where they are not."""
        rule = self.instrument.classification
        return rule.label_of(str(self.result.patterns[rule.id])) if rule else ""

    @property
    def flags(self) -> tuple[Flag, ...]:
        return flags_met(self.instrument, self.result)

    @property
    def to_ask(self) -> tuple[Flag, ...]:
        raised = self.flags
        return tuple(flag for flag in self.result.flags if flag not in raised)

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """(question, answer in its own words or '') in order."""
        pairs = zip(self.instrument.items, self.answers, strict=True)
        return tuple((item.text, words_of(item, answer)) for item, answer in pairs)

    @property
    def patterns(self) -> tuple[tuple[str, bool | None], ...]:
        """(what it is, whether it is met; None: open answers could still decide), for clinicians to assess."""
        return tuple((each.description, met(each, self.answers)) for each in self.instrument.patterns)

    @property
    def asked_in(self) -> str:
        """The language that the questions were asked in, if it is another than the words here; else ''."""
        asked = catalogue()[self.sheet.instrument, self.sheet.version].language
        return "" if asked == self.instrument.language else asked.partition("-")[0]

    @property
    def cutoffs(self) -> tuple[str, ...]:
        """Published thresholds that are met, for clinicians."""
        return tuple(each.label for each in self.instrument.cutoffs if each.id in self.result.cutoffs_met)

    def _scored(self, score_id: str) -> Scored:
        rule = next(each for each in self.instrument.scores if each.id == score_id)
        value = self.result.scores[score_id]
        band = rule.band_of(value)
        words = (band.client_text, band.client_short, band.label) if band else ("", "", "")
        return Scored(rule.label, rule.client_label, rule.method, value, rule.lowest, rule.highest, *words)


@dataclass(frozen=True, slots=True)
class Measure:
    """One questionnaire over time. `readings`: oldest first, at least one."""

    instrument: Instrument
    readings: tuple[Reading, ...]

    @property
    def latest(self) -> Reading:
        return self.readings[-1]

    @property
    def points(self) -> tuple[tuple[datetime, Number | None, Mark], ...]:
        """(when, main score or None, mark) for a chart."""
        return tuple((reading.sheet.finished, reading.main.value, reading.mark) for reading in self.readings)

    @property
    def since_first(self) -> Change | None:
        """From the first sheet that has a score to the last; None while there are not two."""
        with_score = [reading for reading in self.readings if reading.main.value is not None]
        if len(with_score) < 2:
            return None
        return reliable_change(self.instrument, with_score[0].result.scores, with_score[-1].result.scores)

    @property
    def is_told(self) -> bool:
        """Whether the person who answered is shown numbers, and not only that they answered."""
        return tells(self.instrument)

    @property
    def highest(self) -> Number:
        """The end of a chart's scale: where there is none, the highest that was reached."""
        main = self.latest.main
        if main.highest is not None:
            return main.highest
        reached = [reading.main.value for reading in self.readings if reading.main.value is not None]
        return max(1, *reached) if reached else 1


def tells(instrument: Instrument) -> bool:
    """Whether a number says anything to the person who answered. Of those that only a therapist opens it does where
    there are words for it; else it would stand there like a sentence on them."""
    main = instrument.main
    return main is not None and (instrument.administration.unlock is None or bool(main.bands))


def flags_met(instrument: Instrument, result: Result) -> tuple[Flag, ...]:
    """The flags of `result` that an answer raised and that press; a REVIEW waits for the next contact."""
    raised = {*(rule.flag for rule in instrument.risk_rules), *(rule.flag for rule in instrument.class_rules)}
    return tuple(flag for flag in result.flags if flag in raised and flag.level is not Level.REVIEW)


def flags_of_answer(instrument: Instrument, place: int, answer: Answer) -> tuple[Flag, ...]:
    """What one answer raises by itself: the others say nothing or, where an open answer is itself a sign, no."""
    alone: list[Answer] = [item.lowest if instrument.class_rules else None for item in instrument.items]
    alone[place] = answer
    return flags_met(instrument, score(instrument, alone))


def words_of(item: Item, answer: Answer) -> str:
    """The option that was chosen (all that count the same), the number that was given, or '' for nothing."""
    if answer is None:
        return ""
    value = answer if isinstance(answer, int) else None
    return " / ".join(option.label for option in item.options if option.value == value) or str(answer)


def read_sheet(
    sheet: Sheet, record: UUID | None = None, before: Reading | None = None, language: str = "en"
) -> Reading:
    """Scores a sheet by the edition it was given to, in words of `language` as far as there are any.

    `before`: an earlier one of the same questionnaire.
    """
    instrument = in_language(catalogue()[sheet.instrument, sheet.version], language)
    answers = decode(sheet.answers)
    result = score(instrument, answers)
    if before is None:
        return Reading(sheet, record, instrument, answers, result)
    change = reliable_change(instrument, before.result.scores, result.scores)
    last, now = before.main.value, Reading(sheet, record, instrument, answers, result).main.value
    moved = None if last is None or now is None else round(now - last, 2)
    return Reading(sheet, record, instrument, answers, result, change, moved)


def measures(sheets: Iterable[tuple[Sheet, UUID | None]], language: str = "en") -> tuple[Measure, ...]:
    """One for each questionnaire, in the order of their first answers, whatever language it was answered in.

    Sheets of another edition begin anew: their scores do not compare.
    """
    several: dict[tuple[str, str], list[Reading]] = {}
    for sheet, record in sorted(sheets, key=lambda pair: pair[0].finished):
        edition = catalogue()[sheet.instrument, sheet.version].edition
        row = several.setdefault((sheet.instrument, edition), [])
        row.append(read_sheet(sheet, record, _to_compare(row), language))
    return tuple(Measure(row[0].instrument, tuple(row)) for row in several.values())


def _to_compare(row: Sequence[Reading]) -> Reading | None:
    """The last of them that has a score, or just the last one."""
    return next((each for each in reversed(row) if each.main.value is not None), row[-1] if row else None)


def reading_of(found: Sequence[Measure], record: UUID) -> Reading | None:
    readings = (reading for measure in found for reading in measure.readings)
    return next((reading for reading in readings if reading.record == record), None)
