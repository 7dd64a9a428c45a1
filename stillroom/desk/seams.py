"""What other rooms' covers say about one person, each in one place: trend, goals, what is due."""

from dataclasses import dataclass
from datetime import datetime

from stillroom.assessments.queries import measures_of
from stillroom.core.instruments.change import Change
from stillroom.plans.documents import GoalCover
from stillroom.vault.covers import Cover
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder

WAYS = {Change.DETERIORATED: "worse", Change.IMPROVED: "better"}


@dataclass(frozen=True, slots=True)
class Trend:
    """`way`: worse, steady or better, where the change is more than noise. `said`: the newest score in short."""

    way: str
    said: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`goals`, `steps` (the open ones): in the client's words. `answer`: it waits for the therapist's yes. `overdue`:
    its review is."""

    goals: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    answer: bool = False
    overdue: bool = False


def trend_in(keyholder: Keyholder, cover: Cover) -> Trend | None:
    found = [each for each in measures_of(keyholder, cover) if each.latest.main.value is not None]
    if not found:
        return None
    newest = max(found, key=lambda each: each.latest.sheet.finished)
    since = newest.since_first
    return Trend(WAYS.get(since, "steady") if since else "steady", _said(newest.instrument.short_title, newest.latest))


def _said(title: str, reading: object) -> str:
    return f"{title} {reading.main.value:g}"  # type: ignore[attr-defined]


def plan_in(cover: Cover, now: datetime) -> Plan:
    goal = cover.get(GoalCover)
    return Plan((goal.words,), goal.open_steps, Role.THERAPIST in goal.waits_for) if goal else Plan()


def measures_due(cover: Cover, now: datetime) -> bool:
    return False
