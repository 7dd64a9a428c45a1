"""Which questions there are, what was answered, and what it comes to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.accounts.documents import DRAFTS_LAST, Draft
from stillroom.accounts.queries import draft_of, drafts_of
from stillroom.assessments.catalogue import catalogue, in_language
from stillroom.assessments.documents import Assigned, Battery, Latest, Opening, OwnResponse, Response, Talk
from stillroom.assessments.due import Due
from stillroom.assessments.licences import may_ask
from stillroom.assessments.openings import openings_in, shut
from stillroom.assessments.progress import Progress, draft_form, from_fields
from stillroom.assessments.readings import Measure, Reading, measures, reading_of
from stillroom.base.errors import Hidden
from stillroom.base.languages import reads
from stillroom.base.ordering import alphabetical
from stillroom.care.queries import CareEpisode
from stillroom.core.instruments.model import Instrument, Listed
from stillroom.vault.covers import Cover
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, read, read_all
from stillroom.vault.records import latest as newest_of
from stillroom.vault.spaces import Tampered, private_space


@dataclass(frozen=True, slots=True)
class Offer:
    """A questionnaire that can be answered, and how far somebody has come with it.

    `words`: the therapist's, about one they opened. `closed`: they have closed it again, and what was answered so far
    is kept until `kept_until`.
    """

    instrument: Instrument
    progress: Progress | None
    words: str = ""
    closed: bool = False
    kept_until: datetime | None = None

    @property
    def in_own_language(self) -> bool:
        """Whether its questions are asked in the language of the page."""
        return self.instrument.language.partition("-")[0] == reads()


@dataclass(frozen=True, slots=True)
class Lockable:
    """One that the therapist may open, and how it stands. `opening` is None while it never was open."""

    instrument: Instrument
    opening: Stored[Opening] | None

    @property
    def is_open(self) -> bool:
        return self.opening is not None and self.opening.document.is_open


def instrument_of(visitor: object, instrument_id: str, episode: CareEpisode | None = None) -> Instrument:
    """The newest one that may be answered, or (in an episode) has ever been opened; in the reader's language.

    Raises Hidden.
    """
    instrument = _newest(instrument_id)
    if instrument.administration.unlock and (episode is None or instrument_id not in openings_in(episode.space)):
        raise Hidden
    return instrument


def _newest(instrument_id: str) -> Instrument:
    for (each, _version), instrument in reversed(list(catalogue().items())):
        is_source = instrument.version == instrument.edition
        if each == instrument_id and is_source and _is_asked_here(instrument):
            return in_language(instrument, reads())
    raise Hidden


def _is_asked_here(instrument: Instrument) -> bool:
    return instrument.administration.listed is not Listed.PLAN and may_ask(instrument)


def lockables_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Lockable, ...]:
    """All that only the therapist opens, by title. Raises Hidden for anybody but the therapist."""
    if episode.space.fingerprint != keyholder.fingerprint or episode.space.role is not Role.THERAPIST:
        raise Hidden
    openings = openings_in(episode.space)
    found = (each for each in _all() if each.administration.unlock)
    return tuple(
        Lockable(each, openings.get(each.id)) for each in sorted(found, key=lambda each: alphabetical(each.title))
    )


def lockable_of(keyholder: Keyholder, episode: CareEpisode, instrument_id: str) -> Lockable:
    """One of them. Raises Hidden."""
    for each in lockables_of(keyholder, episode):
        if each.instrument.id == instrument_id:
            return each
    raise Hidden


def battery_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Battery] | None:
    """What is suggested from time to time, for both. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return newest_of(episode.space, Battery)


def assignable_in(keyholder: Keyholder, episode: CareEpisode) -> tuple[Instrument, ...]:
    """What may be suggested from time to time, by title: all that a client may answer here, and what was opened.

    Raises Hidden for anybody but the therapist.
    """
    closed = {each.instrument.id for each in lockables_of(keyholder, episode) if not each.is_open}
    found = (each for each in _all() if each.id not in closed)
    return tuple(sorted(found, key=lambda each: alphabetical(each.title)))


def talks_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[Talk], ...]:
    """What the two said about what to change, oldest first. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read_all(episode.space, Talk)


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion as its client sees it. `is_now`: due; `is_later`: due, and moved on because the week is full."""

    assigned: Assigned
    instrument: Instrument
    is_now: bool
    is_later: bool


def suggested_to(keyholder: Keyholder, episode: CareEpisode, found: Due) -> tuple[Suggested, ...]:
    """In the order they were suggested; those that this practice may not ask any more are left out."""
    stored = battery_of(keyholder, episode)
    shown = []
    for each in stored.document.items if stored else ():
        with suppress(Hidden):
            instrument = instrument_of(keyholder, each.instrument, episode)
            name = each.instrument
            shown.append(Suggested(each, instrument, name in found.now, name in found.later))
    return tuple(shown)


def _all() -> Iterator[Instrument]:
    for instrument_id in sorted({each for each, _version in catalogue()}):
        with suppress(Hidden):
            yield _newest(instrument_id)


def progress_of(keyholder: Keyholder, instrument: Instrument, about: UUID | None) -> Progress | None:
    """Answers kept so far: in one episode, or (None) for oneself."""
    draft = draft_of(keyholder, draft_form(instrument.id, about is None), about)
    return None if draft is None else from_fields(instrument, draft.document.fields)


def offers_of(keyholder: Keyholder, episode: CareEpisode | None) -> tuple[Offer, ...]:
    """All that can be answered, by name; and what was begun before the therapist closed it, or the episode ended."""
    drafts: tuple[Stored[Draft], ...] = ()
    with suppress(Tampered):  # a harmed space of drafts must not close the list
        drafts = drafts_of(keyholder)
    openings = openings_in(episode.space) if episode else {}
    offers = (_offer(each, episode, openings, drafts) for each in _all())
    found = (offer for offer in offers if offer is not None)
    return tuple(sorted(found, key=lambda offer: alphabetical(offer.instrument.client.name)))


def _offer(
    instrument: Instrument,
    episode: CareEpisode | None,
    openings: Mapping[str, Stored[Opening]],
    drafts: Sequence[Stored[Draft]],
) -> Offer | None:
    form, about = draft_form(instrument.id, episode is None), episode.space.id if episode else None
    draft = next((each for each in drafts if each.document.stands_in(form, about)), None)
    progress = None if draft is None else from_fields(instrument, draft.document.fields)
    if episode is None:
        return None if instrument.administration.unlock else Offer(instrument, progress)
    if episode.is_open and not shut(openings, instrument):
        opening = openings.get(instrument.id)
        return Offer(instrument, progress, opening.document.words if opening else "")
    return Offer(instrument, progress, closed=True, kept_until=draft.at + DRAFTS_LAST) if draft and progress else None


def responses_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Measure, ...]:
    """All that was answered in an episode, for both people in it."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return measures(((stored.document, stored.id) for stored in read_all(episode.space, Response)), reads())


def response_of(keyholder: Keyholder, episode: CareEpisode, record: UUID) -> Reading:
    """One of them, with the change since the one before. Raises Hidden."""
    reading = reading_of(responses_of(keyholder, episode), record)
    if reading is None:
        raise Hidden
    return reading


def own_responses_of(keyholder: Keyholder) -> tuple[Measure, ...]:
    """What a client answered for themselves. Raises Hidden for a steward, who has no such place."""
    own = read_all(private_space(keyholder), OwnResponse)
    return measures(((stored.document, stored.id) for stored in own), reads())


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
    return measures(((sheet, None) for sheet in latest.sheets), reads()) if latest else ()
