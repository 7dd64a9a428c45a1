"""Who may sit where in a room."""

import uuid
from dataclasses import dataclass

from stillroom.base import presence
from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode, episode_of, may_begin
from stillroom.plans.queries import goals_of
from stillroom.rooms.protocol.room import Role
from stillroom.rooms.switchboard import RoomKey
from stillroom.toolkit.queries import newest_of
from stillroom.toolkit.reading import read_entry
from stillroom.vault.documents import Role as Member
from stillroom.vault.keyholders import Keyholder

SAFETY_PLAN = "safety-plan"
_SEATS: dict[Member, Role] = {Member.CLIENT: "client", Member.THERAPIST: "therapist"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a room's page shows. `other`: the other person, by the name they use here.

    `agreed`: whether the client who looks has agreed to what must be agreed to before a first session.
    """

    seat: Role
    other: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What a client can show in a call with one press: goals of the two, and lines of their safety plan."""

    goals: tuple[str, ...] = ()
    plan: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    """What a socket keeps of a person: a place in a room and what that place rests on. None of it opens anything."""

    role: Role
    room: RoomKey
    session: bytes
    tags: tuple[bytes, ...]


def place_of(keyholder: Keyholder, space: uuid.UUID, language: str) -> Place:
    """Raises Hidden: not this person's, or nobody meets there any more or yet."""
    episode = _open_episode(keyholder, space)
    seat = _SEATS[episode.space.role]
    return Place(seat, episode.other_called, agreed=seat == "therapist" or _agreed(keyholder, episode, language))


def role_in(keyholder: Keyholder, space: uuid.UUID) -> Role:
    """Which of the two this person is, whether or not anybody meets there still. Raises Hidden."""
    return _SEATS[episode_of(keyholder, space).space.role]


def to_show(keyholder: Keyholder, space: uuid.UUID) -> Shown:
    """What a client may show from their own page; nothing for a therapist. Raises Hidden."""
    episode = episode_of(keyholder, space)
    if episode.space.role is not Member.CLIENT:
        return Shown()
    goals = tuple(goal for each in goals_of(keyholder, episode) if (goal := each.document).closed is None)
    plan = newest_of(keyholder, SAFETY_PLAN)
    lines = read_entry(plan.document).lines if plan else ()
    return Shown(tuple(goal.words for goal in goals), tuple((line.label, line.said) for line in lines))


def seat_of(keyholder: Keyholder, space: uuid.UUID, session: bytes, language: str) -> Seat:
    """The seat in the room of this episode. A client has none before they have agreed to the texts. Raises Hidden."""
    episode = _open_episode(keyholder, space)
    role = _SEATS[episode.space.role]
    if role == "client" and not _agreed(keyholder, episode, language):
        raise Hidden
    tags = (
        presence.tag("session", session),
        presence.tag("account", keyholder.account.bytes),
        presence.tag("space", episode.id.bytes),
    )
    return Seat(role, presence.tag("room", episode.id.bytes), session, tags)


def _open_episode(keyholder: Keyholder, space: uuid.UUID) -> CareEpisode:
    episode = episode_of(keyholder, space)
    if not episode.is_open:
        raise Hidden
    return episode


def _agreed(keyholder: Keyholder, episode: CareEpisode, language: str) -> bool:
    return may_begin(keyholder, episode, language)
