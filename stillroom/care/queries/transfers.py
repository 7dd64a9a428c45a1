"""Going on with somebody else: what was proposed, and what was brought along."""

from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.documents import Brought, Transfer
from stillroom.care.queries.episodes import CareEpisode
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read, read_all


def transfer_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Transfer] | None:
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return latest(episode.space, Transfer)


def brought_in(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[Brought], ...]:
    """What the client brought into this episode, oldest first; for both people in it."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read_all(episode.space, Brought)


def brought_one(keyholder: Keyholder, episode: CareEpisode, record: UUID) -> Stored[Brought]:
    """Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read(episode.space, Brought, record)
