import pytest

from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.sessions import (
    SessionPayload,
    new_token,
    open_session,
    seal_session,
    session_id,
    session_key,
    token_from_text,
    token_text,
)
from tests.core.sealing.vectors import ACCOUNT, SEED

BOOT = b"b" * 32
PAYLOAD = SessionPayload(SEED, ACCOUNT, akv=1, generation=4)


def test_a_token_is_a_cookie_of_43_characters() -> None:
    token = new_token()
    assert len(token_text(token)) == 43
    assert token_from_text(token_text(token)) == token
    assert new_token() != token


@pytest.mark.parametrize(
    "change", ["", "x", "A" * 42, "A" * 44, "A" * 42 + "B", "A" * 42 + "!", " " + "A" * 43, "ä" * 43]
)
def test_a_cookie_that_was_not_written_here_is_refused(change: str) -> None:
    assert token_from_text("A" * 43) == bytes(32)
    with pytest.raises(SealError):
        token_from_text(change)


def test_a_session_opens_with_its_cookie_while_the_power_is_on() -> None:
    token = new_token()
    blob = seal_session(BOOT, token, PAYLOAD)
    assert open_session(BOOT, token, blob) == PAYLOAD
    for boot, other in ((b"x" * 32, token), (BOOT, new_token())):
        with pytest.raises(SealError):
            open_session(boot, other, blob)


def test_the_rows_key_tells_nothing_of_the_cookie_or_the_seal() -> None:
    token = new_token()
    assert len({token, session_id(token), session_key(BOOT, token)}) == 3


def test_the_payload_is_56_bytes_and_nothing_else_is_one() -> None:
    packed = PAYLOAD.pack()
    assert len(packed) == 56
    assert SessionPayload.unpack(packed) == PAYLOAD
    for wrong in (packed[:-1], packed + b"\0", b""):
        with pytest.raises(SealError):
            SessionPayload.unpack(wrong)
    with pytest.raises(ValueError, match="32 bytes"):
        SessionPayload(b"short", ACCOUNT, 1, 1).pack()


def test_a_payload_does_not_show_its_seed() -> None:
    assert SEED.hex() not in repr(PAYLOAD)
    assert repr(SEED) not in repr(PAYLOAD)
