"""What a client can bring into one episode from others of theirs."""

from dataclasses import dataclass
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.bringing import bringable
from stillroom.care.documents import Brought, Standing, State
from stillroom.care.queries import CareEpisode, episode_of, episodes_of
from stillroom.care.queries.transfers import brought_in
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.spaces import Tampered


@dataclass(frozen=True, slots=True)
class Luggage:
    """What could be brought along from one earlier episode, with the name of its therapist."""

    space: UUID
    source: str
    pieces: tuple[Brought, ...]


def luggage_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Luggage, ...]:
    """What the client can bring into `episode` from others of theirs, but for what is there already. Nothing before a
    therapist has said yes, and nothing for anybody but the client."""
    if episode.space.role is not Role.CLIENT or not episode.is_open:
        return ()
    there = {_mark(stored.document) for stored in brought_in(keyholder, episode)}
    found = []
    for earlier in _earlier(keyholder, episode):
        pieces = tuple(each for each in bringable(keyholder, earlier, moves=True) if _mark(each) not in there)
        if pieces:
            found.append(Luggage(earlier.id, earlier.other_called, pieces))
    return tuple(found)


def _mark(brought: Brought) -> tuple[object, ...]:
    return brought.of, brought.source, brought.passages


def _earlier(keyholder: Keyholder, episode: CareEpisode) -> list[CareEpisode]:
    """One that does not open is left out: it must not keep the others here."""
    found = []
    for cover in episodes_of(keyholder):
        standing = cover.get(Standing)
        if standing and cover.space != episode.id and standing.state in (State.ACTIVE, State.ENDED):
            try:
                found.append(episode_of(keyholder, cover.space))
            except (Hidden, Tampered):
                continue
    return found
