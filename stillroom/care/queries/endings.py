"""The summary at the end, as it stands."""

from stillroom.base.errors import Hidden
from stillroom.care.ending_documents import Ending
from stillroom.care.queries.episodes import CareEpisode
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest


def ending_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Ending] | None:
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return latest(episode.space, Ending)
