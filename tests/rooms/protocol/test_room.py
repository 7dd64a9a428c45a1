"""Who may say what when, and who hears it."""

from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

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
    Ping,
    Pong,
    ProtocolError,
    Ready,
    Replaced,
    Restart,
    Waiting,
)
from stillroom.rooms.protocol.room import Connection, Delivery, Role, Room, enter, leave, step
from tests.rooms.protocol.test_addresses import RELAY, SDP

TOM = Connection("tom")
ADA = Connection("ada")
PAGE = "p" * 22
OTHER_PAGE = "q" * 22
CALL = "c" * 22
KNOCK = Knock(page=PAGE, mode="voice")
OFFER = Offer(call=CALL, sdp=SDP)
ANSWER = Answer(call=CALL, sdp=SDP)
CANDIDATE = Candidate(call=CALL, candidate=RELAY, mid="0")
RELAYED: tuple[Inbound, ...] = (Ready(call=None), OFFER, ANSWER, CANDIDATE, Restart(call=CALL))

RELAYED_TYPES = (Ready, Offer, Answer, Candidate, Restart)

KNOCKED = Room(therapist=TOM, client=ADA, knock=KNOCK)
OPEN = replace(KNOCKED, admitted=True)


def test_a_knock_reaches_the_therapist_and_the_client_hears_that_they_are_here() -> None:
    room, told = step(Room(therapist=TOM, client=ADA), ADA, KNOCK)
    assert room == KNOCKED
    assert told == (Delivery(ADA, Here(therapist=True)), Delivery(TOM, Waiting(page=PAGE, mode="voice")))


def test_a_client_who_has_knocked_hears_when_the_therapist_comes_and_goes() -> None:
    room, told = step(Room(client=ADA), ADA, KNOCK)
    assert told == (Delivery(ADA, Here(therapist=False)),)
    room, told = enter(room, "therapist", TOM)
    assert told == (Delivery(ADA, Here(therapist=True)), Delivery(TOM, Waiting(page=PAGE, mode="voice")))
    room, told = leave(room, TOM)
    assert told == (Delivery(ADA, Here(therapist=False)),)
    assert room == Room(client=ADA, knock=KNOCK)


def test_a_client_who_has_not_knocked_is_not_seen_and_sees_nobody() -> None:
    assert enter(Room(therapist=TOM), "client", ADA) == (Room(therapist=TOM, client=ADA), ())
    assert enter(Room(client=ADA), "therapist", TOM) == (Room(therapist=TOM, client=ADA), ())
    assert leave(Room(therapist=TOM, client=ADA), ADA) == (Room(therapist=TOM), ())


def test_only_the_page_that_the_therapist_saw_is_let_in() -> None:
    assert step(KNOCKED, TOM, Admit(page=OTHER_PAGE)) == (KNOCKED, ())
    assert step(KNOCKED, TOM, Admit(page=PAGE)) == (OPEN, (Delivery(ADA, Admitted()),))
    assert step(OPEN, TOM, Admit(page=PAGE)) == (OPEN, ())


def test_a_client_cannot_let_themselves_in_nor_make_the_offer() -> None:
    for message in (Admit(page=PAGE), OFFER):
        with pytest.raises(ProtocolError):
            step(KNOCKED, ADA, message)


def test_a_therapist_neither_knocks_nor_answers() -> None:
    for message in (KNOCK, Ready(call=None), ANSWER, Restart(call=CALL)):
        with pytest.raises(ProtocolError):
            step(OPEN, TOM, message)


@pytest.mark.parametrize("message", RELAYED)
def test_nothing_passes_before_the_door_is_open_and_all_passes_after(message: Inbound) -> None:
    sender = TOM if isinstance(message, Offer) else ADA
    other = ADA if sender == TOM else TOM
    assert step(KNOCKED, sender, message) == (KNOCKED, ())
    assert step(OPEN, sender, message) == (OPEN, (Delivery(other, message),))


def test_credentials_for_the_relay_are_given_inside_only() -> None:
    assert step(KNOCKED, ADA, AskRelay()) == (KNOCKED, ())
    assert step(OPEN, ADA, AskRelay()) == (OPEN, (Delivery(ADA, GiveRelay()),))


def test_a_ping_is_answered_always() -> None:
    assert step(KNOCKED, ADA, Ping()) == (KNOCKED, (Delivery(ADA, Pong()),))


def test_the_newer_socket_takes_the_chair_and_must_knock_again() -> None:
    newer = Connection("ada-2")
    room, told = enter(OPEN, "client", newer)
    assert room == Room(therapist=TOM, client=newer)
    assert told == (Delivery(ADA, Replaced()), Delivery(TOM, Gone()))
    assert leave(room, ADA) == (room, ())
    assert step(room, ADA, KNOCK) == (room, ())


def test_a_new_socket_of_the_therapist_sees_who_waits_and_lets_in_again() -> None:
    newer = Connection("tom-2")
    room, told = enter(OPEN, "therapist", newer)
    assert room == replace(KNOCKED, therapist=newer)
    assert told == (
        Delivery(TOM, Replaced()),
        Delivery(ADA, Here(therapist=True)),
        Delivery(newer, Waiting(page=PAGE, mode="voice")),
    )


def test_goodbye_shuts_the_door_and_the_other_hears_it() -> None:
    assert step(OPEN, ADA, Bye()) == (Room(therapist=TOM, client=ADA), (Delivery(TOM, Bye()),))
    assert step(OPEN, TOM, Bye()) == (KNOCKED, (Delivery(ADA, Bye()),))
    assert step(KNOCKED, TOM, Bye()) == (KNOCKED, ())
    assert step(Room(therapist=TOM, client=ADA), ADA, Bye()) == (Room(therapist=TOM, client=ADA), ())


def test_a_lost_client_is_gone_and_must_be_let_in_again() -> None:
    assert leave(OPEN, ADA) == (Room(therapist=TOM), (Delivery(TOM, Gone()),))


class AnyRoom(RuleBasedStateMachine):
    """Any order of sockets opening, closing and talking, against what must hold always."""

    sockets = Bundle("sockets")

    def __init__(self) -> None:
        super().__init__()
        self.room = Room()
        self.roles: dict[Connection, Role] = {}

    @rule(target=sockets, role=st.sampled_from(["therapist", "client"]))
    def open(self, role: Role) -> Connection:
        connection = Connection(f"{role}-{len(self.roles)}")
        self.roles[connection] = role
        self.room, told = enter(self.room, role, connection)
        assert not any(isinstance(delivery.message, RELAYED_TYPES) for delivery in told)
        assert not self.room.admitted
        return connection

    @rule(connection=sockets)
    def close(self, connection: Connection) -> None:
        sat = connection in (self.room.therapist, self.room.client)
        self.room, told = leave(self.room, connection)
        assert connection not in (self.room.therapist, self.room.client)
        assert all(delivery.to != connection for delivery in told)
        assert not (sat and self.room.admitted)

    @rule(
        connection=sockets,
        message=st.sampled_from(
            [
                *RELAYED,
                KNOCK,
                Knock(page=OTHER_PAGE, mode="text"),
                Admit(page=PAGE),
                Admit(page=OTHER_PAGE),
                Ping(),
                Bye(),
                AskRelay(),
            ]
        ),
    )
    def say(self, connection: Connection, message: Inbound) -> None:
        before = self.room
        try:
            self.room, told = step(before, connection, message)
        except ProtocolError:
            assert self.room is before
            return
        for delivery in told:
            assert delivery.to in (self.room.therapist, self.room.client)
            if isinstance(delivery.message, RELAYED_TYPES):
                assert before.admitted
                assert delivery.to != connection
                assert delivery.message == message
        if self.room.admitted and not before.admitted:
            assert self.roles[connection] == "therapist"
            assert isinstance(message, Admit)
            assert before.knock is not None
            assert message.page == before.knock.page

    @invariant()
    def each_chair_holds_its_own_role_and_the_door_is_open_only_with_both(self) -> None:
        assert self.room.therapist is None or self.roles[self.room.therapist] == "therapist"
        assert self.room.client is None or self.roles[self.room.client] == "client"
        if self.room.admitted:
            assert self.room.therapist is not None
            assert self.room.client is not None
            assert self.room.knock is not None


TestAnyRoom = AnyRoom.TestCase
