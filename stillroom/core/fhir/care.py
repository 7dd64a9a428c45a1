"""Being in care: an episode, what was agreed to, times to meet, who stands in."""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from stillroom.core.fhir.elements import (
    LOINC,
    Element,
    Resource,
    coding,
    concept,
    instant,
    lean,
    period,
    reference,
    resource,
    words,
)

SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
WHY_CANCELLED = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"


class EpisodeStatus(StrEnum):
    PLANNED = "planned"
    ACTIVE = "active"
    FINISHED = "finished"
    CANCELLED = "cancelled"


def episode_of_care(
    name: UUID,
    *,
    patient: UUID,
    manager: UUID | None,
    status: EpisodeStatus,
    began: datetime | None,
    ended: datetime | None,
) -> Resource:
    return resource(
        "EpisodeOfCare",
        name,
        status=status,
        patient=reference("Patient", patient),
        period=period(began, ended),
        careManager=reference("Practitioner", manager),
    )


def hash_uri(sha256: str) -> str:
    """The name of a text by its hash (RFC 6920); "" for what is no hash."""
    try:
        digest = bytes.fromhex(sha256)
    except ValueError:
        return ""
    return f"ni:///sha-256;{urlsafe_b64encode(digest).decode().rstrip('=')}" if len(digest) == 32 else ""


def consent(
    name: UUID,
    *,
    patient: UUID,
    given: bool,
    text: str,
    at: datetime,
    sha256: str = "",
    privacy: bool = False,
    to: UUID | None = None,
    until: date | None = None,
) -> Resource:
    """A yes or a no. `text` names what to, `sha256` is of the very words. `to`, `until`: to whom, and how long."""
    scope = "patient-privacy" if privacy else "treatment"
    who = {"role": concept(text), "reference": reference("Practitioner", to)} if to else {}
    hashed = hash_uri(sha256)
    return resource(
        "Consent",
        name,
        status="active" if given else "rejected",
        scope=concept("", coding(SCOPE, scope)),
        category=[concept("", coding(LOINC, "59284-0", "Consent Document"))],
        patient=reference("Patient", patient),
        dateTime=instant(at),
        policy=[{"uri": hashed}] if hashed else [],
        policyRule=concept(text),
        provision=lean({"type": "permit" if given else "deny", "period": period(None, until), "actor": [who]})
        if who
        else {},
    )


class AppointmentStatus(StrEnum):
    PENDING = "pending"
    BOOKED = "booked"
    CANCELLED = "cancelled"


def appointment(
    name: UUID,
    *,
    patient: UUID,
    therapist: UUID | None,
    status: AppointmentStatus,
    start: datetime,
    length: timedelta,
    way: str,
    cancelled_by: str = "",
    told: Sequence[str] = (),
) -> Resource:
    """`cancelled_by`: "pat" or "prov". `told`: sentences about where it was before, or could be instead."""
    reason = concept("", coding(WHY_CANCELLED, cancelled_by)) if cancelled_by else {}
    waits = status is AppointmentStatus.PENDING
    who = [
        _participant("Patient", patient, "declined" if cancelled_by == "pat" else "accepted"),
        _participant(
            "Practitioner", therapist, "needs-action" if waits else "declined" if cancelled_by == "prov" else "accepted"
        ),
    ]
    return resource(
        "Appointment",
        name,
        status=status,
        cancelationReason=reason,
        description=words(way),
        start=instant(start),
        end=instant(start + length),
        minutesDuration=round(length.total_seconds() / 60),
        comment=words("\n".join(told)),
        participant=who,
    )


def _participant(kind: str, name: UUID | None, status: str) -> Element:
    return {} if name is None else {"actor": reference(kind, name), "status": status}


def care_team(
    name: UUID, *, patient: UUID, text: str, members: Sequence[UUID], stands: bool, until: date | None
) -> Resource:
    return resource(
        "CareTeam",
        name,
        status="active" if stands else "inactive",
        name=words(text),
        subject=reference("Patient", patient),
        period=period(None, until),
        participant=[{"member": reference("Practitioner", each)} for each in members],
    )


def service_request(
    name: UUID,
    *,
    patient: UUID,
    text: str,
    status: str,
    at: datetime,
    requester: UUID | None,
    performer: UUID | None,
    said: str,
) -> Resource:
    """A proposal to go on with somebody else. `status`: active or revoked."""
    return resource(
        "ServiceRequest",
        name,
        status=status,
        intent="proposal",
        code=concept(text),
        subject=reference("Patient", patient),
        authoredOn=instant(at),
        requester=reference("Practitioner", requester),
        performer=[reference("Practitioner", performer)],
        note=[{"text": words(said)}] if words(said) else [],
    )
