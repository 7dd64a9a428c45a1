"""What was done, what helped, and what was shared."""

from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode
from stillroom.toolkit.documents import Entry, Favourites, SharedEntry
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read, read_all
from stillroom.vault.spaces import private_space


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
