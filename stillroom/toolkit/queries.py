"""What was done, what helped, and what was shared."""

from collections.abc import Mapping
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode, episode_of, episodes_of, in_care
from stillroom.toolkit.documents import Entry, Favourites, Opened, OpenedCover, SharedEntry
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read, read_all
from stillroom.vault.spaces import private_space

SAFETY_PLAN = "safety-plan"


def entries_of(keyholder: Keyholder) -> tuple[Stored[Entry], ...]:
    """Newest first."""
    return tuple(reversed(read_all(private_space(keyholder), Entry)))


def entry_of(keyholder: Keyholder, record: UUID) -> Stored[Entry]:
    """Raises Hidden."""
    return read(private_space(keyholder), Entry, record)


def newest_of(keyholder: Keyholder, exercise: str) -> Stored[Entry] | None:
    return next((each for each in entries_of(keyholder) if each.document.exercise == exercise), None)


def favourites_of(keyholder: Keyholder) -> tuple[str, ...]:
    stored = latest(private_space(keyholder), Favourites)
    return stored.document.names if stored else ()


def shared_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[SharedEntry], ...]:
    """Newest first. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return tuple(reversed(read_all(episode.space, SharedEntry)))


def shared_entry_of(keyholder: Keyholder, episode: CareEpisode, record: UUID) -> Stored[SharedEntry]:
    """Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read(episode.space, SharedEntry, record)


def opened_for(keyholder: Keyholder) -> frozenset[str]:
    """Exercises that a therapist of theirs has opened, while the two are in care."""
    found = (each.get(OpenedCover) for each in in_care(keyholder))
    return frozenset(name for opened in found if opened for name in opened.names)


def opened_in(keyholder: Keyholder, episode: CareEpisode) -> Mapping[str, str]:
    """By name, what the client reads with it; for both of the two. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    stored = latest(episode.space, Opened)
    return stored.document.words if stored else {}


def said_with(keyholder: Keyholder, name: str) -> tuple[str, ...]:
    """What therapists of theirs wrote to go with one that they opened."""
    spaces = [each.space for each in episodes_of(keyholder) if (o := each.get(OpenedCover)) and name in o.names]
    said = (opened_in(keyholder, episode_of(keyholder, space)).get(name, "") for space in spaces)
    return tuple(each for each in said if each)
