"""Who may sit where in a room."""

import uuid
from dataclasses import dataclass

from stillroom.base import presence
from stillroom.base.errors import Hidden
from stillroom.rooms.protocol.room import Role
from stillroom.rooms.switchboard import RoomKey
from stillroom.vault.documents import Role as Member
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.spaces import OpenSpace, open_space

_SEATS: dict[Member, Role] = {Member.CLIENT: "client", Member.THERAPIST: "therapist"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a room's page shows. `other`: the other person, by the name on this person's own key ring."""

    seat: Role
    other: str


@dataclass(frozen=True, slots=True)
class Seat:
    """What a socket keeps of a person: a place in a room and what that place rests on. None of it opens anything."""

    role: Role
    room: RoomKey
    session: bytes
    tags: tuple[bytes, ...]


def place_of(keyholder: Keyholder, space: uuid.UUID) -> Place:
    """Raises Hidden."""
    opened = _room_in(keyholder, space)
    return Place(_SEATS[opened.role], opened.label)


def seat_of(keyholder: Keyholder, space: uuid.UUID, session: bytes) -> Seat:
    """The seat in the room of this care space. Raises Hidden."""
    opened = _room_in(keyholder, space)
    tags = (
        presence.tag("session", session),
        presence.tag("account", keyholder.account.bytes),
        presence.tag("space", opened.id.bytes),
    )
    return Seat(_SEATS[opened.role], presence.tag("room", opened.id.bytes), session, tags)


def _room_in(keyholder: Keyholder, space: uuid.UUID) -> OpenSpace:
    opened = open_space(keyholder, space)
    if opened.kind != SpaceKind.CARE:
        raise Hidden
    return opened
