"""Signs that it does not get better as it should: they open a talk, and do nothing by themselves (ADR 48)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.assessments.documents import Latest
from stillroom.assessments.due import left_out_at, missed
from stillroom.assessments.queries import measures_of
from stillroom.assessments.readings import Measure
from stillroom.care.meetings import meetings_in
from stillroom.core.instruments.offtrack import MISSED_IN_A_ROW, Course, Reason, Sign, reasons, reasons_of_check_ins
from stillroom.vault.covers import Cover
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder

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
    Sign.MISSED: (
        _("The questions you two agreed on did not fit lately. That is fine; maybe others fit better."),
        _("Left out twice in a row. It may not fit: ask, and never blame."),
    ),
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
    """At least one sign, of a questionnaire or (None) of the check-ins. `newest`: when what shows it was sent, or when
    it was left out for the second time: by that date it is told from what this person has set aside."""

    measure: Measure | None
    reasons: tuple[Reason, ...]
    newest: datetime


def prompts_in(
    measures: Iterable[Measure], latest: Latest | None, ends: Sequence[datetime], now: datetime
) -> tuple[Prompt, ...]:
    """`ends`: of the sessions there were. `latest`: of the cover, for what is suggested and the check-ins."""
    assigned = {each.instrument: each for each in latest.assigned} if latest else {}
    found: list[Prompt] = []
    for measure in measures:
        at = measure.latest.sheet.finished
        one = assigned.get(measure.instrument.id)
        course = _course(measure, ends, missed(one, at, now, ends) if one else 0)
        why = reasons(course, now.date())
        if told := tuple(each for each in why if each.sign is not Sign.MISSED):
            found.append(Prompt(measure, told, at))
        if one and (left_out := tuple(each for each in why if each.sign is Sign.MISSED)):
            found.append(Prompt(measure, left_out, left_out_at(one, at, MISSED_IN_A_ROW, ends)))
    return (*found, *_of_check_ins(latest))


def _of_check_ins(latest: Latest | None) -> tuple[Prompt, ...]:
    check_ins = latest.check_ins if latest else ()
    why = reasons_of_check_ins([each.answers for each in check_ins])
    if latest is None or not why:
        return ()
    return (Prompt(None, why, latest.checked_in or check_ins[-1].met),)


def _course(measure: Measure, ends: Sequence[datetime], left_out: int) -> Course:
    rule = measure.instrument.reliable_change
    first = measure.readings[0].sheet.finished
    scores = [
        (reading.sheet.finished.date(), reading.result.scores[rule.score] if rule else None)
        for reading in measure.readings
    ]
    return Course(measure.instrument, scores, sessions=sum(end > first for end in ends), missed=left_out)


def still_new(prompts: Sequence[Prompt], seen: datetime | None) -> tuple[Prompt, ...]:
    """Those with something newer than what this person has spoken about."""
    return tuple(each for each in prompts if seen is None or each.newest > seen)


def looks_for(
    keyholder: Keyholder, cover: Cover, role: Role, now: datetime, found: Sequence[Measure] | None = None
) -> bool:
    """Whether something is there that this one of the two has not spoken about or set aside. From a cover alone.

    `found`: its measures, if they are known.
    """
    latest = cover.get(Latest)
    if latest is None or not (latest.sheets or latest.check_ins):
        return False
    found = measures_of(keyholder, cover) if found is None else found
    prompts = prompts_in(found, latest, meetings_in(cover, now), now)
    return bool(still_new(prompts, latest.talked.get(role)))
