"""What other rooms' covers say about one person, each in one place: trend, goals, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stillroom.assessments.documents import Latest
from stillroom.assessments.due import due_of
from stillroom.assessments.readings import Measure
from stillroom.care.meetings import meetings_in
from stillroom.core.instruments.change import Change
from stillroom.core.instruments.comparisons import Number
from stillroom.plans.standing import plan_standing
from stillroom.vault.covers import Cover
from stillroom.vault.documents import Role

WIDE, HIGH = 64, 20
WAYS = {Change.DETERIORATED: "worse", Change.IMPROVED: "better"}


@dataclass(frozen=True, slots=True)
class Trend:
    """`way`: worse, steady or better, where the change is more than noise; "" for one score alone. `said`: the newest
    score in short. `line`: the scores over time, as a polyline in a box of `WIDE` by `HIGH`; "" for one alone."""

    way: str
    said: str
    line: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`goals`, `steps` (the open ones): in the client's words. `answer`: it waits for the therapist's yes. `overdue`:
    its review is."""

    goals: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    answer: bool = False
    overdue: bool = False


def trend_in(found: Sequence[Measure]) -> Trend | None:
    """Of the questionnaire that was answered last; None where none of its sheets has a score."""
    if not found:
        return None
    measure = max(found, key=lambda each: each.latest.sheet.finished)
    points = [(reading.sheet.finished, reading.main.value) for reading in measure.readings]
    scores = [(at, value) for at, value in points if value is not None]
    if not scores:
        return None
    main = measure.latest.main
    since = measure.since_first
    return Trend(
        way=WAYS.get(since, "steady") if since else "",
        said=f"{measure.instrument.short_title} {scores[-1][1]:g}",
        line=_line(scores, main.lowest or 0, measure.highest),
    )


def _line(scores: Sequence[tuple[datetime, Number]], lowest: Number, highest: Number) -> str:
    """True to time and to the whole scale, so that a small step looks small."""
    first, last = scores[0][0], scores[-1][0]
    span = (last - first).total_seconds()
    if not span:
        return ""
    places = (
        ((at - first).total_seconds() / span * WIDE, (1 - (value - lowest) / (highest - lowest)) * HIGH)
        for at, value in scores
    )
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def plan_in(cover: Cover, now: datetime) -> Plan:
    standing = plan_standing(cover, now)
    if standing is None:
        return Plan()
    plan = standing.cover
    steps = (*plan.open_steps, *plan.theirs)
    return Plan(plan.goals or (plan.words,), steps, Role.THERAPIST in plan.waits_for, standing.is_due)


def measures_due(cover: Cover, now: datetime) -> bool:
    """Whether questions wait to be answered: opened by the therapist, or suggested, agreed to and due."""
    latest = cover.get(Latest)
    if latest is None:
        return False
    return bool(latest.opened) or bool(due_of(cover, now, meetings_in(cover, now)).now)
