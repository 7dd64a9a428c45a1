"""Which questions there are, what was answered, and what it comes to."""

from dataclasses import dataclass
from uuid import UUID

from stillroom.accounts.queries import draft_of
from stillroom.assessments.catalogue import catalogue
from stillroom.assessments.documents import Latest, OwnResponse, Response
from stillroom.assessments.progress import Progress, draft_form, from_fields
from stillroom.assessments.readings import Measure, Reading, measures, reading_of
from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode
from stillroom.core.instruments.model import Instrument
from stillroom.vault.covers import Cover
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, read, read_all
from stillroom.vault.spaces import private_space


@dataclass(frozen=True, slots=True)
class Offer:
    """A questionnaire that can be answered, and how far somebody has come with it."""

    instrument: Instrument
    progress: Progress | None


def instrument_of(visitor: object, instrument_id: str) -> Instrument:
    """The newest version of one that may be answered without more ado. Raises Hidden."""
    for (each, _version), instrument in reversed(list(catalogue().items())):
        given = instrument.administration
        if each == instrument_id and given.default_enabled and not given.requires_therapist_unlock:
            return instrument
    raise Hidden


def progress_of(keyholder: Keyholder, instrument: Instrument, about: UUID | None) -> Progress | None:
    """Answers kept so far: in one episode, or (None) for oneself."""
    draft = draft_of(keyholder, draft_form(instrument.id, about is None), about)
    return None if draft is None else from_fields(instrument, draft.document.fields)


def offers_of(keyholder: Keyholder, about: UUID | None) -> tuple[Offer, ...]:
    """All that can be answered, by name."""
    found = []
    for instrument_id in sorted({each for each, _version in catalogue()}):
        try:
            instrument = instrument_of(keyholder, instrument_id)
        except Hidden:
            continue
        found.append(Offer(instrument, progress_of(keyholder, instrument, about)))
    return tuple(sorted(found, key=lambda offer: offer.instrument.client.name.casefold()))


def responses_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Measure, ...]:
    """All that was answered in an episode, for both people in it."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return measures((stored.document, stored.id) for stored in read_all(episode.space, Response))


def response_of(keyholder: Keyholder, episode: CareEpisode, record: UUID) -> Reading:
    """One of them, with the change since the one before. Raises Hidden."""
    reading = reading_of(responses_of(keyholder, episode), record)
    if reading is None:
        raise Hidden
    return reading


def own_responses_of(keyholder: Keyholder) -> tuple[Measure, ...]:
    """What a client answered for themselves. Raises Hidden for a steward, who has no such place."""
    own = read_all(private_space(keyholder), OwnResponse)
    return measures((stored.document, stored.id) for stored in own)


def own_response_of(keyholder: Keyholder, record: UUID) -> tuple[Stored[OwnResponse], Reading]:
    """One of them, as it is stored and as it reads. Raises Hidden."""
    stored = read(private_space(keyholder), OwnResponse, record)
    reading = reading_of(own_responses_of(keyholder), record)
    if reading is None:
        raise Hidden
    return stored, reading


def measures_of(keyholder: Keyholder, cover: Cover) -> tuple[Measure, ...]:
    """The newest few of each questionnaire, from a cover alone: records are not named, so `record` is None."""
    latest = cover.get(Latest)
    return measures((sheet, None) for sheet in latest.sheets) if latest else ()
