"""Whom a client lets reach them, and who that would be now: reading alone."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode
from stillroom.practice.queries import Listing, listing_of, on_call
from stillroom.safety.reach_documents import Chosen, Handed, Reach, Who
from stillroom.vault.covers import cover_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read_all


@dataclass(frozen=True, slots=True)
class Beyond:
    """Whether anybody but the therapist could look. `person`: who is on call and could open a card, if there is one.

    `chosen`: what the client said, None when they said nothing yet.
    """

    chosen: Who | None
    person: Listing | None

    @property
    def name(self) -> str:
        """Of who may open the card; '' means that no one else can see a flag or reach the client."""
        return self.person.name if self.person is not None and self.chosen is Who.ON_CALL else ""


def reach_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Reach] | None:
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return latest(episode.space, Reach)


def beyond(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Beyond:
    chosen = cover_of(episode.space).get(Chosen)
    return Beyond(chosen.who if chosen else None, on_call_beside(keyholder, episode.episode.therapist, now))


def on_call_beside(keyholder: Keyholder, therapist: UUID, now: datetime) -> Listing | None:
    """None when nobody is on call, when it is the therapist, or somebody of the staff who has no key here."""
    named = on_call(keyholder, now)
    if named is None or named.therapist is None or named.therapist == therapist:
        return None
    with suppress(Hidden):
        return listing_of(keyholder, named.therapist, now)
    return None


def handed_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[Handed], ...]:
    """Newest first."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return tuple(reversed(read_all(episode.space, Handed)))
