"""Goals and what is done for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stillroom.core.fhir.elements import (
    Element,
    Resource,
    coding,
    concept,
    instant,
    lean,
    note,
    period,
    reference,
    resource,
    words,
)
from stillroom.core.fhir.elements import when as written

ACHIEVEMENT = "http://terminology.hl7.org/CodeSystem/goal-achievement"


@dataclass(frozen=True, slots=True)
class Activity:
    """Something to do. `status`: not-started, in-progress, completed, stopped. `by`: references to who does it."""

    words: str
    status: str
    done: datetime | None = None
    due: date | None = None
    by: Sequence[Element] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What would show a goal. `measure`: all of it in words; `to`: where it is to get, in words, if that was said."""

    measure: str
    to: str = ""
    due: date | None = None


def goal(
    name: UUID,
    *,
    patient: UUID,
    text: str,
    status: str,
    by: Element,
    ratings: Sequence[UUID] = (),
    targets: Sequence[Target] = (),
    reached: bool = False,
    changed: date | None = None,
    said: str = "",
) -> Resource:
    """`status`: of its life, such as proposed, active, completed; `changed`: when it came to that. `by`: a reference to
    who put it into words."""
    return resource(
        "Goal",
        name,
        lifecycleStatus=status,
        description=concept(words(text) or "-"),
        subject=reference("Patient", patient),
        achievementStatus=concept("", coding(ACHIEVEMENT, "achieved")) if reached else {},
        target=[_target(each) for each in targets],
        statusDate=written(changed),
        expressedBy=by,
        note=note(said),
        outcomeReference=[reference("Observation", each) for each in ratings],
    )


def _target(target: Target) -> Element:
    """What a target is in detail needs what is measured beside it (gol-1)."""
    measured = words(target.measure)
    detail = {"measure": concept(measured), "detailString": words(target.to)} if measured else {}
    return lean({**detail, "dueDate": written(target.due)})


def care_plan(
    name: UUID,
    *,
    patient: UUID,
    title: str,
    status: str,
    at: datetime,
    author: Element,
    goals: Sequence[UUID],
    activities: Sequence[Activity],
    description: str = "",
    addresses: Sequence[str] = (),
    replaces: UUID | None = None,
    said: str = "",
) -> Resource:
    """`status`: draft while one of the two has not agreed, else active, completed or revoked. `addresses`: problems in
    words, for which there is no resource of their own. `said`: beside a proposal."""
    about = "\n".join((description, *addresses))
    return resource(
        "CarePlan",
        name,
        status=status,
        intent="plan",
        title=words(title),
        description=words(about),
        note=note(said),
        subject=reference("Patient", patient),
        created=instant(at),
        author=author,
        replaces=[reference("CarePlan", replaces)],
        goal=[reference("Goal", each) for each in goals],
        activity=[_activity(each) for each in activities],
    )


def _activity(activity: Activity) -> Element:
    """When something was done is its progress: a `detail` has only the time that was planned."""
    said = words(activity.words) or "-"
    detail: Element = {
        "status": activity.status,
        "description": said,
        "scheduledPeriod": period(None, activity.due),
        "performer": [each for each in activity.by if each],
    }
    done = [] if activity.done is None else [{"time": instant(activity.done), "text": said}]
    return lean({"progress": done, "detail": lean(detail)})
