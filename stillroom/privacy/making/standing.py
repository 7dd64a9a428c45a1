"""Who stands in for a therapist, what was brought to somebody else, and going on with them."""

from collections.abc import Iterator

from stillroom.care.documents import (
    Brought,
    Covering,
    CoveringMessage,
    CoveringState,
    CoveringWord,
    Transfer,
    TransferState,
)
from stillroom.core.fhir.care import care_team, consent, service_request
from stillroom.core.fhir.elements import Resource
from stillroom.core.fhir.people import practitioner
from stillroom.core.fhir.writings import communication, document_reference
from stillroom.privacy.making.found import Found


def about_standing_in(found: Found) -> Iterator[Resource]:
    """A yes or a no to one colleague: to let them read and answer."""
    it = found.document(CoveringWord)
    colleague = found.aliases.of(it.colleague)
    yield practitioner(colleague)
    yield consent(
        found.name(),
        patient=found.patient,
        given=it.stands,
        text=found.item.title,
        at=it.at,
        privacy=True,
        to=colleague,
        until=it.ended.date() if it.ended else it.until,
    )


def standing_in(found: Found) -> Iterator[Resource]:
    it = found.document(Covering)
    colleague = found.aliases.of(it.colleague)
    yield practitioner(colleague)
    yield care_team(
        found.name(),
        patient=found.patient,
        text=found.item.title,
        members=[colleague],
        stands=it.state is CoveringState.ACTIVE,
        until=it.ended.date() if it.ended else it.until,
    )


def brought(found: Found) -> Iterator[Resource]:
    """A copy of what another place holds. Whom it came from stays out, as names do."""
    it = found.document(Brought)
    text = "\n\n".join(f"{passage.heading}\n{passage.text}" for passage in it.passages)
    yield document_reference(
        found.name(), patient=found.patient, title=it.title, text=text, at=found.item.at, author=found.author
    )


def transfer(found: Found) -> Iterator[Resource]:
    it = found.document(Transfer)
    performer = None if it.to is None else found.aliases.of(it.to)
    if performer is not None:
        yield practitioner(performer)
    yield service_request(
        found.name(),
        patient=found.patient,
        text=found.item.title,
        status="active" if it.state is TransferState.OPEN else "revoked",
        at=found.item.at,
        requester=found.therapist,
        performer=performer,
        said=it.words,
    )
    if it.summary.strip():
        yield document_reference(
            found.name("summary"),
            patient=found.patient,
            title=found.item.title,
            text=it.summary,
            at=found.item.at,
            author=found.who("therapist"),
            current=it.may_go_along,
        )


def message_among_three(found: Found) -> Iterator[Resource]:
    yield communication(
        found.name(),
        patient=found.patient,
        texts=[found.document(CoveringMessage).text],
        sender=found.author,
        recipients=found.others,
        at=found.item.at,
    )
