"""Messages, goals, notes that are shown, and flags."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.care.telling import sentence_of
from stillroom.core.fhir.elements import Resource, reference
from stillroom.core.fhir.plans import Activity, care_plan, goal
from stillroom.core.fhir.questionnaires import observation
from stillroom.core.fhir.writings import PROGRESS_NOTE, basic, communication, document_reference, flag
from stillroom.core.instruments.rules import Level
from stillroom.messaging.documents import Message
from stillroom.notes.documents import Note, ShownNote
from stillroom.plans.documents import Close, Goal, Review
from stillroom.plans.wording import lines_of
from stillroom.privacy.labels import label_of, value_of
from stillroom.privacy.making.found import Found
from stillroom.privacy.spoken import spoken
from stillroom.safety.documents import Acknowledgement, LentFlag, LentSeen, RiskFlag


def message(found: Found) -> Iterator[Resource]:
    it = found.document(Message)
    mine = found.item.author == "client"
    told = sentence_of(it.told, mine=mine, other=_("the therapist"), zone=found.zone) if it.told else ""
    yield communication(
        found.name(),
        patient=found.patient,
        texts=[told, it.text],
        sender=found.author,
        recipients=found.others,
        at=found.item.at,
    )


def goal_with_steps(found: Found) -> Iterator[Resource]:
    """The goal, each rating of it, and its steps as a plan of care. A step says when it was done."""
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
    yield goal(
        found.name(),
        patient=found.patient,
        text=it.words,
        status=_life(it),
        by=found.author,
        ratings=[name for name, _rating in ratings],
        due=next((each.due for each in it.objectives if each.due), None),
        said="\n".join(lines_of(it.wording)["objectives"]),
    )
    yield care_plan(
        found.name("plan"),
        patient=found.patient,
        title=it.words,
        status=("completed" if it.closed else "active") if it.is_agreed else "draft",
        at=found.item.at,
        author=found.author,
        goals=[found.name()],
        activities=[
            *(
                Activity(step.words, "not-started" if step.done_at is None else "completed", step.done_at)
                for step in it.steps
            ),
            *(Activity(line, "in-progress") for line in lines_of(it.wording)["interventions"]),
        ],
        addresses=[it.problem] if it.problem else [],
    )


def _life(it: Goal) -> str:
    """Words of FHIR's GoalLifecycleStatus."""
    if it.closed is not None:
        return "completed" if it.closed is Close.REACHED else "cancelled"
    return "active" if it.is_agreed else "proposed"


def plan_review(found: Found) -> Iterator[Resource]:
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


def shown_note(found: Found) -> Iterator[Resource]:
    it = found.document(ShownNote)
    added = [f"{label_of('addenda')}: {each.text}" for each in it.addenda]
    yield document_reference(
        found.name(),
        patient=found.patient,
        title=found.item.title,
        text="\n\n".join([*_parts(it.note), *added]),
        at=it.signed,
        author=found.author,
        code=PROGRESS_NOTE,
        start=it.note.start,
        stop=it.note.stop,
    )


def _parts(note: Note) -> list[str]:
    said = [f"{value_of('said', name)}\n{text}" for name, text in note.said.items() if text]
    beside = (("risk", note.risk), ("goal", note.goal), ("measures", note.measures))
    return said + [f"{label_of(name)}\n{text}" for name, text in beside if text]


def in_its_words(found: Found) -> Iterator[Resource]:
    """Whatever FHIR has no resource for: each field under its label, as on the pages."""
    mine = found.item.author == "client"
    said = spoken(found.item, found.zone, mine, _("the therapist"))
    lines = [(label, _flat(value)) for label, value in said.items()]
    yield basic(
        found.name(), patient=found.patient, title=found.item.title, lines=lines, at=found.item.at, author=found.author
    )


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{label}: {_flat(each)}" for label, each in value.items())
    return "; ".join(map(_flat, value)) if isinstance(value, list) else str(value)


def raised(found: Found) -> Iterator[Resource]:
    yield _flag(found, found.document(RiskFlag).level)


def lent(found: Found) -> Iterator[Resource]:
    yield _flag(found, found.document(LentFlag).level)


def _flag(found: Found, level: Level) -> Resource:
    """Closed by what somebody did about it, and by nothing else."""
    seen = [
        item.at
        for item in found.place.items
        if isinstance(item.document, Acknowledgement | LentSeen) and item.document.flag == found.item.id
    ]
    return flag(
        found.name(),
        patient=found.patient,
        text=f"{found.item.title} ({value_of('level', level)})",
        raised=found.item.at,
        is_open=not seen,
        author=found.author,
        until=min(seen, default=None),
    )


def looked_at(found: Found) -> Iterator[Resource]:
    it = found.document(Acknowledgement)
    yield _done(found, it.flag, it.done)


def lent_looked_at(found: Found) -> Iterator[Resource]:
    it = found.document(LentSeen)
    yield _done(found, it.flag, it.done)


def _done(found: Found, of: UUID, done: str) -> Resource:
    return communication(
        found.name(),
        patient=found.patient,
        texts=[done],
        sender=found.author,
        at=found.item.at,
        about=[reference("Flag", found.of(of))],
        topic=found.item.title,
    )
