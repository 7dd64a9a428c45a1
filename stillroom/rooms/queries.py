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
from stillroom.vault.spaces import open_space

_SEATS: dict[Member, Role] = {Member.CLIENT: "client", Member.THERAPIST: "therapist"}


@dataclass(frozen=True, slots=True)
class Seat:
    """What a socket keeps of a person: a place in a room and what that place rests on. None of it opens anything."""

    role: Role
    room: RoomKey
    session: bytes
    tags: tuple[bytes, ...]


def seat_of(keyholder: Keyholder, space_id: uuid.UUID, session: bytes) -> Seat:
    """The seat in the room of this care space. Raises Hidden."""
    space = open_space(keyholder, space_id)
    if space.kind != SpaceKind.CARE:
        raise Hidden
    tags = (
        presence.tag("session", session),
        presence.tag("account", keyholder.account.bytes),
        presence.tag("space", space.id.bytes),
    )
    return Seat(_SEATS[space.role], presence.tag("room", space.id.bytes), session, tags)
