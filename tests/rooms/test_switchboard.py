"""Rooms in RAM: messages reach the right socket, and an empty room is forgotten."""

from stillroom.rooms.protocol.messages import Admit, Admitted, Bye, Gone, Here, Knock, Outbound, Waiting
from stillroom.rooms.switchboard import Switchboard, new_connection

PAGE = "p" * 22


class Desk:
    """A socket that keeps what it is told."""

    def __init__(self) -> None:
        self.connection = new_connection()
        self.heard: list[Outbound] = []


def test_two_people_meet_and_the_room_is_forgotten_when_they_go() -> None:
    board, tom, ada = Switchboard(), Desk(), Desk()
    board.enter(b"room", "therapist", tom.connection, tom.heard.append)
    board.enter(b"room", "client", ada.connection, ada.heard.append)
    board.hear(b"room", ada.connection, Knock(page=PAGE, mode="text"))
    assert not board.in_call(b"room", ada.connection)
    board.hear(b"room", tom.connection, Admit(page=PAGE))
    assert board.in_call(b"room", ada.connection)
    assert board.in_call(b"room", tom.connection)
    board.leave(b"room", ada.connection)
    assert not board.in_call(b"room", tom.connection)
    assert board.open_rooms == 1
    board.leave(b"room", tom.connection)
    assert board.open_rooms == 0
    assert tom.heard == [Waiting(page=PAGE, mode="text"), Gone()]
    assert ada.heard == [Here(therapist=True), Admitted()]


def test_one_room_hears_nothing_of_another() -> None:
    board, tom, iris, ada = Switchboard(), Desk(), Desk(), Desk()
    board.enter(b"one", "therapist", tom.connection, tom.heard.append)
    board.enter(b"two", "therapist", iris.connection, iris.heard.append)
    board.enter(b"one", "client", ada.connection, ada.heard.append)
    board.hear(b"one", ada.connection, Knock(page=PAGE, mode="voice"))
    board.hear(b"two", ada.connection, Bye())
    assert iris.heard == []
    assert tom.heard == [Waiting(page=PAGE, mode="voice")]


def test_a_socket_that_was_replaced_is_not_in_the_call() -> None:
    board, tom, ada, phone = Switchboard(), Desk(), Desk(), Desk()
    board.enter(b"room", "therapist", tom.connection, tom.heard.append)
    board.enter(b"room", "client", ada.connection, ada.heard.append)
    board.hear(b"room", ada.connection, Knock(page=PAGE, mode="text"))
    board.hear(b"room", tom.connection, Admit(page=PAGE))
    board.enter(b"room", "client", phone.connection, phone.heard.append)
    assert not board.in_call(b"room", ada.connection)
    assert not board.in_call(b"room", phone.connection)
