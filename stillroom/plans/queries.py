"""Reading the plan of an episode."""

from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode
from stillroom.plans.documents import Goal, Review
from stillroom.plans.standing import in_order
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read, read_all


def goals_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[Goal], ...]:
    """Every goal of this episode, those that are worked on first, then as they were written."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return in_order(read_all(episode.space, Goal))


def goal_of(keyholder: Keyholder, episode: CareEpisode, record: UUID | None = None) -> Stored[Goal] | None:
    """The goal `record`, or the first one; None while there is none. Raises Hidden for one that is not there."""
    if record is not None:
        if episode.space.fingerprint != keyholder.fingerprint:
            raise Hidden
        return read(episode.space, Goal, record)
    return next(iter(goals_of(keyholder, episode)), None)


def review_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Review] | None:
    """How the two last looked at their plan."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return latest(episode.space, Review)
