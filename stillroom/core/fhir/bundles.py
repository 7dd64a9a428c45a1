"""A bundle of type `collection`, written piece by piece: what somebody takes along can be longer than a memory."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from stillroom.core.fhir.elements import Resource, concept, instant, lean, resource, urn

TAIL = "]}\n"
NOBODY = UUID(int=0)  # of what is about a file, and no document


def head(name: UUID, at: datetime) -> str:
    """Everything before the first entry; no part of a name or a place."""
    opened = {"resourceType": "Bundle", "id": str(name), "type": "collection", "timestamp": instant(at)}
    return f'{json.dumps(opened)[:-1]}, "entry": [\n'


def entry(made: Resource) -> str:
    """One entry on one line. Between two stands a comma, which is the caller's."""
    full = {"fullUrl": urn(UUID(str(made["id"]))), "resource": made}
    return json.dumps(full, ensure_ascii=False, separators=(",", ":"))


def left_out(name: UUID, reasons: Sequence[tuple[str, str]], harmed: Sequence[str]) -> Resource:
    """What is not in the bundle, and why. `reasons`: (what it is with how many there are, why); `harmed`: sentences."""
    issues = [_issue("warning", "incomplete", sentence, "") for sentence in harmed]
    issues += [_issue("information", "suppressed", why, what) for what, why in reasons]
    return resource("OperationOutcome", name, issue=issues)


def _issue(severity: str, code: str, words: str, diagnostics: str) -> Mapping[str, object]:
    return lean({"severity": severity, "code": code, "details": concept(words), "diagnostics": diagnostics})
