"""What a client agreed to, said no to, and is yet to read."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.documents import ConsentGiven, ConsentRefused, Standing, text_name
from stillroom.care.queries.episodes import CareEpisode
from stillroom.practice.queries import Listing, any_listing, current_texts, practice
from stillroom.practice.texts import ConsentText, Licensee, all_texts, fill
from stillroom.practice.texts.changes import Passage, changes
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, read, read_all


def consents_given(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[ConsentGiven], ...]:
    """Oldest first. Both may see what was agreed to, and when. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read_all(episode.space, ConsentGiven)


def consents_missing(keyholder: Keyholder, episode: CareEpisode, language: str) -> tuple[ConsentText, ...]:
    """The texts that the client has yet to agree to, as they are shown to them; a new version counts as a new text, and
    the same version in another language does not.

    Raises Hidden when the practice no longer knows the therapist.
    """
    given = [stored.document.name for stored in consents_given(keyholder, episode)]
    listing = any_listing(keyholder, episode.episode.therapist)
    return tuple(_filled(text, listing) for text in current_texts(keyholder, language) if not _is_given(text, given))


def consents_refused(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[ConsentRefused], ...]:
    """New versions that the client said no to and not yes since, oldest first. Both may see. Raises Hidden."""
    given = [stored.document.name for stored in consents_given(keyholder, episode)]
    refused = {stored.document.name: stored for stored in read_all(episode.space, ConsentRefused)}
    return tuple(
        stored for stored in refused.values() if not _agreed_to(stored.document.text, stored.document.version, given)
    )


def consents_open(keyholder: Keyholder, episode: CareEpisode, language: str) -> tuple[ConsentText, ...]:
    """Those of `consents_missing` that the client has not said no to: they are still to be asked about."""
    refused = {(stored.document.text, stored.document.version) for stored in consents_refused(keyholder, episode)}
    missing = consents_missing(keyholder, episode, language)
    return tuple(text for text in missing if (text.id, text.version) not in refused)


def may_begin(keyholder: Keyholder, episode: CareEpisode, language: str) -> bool:
    """Whether each text has been agreed to in some version. A newer one asks, and keeps nobody in care out."""
    known = {stored.document.text for stored in consents_given(keyholder, episode)}
    return all(text.id in known for text in consents_missing(keyholder, episode, language))


@dataclass(frozen=True, slots=True)
class Changed:
    """How a text differs from the version that was agreed to last: `given`, of which the words stand in `passages`."""

    given: ConsentGiven
    passages: tuple[Passage, ...]


def changed_since(keyholder: Keyholder, episode: CareEpisode, text: ConsentText) -> Changed | None:
    """None for a text of which no earlier version in the same language was agreed to. `text` as it is shown."""
    given = [stored.document for stored in consents_given(keyholder, episode)]
    before = [each for each in given if (each.text, each.language) == (text.id, text.language)]
    old = next((each for each in all_texts() if before and _name(each) == before[-1].name), None)
    if old is None:
        return None
    shown = _filled(old, any_listing(keyholder, episode.episode.therapist))
    return Changed(before[-1], changes(shown, text))


def consents_due(keyholder: Keyholder, standing: Standing, texts: Collection[ConsentText]) -> tuple[ConsentText, ...]:
    """The same from a cover alone: which of `texts` (`current_texts`) are yet to be agreed to, nothing filled in."""
    return tuple(
        text for text in texts if not _is_given(text, standing.agreed) and not _is_given(text, standing.refused)
    )


def _is_given(text: ConsentText, names: Collection[str]) -> bool:
    """Whether it, or a later version, was agreed to in any language: who turns to Spanish has not taken back a yes."""
    return _agreed_to(text.id, text.version, names)


def _agreed_to(text: str, wanted: int, names: Collection[str]) -> bool:
    agreed = [name.split(".") for name in names]  # as `text_name` writes them
    return any(id == text and int(version[1:]) >= wanted for id, version, _language in agreed)


def _name(text: ConsentText) -> str:
    return text_name(text.id, text.version, text.language)


def _filled(text: ConsentText, listing: Listing) -> ConsentText:
    licensee = Licensee(
        name=listing.name,
        kind=listing.licence_type,
        number=listing.licence_number,
        state=listing.licence_state,
        expires=listing.licence_expiry,
    )
    return fill(text, practice(), licensee)


@dataclass(frozen=True, slots=True)
class AgreedText:
    """What somebody agreed to. `same`: whether `text` is still, to the letter, what was on the page then."""

    given: ConsentGiven
    text: ConsentText
    same: bool


def consent_of(keyholder: Keyholder, episode: CareEpisode, record: UUID) -> AgreedText:
    """Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    given = read(episode.space, ConsentGiven, record).document
    listing = any_listing(keyholder, episode.episode.therapist)
    for text in all_texts():
        if _name(text) == given.name:
            shown = _filled(text, listing)
            return AgreedText(given, shown, shown.sha256 == given.sha256)
    raise Hidden
