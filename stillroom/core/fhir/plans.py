"""Goals and what is done for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stillroom.core.fhir.elements import (
    Element,
    Resource,
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


@dataclass(frozen=True, slots=True)
class Activity:
    """Something to do. `status`: not-started, in-progress, completed, stopped."""

    words: str
    status: str
    done: datetime | None = None


def goal(
    name: UUID,
    *,
    patient: UUID,
    text: str,
    status: str,
    by: Element,
    ratings: Sequence[UUID] = (),
    due: date | None = None,
    said: str = "",
) -> Resource:
    """`status`: of its life, such as proposed, active, completed. `by`: a reference to who put it into words."""
    return resource(
        "Goal",
        name,
        lifecycleStatus=status,
        description=concept(words(text) or "-"),
        subject=reference("Patient", patient),
        target=[lean({"dueDate": written(due)})],
        expressedBy=by,
        note=note(said),
        outcomeReference=[reference("Observation", each) for each in ratings],
    )


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
) -> Resource:
    """`status`: draft while one of the two has not agreed, else active, completed or revoked. `addresses`: problems in
    words, for which there is no resource of their own."""
    said = "\n".join((description, *addresses))
    return resource(
        "CarePlan",
        name,
        status=status,
        intent="plan",
        title=words(title),
        description=words(said),
        subject=reference("Patient", patient),
        created=instant(at),
        author=author,
        replaces=[reference("CarePlan", replaces)],
        goal=[reference("Goal", each) for each in goals],
        activity=[{"detail": _detail(each)} for each in activities],
    )


def _detail(activity: Activity) -> Element:
    return lean(
        {
            "status": activity.status,
            "description": words(activity.words) or "-",
            "scheduledPeriod": period(None, activity.done),
        }
    )
