"""Messages, notes that are shown, and flags."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.care.telling import sentence_of
from stillroom.core.fhir.elements import Resource, reference
from stillroom.core.fhir.writings import PROGRESS_NOTE, basic, communication, document_reference, flag
from stillroom.core.instruments.rules import Level
from stillroom.messaging.documents import Message
from stillroom.notes.documents import Note, ShownNote
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
