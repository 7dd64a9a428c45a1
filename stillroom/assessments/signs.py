"""Signs that it does not get better as it should: they open a talk, and do nothing by themselves (ADR 48)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.assessments.readings import Measure
from stillroom.core.instruments.offtrack import Course, Reason, Sign, reasons

# By sign: for the client, for the therapist.
SAID: Mapping[Sign, tuple[str | Promise, str | Promise]] = {
    Sign.WORSE: (
        _("These answers are harder than at the start, by more than chance."),
        _("Reliably worse than at the first sheet."),
    ),
    Sign.TOO_LITTLE: (
        _("By now it often gets lighter than this."),
        _("Less change than is expected by now."),
    ),
    Sign.NO_CHANGE: (
        _("After many talks it is about the same."),
        _("No reliable change after eight sessions."),
    ),
    Sign.MISSED: (_("Some questions were left out."), _("Two measures in a row were not answered.")),
    Sign.DIPPED: (_("The last talk felt less good."), _("An answer of the check-in fell by 2 or more.")),
}
TOPICS: Mapping[str, str | Promise] = {
    "us": _("How we work together"),
    "what": _("What we work on"),
    "ready": _("Whether now is the time for it"),
    "life": _("What is happening in life"),
    "often": _("How often and how long we meet"),
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """A questionnaire with at least one sign. `newest`: when its last sheet was finished."""

    measure: Measure
    reasons: tuple[Reason, ...]

    @property
    def newest(self) -> datetime:
        return self.measure.latest.sheet.finished


def prompts_in(measures: Iterable[Measure], ends: Sequence[datetime], now: datetime) -> tuple[Prompt, ...]:
    """`ends`: of the sessions there were."""
    found = ((measure, reasons(_course(measure, ends), now.date())) for measure in measures)
    return tuple(Prompt(measure, why) for measure, why in found if why)


def _course(measure: Measure, ends: Sequence[datetime]) -> Course:
    rule = measure.instrument.reliable_change
    first = measure.readings[0].sheet.finished
    scores = [
        (reading.sheet.finished.date(), reading.result.scores[rule.score] if rule else None)
        for reading in measure.readings
    ]
    return Course(measure.instrument, scores, sessions=sum(end > first for end in ends))


def still_new(prompts: Sequence[Prompt], seen: datetime | None) -> tuple[Prompt, ...]:
    """Those with a sheet newer than what this person has spoken about."""
    return tuple(each for each in prompts if seen is None or each.newest > seen)
