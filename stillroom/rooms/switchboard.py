"""The rooms that are open in this process, in RAM only: gone with it, and nothing of them is written anywhere.

All calls come from the one event loop, so there are no locks; nothing here waits.
"""

import secrets
from collections.abc import Callable

from stillroom.rooms.protocol.messages import Inbound, Outbound
from stillroom.rooms.protocol.room import Connection, Delivery, Role, Room, enter, leave, step

RoomKey = bytes
"""A capability: an HMAC of the space under a key of this process, not the space's id."""
Wire = Callable[[Outbound], None]


def new_connection() -> Connection:
    return Connection(secrets.token_urlsafe(16))


class Switchboard:
    def __init__(self) -> None:
        self._rooms: dict[RoomKey, Room] = {}
        self._wires: dict[Connection, Wire] = {}

    def enter(self, key: RoomKey, role: Role, connection: Connection, wire: Wire) -> None:
        self._wires[connection] = wire
        self._settle(key, *enter(self._rooms.get(key, Room()), role, connection))

    def leave(self, key: RoomKey, connection: Connection) -> None:
        self._settle(key, *leave(self._rooms.get(key, Room()), connection))
        self._wires.pop(connection, None)

    def hear(self, key: RoomKey, connection: Connection, message: Inbound) -> None:
        """Raises ProtocolError for what this seat never says; nothing has changed then."""
        self._settle(key, *step(self._rooms.get(key, Room()), connection, message))

    def in_call(self, key: RoomKey, connection: Connection) -> bool:
        """Whether this socket sits in the room and the door between the two is open."""
        room = self._rooms.get(key, Room())
        return room.admitted and connection in (room.therapist, room.client)

    @property
    def open_rooms(self) -> int:
        return len(self._rooms)

    def _settle(self, key: RoomKey, room: Room, deliveries: tuple[Delivery, ...]) -> None:
        if room.empty:
            self._rooms.pop(key, None)
        else:
            self._rooms[key] = room
        for delivery in deliveries:
            wire = self._wires.get(delivery.to)
            if wire is not None:
                wire(delivery.message)
