"""What was written: messages, documents, flags, and what FHIR has no resource of its own for."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from uuid import UUID

from stillroom.core.fhir.elements import (
    Element,
    Resource,
    concept,
    instant,
    lean,
    loinc,
    period,
    plain_text,
    reference,
    resource,
    words,
)

XHTML = "http://www.w3.org/1999/xhtml"
PROGRESS_NOTE, DISCHARGE_SUMMARY = "11506-3", "18842-5"


def communication(
    name: UUID,
    *,
    patient: UUID,
    texts: Sequence[str],
    sender: Element,
    recipients: Sequence[Element] = (),
    at: datetime | None = None,
    about: Sequence[Element] = (),
    topic: str = "",
) -> Resource:
    return resource(
        "Communication",
        name,
        status="completed",
        topic=concept(topic),
        subject=reference("Patient", patient),
        about=list(about),
        sent="" if at is None else instant(at),
        sender=sender,
        recipient=list(recipients),
        payload=[{"contentString": said} for text in texts if (said := words(text))],
    )


def document_reference(
    name: UUID,
    *,
    patient: UUID,
    title: str,
    text: str,
    at: datetime,
    author: Element,
    code: str | None = None,
    current: bool = True,
    start: datetime | None = None,
    stop: datetime | None = None,
) -> Resource:
    """Words with a title. `start`, `stop`: of the session that it is about. Not `current`: taken back or replaced."""
    return resource(
        "DocumentReference",
        name,
        status="current" if current else "superseded",
        type_=concept(title, *loinc(code)),
        subject=reference("Patient", patient),
        date=instant(at),
        author=[author],
        content=[{"attachment": plain_text(text, title)}],
        context=lean({"period": period(start, stop)}),
    )


def flag(
    name: UUID, *, patient: UUID, text: str, raised: datetime, is_open: bool, author: Element, until: datetime | None
) -> Resource:
    """`until`: when somebody has looked at it."""
    return resource(
        "Flag",
        name,
        status="active" if is_open else "inactive",
        code=concept(text),
        subject=reference("Patient", patient),
        period=period(raised, until),
        author=author,
    )


def clinical_impression(name: UUID, *, patient: UUID, summary: str, at: datetime, assessor: Element) -> Resource:
    return resource(
        "ClinicalImpression",
        name,
        status="completed",
        subject=reference("Patient", patient),
        date=instant(at),
        assessor=assessor,
        summary=words(summary) or "-",
    )


def basic(
    name: UUID, *, patient: UUID, title: str, lines: Sequence[tuple[str, str]], at: datetime, author: Element
) -> Resource:
    """What has no resource of its own: its title, and (label, words) for people to read."""
    said = "".join(f"<p><b>{_safe(label)}</b>: {_safe(text)}</p>" for label, text in lines if words(text))
    return resource(
        "Basic",
        name,
        text={"status": "generated", "div": f'<div xmlns="{XHTML}"><p>{_safe(title)}</p>{said}</div>'},
        code=concept(title),
        subject=reference("Patient", patient),
        created=at.date().isoformat(),
        author=author,
    )


def _safe(text: str) -> str:
    return escape(words(text), quote=False)
