"""A goal with each rating, and every version of how it is worked on as a plan of care; looking at it together."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from stillroom.core.fhir.elements import Element, Resource
from stillroom.core.fhir.plans import Activity, Target, care_plan, goal
from stillroom.core.fhir.questionnaires import observation
from stillroom.core.fhir.writings import document_reference
from stillroom.plans.documents import Close, Goal, Objective, Review, Step, Wording
from stillroom.plans.wording import intervention_line, objective_line
from stillroom.privacy.labels import label_of, value_of
from stillroom.privacy.making.found import Found
from stillroom.vault.documents import Role


def goal_with_steps(found: Found) -> Iterator[Resource]:
    """What both agreed to stands while a change of it waits, and that change is a draft that would replace it."""
    it = found.document(Goal)
    ratings = [(found.name(f"rating/{place}"), each) for place, each in enumerate(it.ratings)]
    for name, rating in ratings:
        yield observation(
            name,
            patient=found.patient,
            text=label_of("ratings"),
            value=rating.value,
            at=rating.at,
            focus=found.name(),
            performer=found.patient,
        )
    stands = it.stood or it.wording
    yield goal(
        found.name(),
        patient=found.patient,
        text=stands.words,
        status=_life(it),
        by=found.author,
        ratings=[name for name, _rating in ratings],
        targets=[_target(each) for each in stands.objectives],
        reached=it.closed is Close.REACHED,
        changed=it.closed_at.date() if it.closed_at else None,
        said="" if it.closed is None else value_of("closed", it.closed),
    )
    yield from _plans(found, it)


def _life(it: Goal) -> str:
    """Words of FHIR's GoalLifecycleStatus."""
    if it.closed is not None:
        return "completed" if it.closed is Close.REACHED else "cancelled"
    return "active" if it.is_agreed or it.stood else "proposed"


def _target(each: Objective) -> Target:
    return Target(objective_line(each), each.target, each.due)


def _plans(found: Found, it: Goal) -> Iterator[Resource]:
    agreed = list(it.versions)
    before: UUID | None = None
    last = len(agreed) - 1
    for place, version in enumerate(agreed):
        stands = place == last
        name = found.name("plan" if stands else f"plan/{version.at.isoformat()}")
        now = it.wording if stands and it.is_agreed else version.wording  # with the steps that are done since
        yield _plan(found, name, now, _state(it) if stands else "revoked", version.at, before)
        before = name
    if not agreed:
        status = _state(it) if it.is_agreed else "draft"
        yield _plan(found, found.name("plan"), it.wording, status, found.item.at, None, it.by, it.said)
    elif not it.is_agreed:
        yield _plan(found, found.name("plan/asked"), it.wording, "draft", found.item.at, before, it.by, it.said)
    if it.against is not None:
        other = Role.THERAPIST if it.by is Role.CLIENT else Role.CLIENT
        yield _plan(found, found.name("plan/against"), it.against, "draft", found.item.at, before, other)


def _state(it: Goal) -> str:
    if it.closed is None:
        return "active"
    return "completed" if it.closed is Close.REACHED else "revoked"


def _plan(
    found: Found,
    name: UUID,
    it: Wording,
    status: str,
    at: datetime,
    replaces: UUID | None,
    by: Role | None = None,
    said: str = "",
) -> Resource:
    together = [found.who(Role.CLIENT), found.who(Role.THERAPIST)]
    return care_plan(
        name,
        patient=found.patient,
        title=it.words,
        status=status,
        at=at,
        author=found.who(by) if by else found.author,
        goals=[found.name()],
        activities=[
            *(_step(found, each) for each in it.steps),
            *(Activity(intervention_line(each), "in-progress", by=together) for each in it.interventions),
        ],
        addresses=[it.problem] if it.problem else [],
        replaces=replaces,
        said=said,
    )


def _step(found: Found, step: Step) -> Activity:
    who: list[Element] = [found.who(step.who)]
    words = f"{step.words} ({value_of('exercise', step.exercise)})" if step.exercise else step.words
    status = "not-started" if step.done_at is None else "completed"
    return Activity(words, status, step.done_at, step.due, who)


def review(found: Found) -> Iterator[Resource]:
    it = found.document(Review)
    said = [f"{label_of(name)}: {getattr(it, name)}" for name in ("helped", "keep", "change") if getattr(it, name)]
    yield document_reference(
        found.name(),
        patient=found.patient,
        title=found.item.title,
        text="\n\n".join(said) or "-",
        at=it.at,
        author=found.author,
    )
