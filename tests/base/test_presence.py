"""Sockets are closed when what they rest on falls away."""

import threading

from stillroom.base.presence import close, resting_on, tag


def test_a_socket_hears_of_each_thing_it_rests_on_and_of_nothing_else() -> None:
    heard: list[str] = []
    session, space, other = tag("session", b"1"), tag("space", b"1"), tag("session", b"2")
    with resting_on([session, space], lambda: heard.append("ada")):
        assert close(other) == 0
        assert close(session) == 1
        assert close(space) == 1
    assert heard == ["ada", "ada"]


def test_a_closed_socket_is_not_told_again() -> None:
    heard: list[str] = []
    session = tag("session", b"1")
    with resting_on([session], lambda: heard.append("phone")):
        with resting_on([session], lambda: heard.append("desk")):
            assert close(session) == 2
        assert close(session) == 1
    assert close(session) == 0
    assert heard == ["phone", "desk", "phone"]


def test_word_comes_from_any_thread() -> None:
    heard: list[int] = []
    with resting_on([tag("session", b"1")], lambda: heard.append(threading.get_ident())):
        thread = threading.Thread(target=close, args=(tag("session", b"1"),))
        thread.start()
        thread.join()
    assert heard == [thread.ident]


def test_a_tag_tells_nothing_of_what_it_stands_for() -> None:
    assert tag("session", b"1") != tag("space", b"1")
    assert b"session" not in tag("session", b"1")
    assert len(tag("account", b"long" * 100)) == 32
