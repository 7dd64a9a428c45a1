"""The pieces that resources are made of."""

import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

Element = dict[str, object]
Resource = dict[str, object]

LOINC = "http://loinc.org"
# Below 32 only tab and line ends may stand in a string (FHIR R4B, datatypes, "string").
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def words(text: str) -> str:
    """A person's words as a string may hold them; "" where nothing is left, because no string may be empty."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text).strip()


def urn(name: UUID) -> str:
    return f"urn:uuid:{name}"


def reference(kind: str, name: UUID | None, display: str = "") -> Element:
    """To another resource of the same bundle; {} for None, which `resource` leaves out."""
    return {} if name is None else lean({"reference": urn(name), "type": kind, "display": words(display)})


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def when(at: datetime | date | None) -> str:
    """A `dateTime`, "" for None; a whole day stays one."""
    return "" if at is None else instant(at) if isinstance(at, datetime) else at.isoformat()


def period(start: datetime | date | None, end: datetime | date | None = None) -> Element:
    return lean({"start": when(start), "end": when(end)})


def coding(system: str, code: str, display: str = "") -> Element:
    return lean({"system": system, "code": code, "display": words(display)})


def loinc(code: str | None) -> tuple[Element, ...]:
    return (coding(LOINC, code),) if code else ()


def concept(text: str, *codings: Element) -> Element:
    return lean({"coding": list(codings), "text": words(text)})


def note(text: str) -> list[Element]:
    """An `Annotation`, or nothing."""
    said = words(text)
    return [{"text": said}] if said else []


def plain_text(text: str, title: str = "", language: str = "") -> Element:
    """An `Attachment` that holds the words themselves."""
    data = b64encode((words(text) or "-").encode()).decode()
    kind = "text/plain; charset=utf-8"
    return lean({"contentType": kind, "language": language, "data": data, "title": words(title)})


def lean(element: Element) -> Element:
    """Without what is empty: FHIR knows no empty strings, lists or objects. 0 and False stay."""
    return {name: value for name, value in element.items() if value is not None and value != "" and not _hollow(value)}


def _hollow(value: object) -> bool:
    return isinstance(value, dict | list | tuple) and not value


def resource(kind: str, name: UUID, /, **fields: object) -> Resource:
    """One resource; what is empty is left out. A field that is a word of Python ends in "_" (`class_`)."""
    own = {field.rstrip("_"): _listed(value) for field, value in fields.items()}
    return lean({"resourceType": kind, "id": str(name), **own})


def _listed(value: object) -> object:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [each for each in value if each not in ({}, "", None)]
    return value
