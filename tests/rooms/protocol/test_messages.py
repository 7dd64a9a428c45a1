"""Frames are parsed strictly and written anew."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.rooms.protocol.messages import (
    FRAME_LIMIT,
    Admit,
    Knock,
    Offer,
    Pong,
    ProtocolError,
    Ready,
    RelayAccess,
    parse,
    write,
)
from tests.rooms.protocol.test_addresses import RELAY, SDP

PAGE = "p" * 22
CALL = "c" * 22


def frame(**fields: object) -> str:
    return json.dumps(fields)


def test_each_message_is_read_as_what_it_is() -> None:
    assert parse(frame(type="knock", page=PAGE, mode="text")) == Knock(page=PAGE, mode="text")
    assert parse(frame(type="admit", page=PAGE)) == Admit(page=PAGE)
    assert parse('{"type":"ready","call":null}') == Ready(call=None)
    assert parse(frame(type="offer", call=CALL, sdp=SDP)) == Offer(call=CALL, sdp=SDP)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '"ping"',
        "{}",
        '{"type":"shout"}',
        '{"type":"Ping"}',
        '{"type":"ping","and":1}',
        '{"type":"ping"}{"type":"ping"}',
        '{"type":"pong"}',
        '{"type":"admitted"}',
        '{"type":"give-relay"}',
        '{"type":"knock","mode":"text"}',
        '{"type":"knock","page":1,"mode":"text"}',
        frame(type="knock", page=PAGE, mode="film"),
        frame(type="knock", page=PAGE + "\n", mode="text"),
        frame(type="knock", page=PAGE[1:], mode="text"),
        '{"type":"ready","call":""}',
        frame(type="offer", call=CALL, sdp=SDP + f"a={RELAY}\r\n"),
        frame(type="answer", call=CALL, sdp=SDP.replace("0.0.0.0", "198.51.100.4")),
        frame(type="offer", call=CALL, sdp="x" * 32_769),
        frame(type="candidate", call=CALL, mid="0", candidate=RELAY + " network-id 1"),
        frame(type="candidate", call=CALL, mid="../0", candidate=RELAY),
        "[" * 40_000,
        "\ud800",
    ],
)
def test_what_no_page_of_ours_sends_is_an_error(text: str) -> None:
    with pytest.raises(ProtocolError):
        parse(text)


def test_a_frame_too_long_is_not_even_decoded() -> None:
    with pytest.raises(ProtocolError, match="too long"):
        parse(" " * FRAME_LIMIT + '{"type":"ping"}')


def test_an_error_repeats_nothing_of_what_was_said() -> None:
    with pytest.raises(ProtocolError) as error:
        parse('{"type":"canary-word"}')
    assert "canary" not in str(error.value)
    assert error.value.__cause__ is None


@given(st.text())
def test_no_text_whatever_breaks_the_parser(text: str) -> None:
    with pytest.raises(ProtocolError):
        parse(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["type", "call", "sdp", "page"]), inner),
    ),
    st.sampled_from(["knock", "admit", "ready", "offer", "answer", "candidate", "restart"]),
)
def test_no_json_whatever_breaks_the_parser(value: object, kind: str) -> None:
    with pytest.raises(ProtocolError):
        parse(frame(type=kind, call=CALL, more=value))


def test_messages_are_written_with_their_type() -> None:
    assert json.loads(write(Pong())) == {"type": "pong"}
    access = RelayAccess(urls=("turn:localhost:3478",), username="1:a", credential="k")
    assert json.loads(write(access)) == {
        "type": "relay",
        "urls": ["turn:localhost:3478"],
        "username": "1:a",
        "credential": "k",
    }
