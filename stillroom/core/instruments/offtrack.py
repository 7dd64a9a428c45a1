"""Signs that a course of care does not help as it should. They open a conversation and change nothing by themselves.

Kept general: a therapist who is told early keeps more people from getting worse (Lambert 2018, 10.1037/pst0000167). The
published figures are in the catalogue's files; those below are this project's choice and say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stillroom.core.instruments.change import Change, reliable_change
from stillroom.core.instruments.comparisons import Number
from stillroom.core.instruments.figures import Expected
from stillroom.core.instruments.model import Instrument

# This project's choice.
SESSIONS_WITHOUT_CHANGE = 8
MISSED_IN_A_ROW = 2
DIP = 2  # points on one question of a check-in that asks 0 to 10


class Sign(StrEnum):
    """Why to look."""

    WORSE = "worse"  # reliably, since the first sheet
    TOO_LITTLE = "too_little"  # less than is expected by now
    NO_CHANGE = "no_change"  # none that is reliable, after many sessions
    MISSED = "missed"  # measures left out, one after the other
    DIPPED = "dipped"  # the check-in after a session


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign, and where its figure is from."""

    sign: Sign
    source: str


@dataclass(frozen=True, slots=True)
class Course:
    """`scores`: (day, score that `instrument.reliable_change` is about, or None), rising in time. `sessions`: held
    since the first of them. `missed`: measures that were due and not answered since the last one that was."""

    instrument: Instrument
    scores: Sequence[tuple[date, Number | None]]
    sessions: int
    missed: int = 0


def reasons(course: Course, today: date) -> tuple[Reason, ...]:
    """All that hold, the most pressing first; none where nothing is amiss or too little is known."""
    found = [*_worse(course), *_too_little(course, today), *_no_change(course)]
    if course.missed >= MISSED_IN_A_ROW:
        found.append(Reason(Sign.MISSED, "This project's rule: two measures in a row were not answered."))
    return tuple(found)


def reasons_of_check_ins(check_ins: Sequence[Sequence[int | None]]) -> tuple[Reason, ...]:
    """`check_ins`: oldest first, each with the same questions in the same order, None where one was left open."""
    if not _dipped(check_ins):
        return ()
    return (Reason(Sign.DIPPED, "This project's rule: an answer of the check-in fell by 2 or more."),)


def _known(course: Course) -> list[tuple[date, Number]]:
    return [(day, value) for day, value in course.scores if value is not None]


def _change(course: Course) -> Change:
    known, rule = _known(course), course.instrument.reliable_change
    if rule is None or len(known) < 2:
        return Change.UNDETERMINED
    return reliable_change(course.instrument, {rule.score: known[0][1]}, {rule.score: known[-1][1]})


def _worse(course: Course) -> list[Reason]:
    rule = course.instrument.reliable_change
    if rule is None or _change(course) is not Change.DETERIORATED:
        return []
    return [Reason(Sign.WORSE, rule.source)]


def _no_change(course: Course) -> list[Reason]:
    rule = course.instrument.reliable_change
    if rule is None or course.sessions < SESSIONS_WITHOUT_CHANGE or _change(course) is not Change.NO_RELIABLE_CHANGE:
        return []
    return [Reason(Sign.NO_CHANGE, f"This project's rule (8 sessions); the points: {rule.source}")]


def _too_little(course: Course, today: date) -> list[Reason]:
    known, rule = _known(course), course.instrument.reliable_change
    if rule is None or len(known) < 2:
        return []
    (begun, first), (_day, last) = known[0], known[-1]
    late = [
        each for each in rule.expected if _is_due(each, begun, course.sessions, today) and _short_of(each, first, last)
    ]
    return [Reason(Sign.TOO_LITTLE, each.source) for each in late[:1]]


def _is_due(expected: Expected, begun: date, sessions: int, today: date) -> bool:
    if expected.sessions is not None and sessions >= expected.sessions:
        return True
    return today - begun >= timedelta(weeks=expected.weeks)


def _short_of(expected: Expected, first: Number, last: Number) -> bool:
    if first < expected.from_score:
        return False
    fall = first - last
    if expected.points is not None and fall < expected.points:
        return True
    return expected.percent is not None and 100 * fall < expected.percent * first


def _dipped(check_ins: Sequence[Sequence[int | None]]) -> bool:
    """Whether an answer of the last check-in is lower than the same question's answer before it, by `DIP` or more."""
    if not check_ins:
        return False
    for place, now in enumerate(check_ins[-1]):
        before = next((each[place] for each in reversed(check_ins[:-1]) if each[place] is not None), None)
        if now is not None and before is not None and before - now >= DIP:
            return True
    return False
