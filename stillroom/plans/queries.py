"""Reading the goal of an episode."""

from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode
from stillroom.plans.documents import Goal
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest


def goal_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Goal] | None:
    """The goal of this episode, or None while there is none."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return latest(episode.space, Goal)
