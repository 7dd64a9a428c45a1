"""Episodes of care from the first word to the last, consents, appointments."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.base.times import local_time
from stillroom.care.documents import ConsentWord, Episode, State
from stillroom.care.ending_documents import TOPICS, Ending
from stillroom.core.fhir.care import (
    AppointmentStatus,
    EpisodeStatus,
    appointment,
    consent,
    episode_of_care,
)
from stillroom.core.fhir.elements import Resource
from stillroom.core.fhir.writings import DISCHARGE_SUMMARY, communication, document_reference
from stillroom.privacy.labels import value_of
from stillroom.privacy.making.found import Found
from stillroom.scheduling.documents import Appointment, AppointmentState
from stillroom.vault.documents import Role

EPISODES = {
    State.INVITED: EpisodeStatus.PLANNED,
    State.ASKED: EpisodeStatus.PLANNED,
    State.ACTIVE: EpisodeStatus.ACTIVE,
    State.DECLINED: EpisodeStatus.CANCELLED,
    State.ENDED: EpisodeStatus.FINISHED,
}
APPOINTMENTS = {
    AppointmentState.ASKED: AppointmentStatus.PENDING,
    AppointmentState.CONFIRMED: AppointmentStatus.BOOKED,
    AppointmentState.CANCELLED: AppointmentStatus.CANCELLED,
    AppointmentState.LAPSED: AppointmentStatus.CANCELLED,
}
CANCELLED_BY = {Role.CLIENT: "pat", Role.THERAPIST: "prov"}
PRIVACY = {"confidentiality", "records", "names"}


def episode(found: Found) -> Iterator[Resource]:
    """The name that is used and the pronouns stay out; what was written in asking and in declining are messages."""
    it = found.document(Episode)
    yield episode_of_care(
        found.name(),
        patient=found.patient,
        manager=found.therapist,
        status=EPISODES[it.state],
        began=it.began,
        ended=it.ended,
    )
    for part, text, role in (("asked", it.words, "client"), ("next", it.next_step_said, "therapist")):
        if text.strip():
            yield communication(
                found.name(part), patient=found.patient, texts=[text], sender=found.who(role), topic=found.item.title
            )


def consented(found: Found) -> Iterator[Resource]:
    yield _consent(found, given=True)


def refused(found: Found) -> Iterator[Resource]:
    yield _consent(found, given=False)


def _consent(found: Found, *, given: bool) -> Resource:
    it = found.document(ConsentWord)
    return consent(
        found.name(),
        patient=found.patient,
        given=given,
        text=f"{it.title} ({it.name})",
        at=it.at,
        sha256=it.sha256,
        privacy=it.text in PRIVACY,
    )


def meeting(found: Found) -> Iterator[Resource]:
    it = found.document(Appointment)
    told = [_("Before: %(when)s") % {"when": _moment(each.start, found.zone)} for each in it.earlier]
    told += [_("Offered: %(when)s") % {"when": _moment(each.start, found.zone)} for each in it.offers]
    yield appointment(
        found.name(),
        patient=found.patient,
        therapist=found.therapist,
        status=APPOINTMENTS[it.state],
        start=it.start,
        length=it.end - it.start,
        way=value_of("medium", it.medium),
        cancelled_by=CANCELLED_BY.get(it.cancelled_by, "") if it.cancelled_by else "",
        told=told,
    )


def _moment(at: datetime, zone: str) -> str:
    local = local_time(at, zone)
    return f"{local.full_day} {local.date:%Y}, {local.clock} ({local.city})"


def ending(found: Found) -> Iterator[Resource]:
    it = found.document(Ending)
    yield document_reference(
        found.name(),
        patient=found.patient,
        title=found.item.title,
        text=_ending_in_words(it),
        at=found.item.at,
        author=found.author,
        code=DISCHARGE_SUMMARY,
    )


def _ending_in_words(it: Ending) -> str:
    """Without what the two are called here."""
    by = [
        f"{title} ({value_of('by', said.by)})\n{said.text}"
        for topic, title in TOPICS.items()
        for said in it.words
        if said.topic == topic
    ]
    return "\n\n".join([*by, *(f"{each.heading}\n{each.text}" for each in it.outcomes)])
