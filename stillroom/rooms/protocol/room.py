"""The state machine of one room: who may say what when, and who hears it.

A room is two seats. Nothing a client sends but a knock means anything until the therapist has let in
that very page, and whatever changes who sits there (a socket that opens or closes, a new knock, a
goodbye) shuts the door again. Pages that are in a call already are let in again by the therapist's page
itself, which remembers whom it let in; media does not depend on this door being open.
"""

from dataclasses import dataclass, replace
from typing import Literal, NewType

from stillroom.rooms.protocol.messages import (
    Admit,
    Admitted,
    Answer,
    AskRelay,
    Bye,
    Candidate,
    GiveRelay,
    Gone,
    Here,
    Inbound,
    Knock,
    Offer,
    Outbound,
    Ping,
    Pong,
    ProtocolError,
    Ready,
    Replaced,
    Restart,
    Waiting,
)

Role = Literal["therapist", "client"]
Connection = NewType("Connection", str)
"""A random name for one open socket."""


@dataclass(frozen=True, slots=True)
class Room:
    """Who is there. `admitted` holds only while both are, and `knock` is there."""

    therapist: Connection | None = None
    client: Connection | None = None
    knock: Knock | None = None
    admitted: bool = False

    @property
    def empty(self) -> bool:
        return self.therapist is None and self.client is None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message for one socket."""

    to: Connection
    message: Outbound


Step = tuple[Room, tuple[Delivery, ...]]

_SAID_BY: dict[Role, tuple[type[Inbound], ...]] = {
    "therapist": (Ping, Admit, Offer, Candidate, AskRelay, Bye),
    "client": (Ping, Knock, Ready, Answer, Candidate, Restart, AskRelay, Bye),
}


def enter(room: Room, role: Role, connection: Connection) -> Step:
    """A socket has opened. An older one of the same role is replaced: one person sits on one chair."""
    older = room.therapist if role == "therapist" else room.client
    room, told = leave(room, older) if older else (room, ())
    replaced = (Delivery(older, Replaced()),) if older else ()
    if role == "client":
        return replace(room, client=connection), replaced + told
    room = replace(room, therapist=connection)
    # That the therapist had left (in `told`) is not news any more.
    return room, replaced + _tell_client(room) + _tell_therapist(room)


def leave(room: Room, connection: Connection) -> Step:
    """A socket has closed. Nothing happens if it had been replaced before."""
    if connection == room.therapist:
        room = replace(room, therapist=None, admitted=False)
        return room, _tell_client(room)
    if connection == room.client:
        knocked = room.knock is not None
        room = replace(room, client=None, knock=None, admitted=False)
        return room, (Delivery(room.therapist, Gone()),) if room.therapist and knocked else ()
    return room, ()


def step(room: Room, sender: Connection, message: Inbound) -> Step:
    """What a message does.

    What this role never says raises `ProtocolError`; what it may say, but not now, does nothing: it
    crossed the other's leaving on the way. A socket that is not in the room (replaced) is not heard.
    """
    role: Role = "therapist" if sender == room.therapist else "client"
    if sender not in (room.therapist, room.client):
        return room, ()
    if not isinstance(message, _SAID_BY[role]):
        raise ProtocolError("not yours to say")
    match message:
        case Ping():
            return room, (Delivery(sender, Pong()),)
        case Knock():
            return _knock(room, sender, message)
        case Admit():
            return _admit(room, message)
        case Bye():
            return _bye(room, role, message)
        case _ if not room.admitted:
            return room, ()
        case AskRelay():
            return room, (Delivery(sender, GiveRelay()),)
        case Ready() | Offer() | Answer() | Candidate() | Restart():
            other = room.client if role == "therapist" else room.therapist
            return room, (Delivery(other, message),) if other else ()


def _knock(room: Room, sender: Connection, knock: Knock) -> Step:
    room = replace(room, knock=knock, admitted=False)
    return room, (Delivery(sender, Here(therapist=room.therapist is not None)), *_tell_therapist(room))


def _admit(room: Room, admit: Admit) -> Step:
    # Another page may have knocked since the therapist looked: only the one they saw is let in.
    if room.client is None or room.knock is None or room.knock.page != admit.page or room.admitted:
        return room, ()
    return replace(room, admitted=True), (Delivery(room.client, Admitted()),)


def _bye(room: Room, role: Role, bye: Bye) -> Step:
    if room.knock is None:
        return room, ()
    heard = room.client if role == "therapist" else room.therapist
    was_in = room.admitted
    if role == "client":
        room = replace(room, knock=None, admitted=False)
        return room, (Delivery(heard, bye),) if heard else ()
    room = replace(room, admitted=False)
    return room, (Delivery(heard, bye),) if heard and was_in else ()


def _tell_client(room: Room) -> tuple[Delivery, ...]:
    if room.client is None or room.knock is None:
        return ()
    return (Delivery(room.client, Here(therapist=room.therapist is not None)),)


def _tell_therapist(room: Room) -> tuple[Delivery, ...]:
    if room.therapist is None or room.knock is None:
        return ()
    return (Delivery(room.therapist, Waiting(page=room.knock.page, mode=room.knock.mode)),)
