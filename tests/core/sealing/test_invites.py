import pytest

from stillroom.core.sealing import contexts
from stillroom.core.sealing.crockford import ALPHABET
from stillroom.core.sealing.encoding import INVITE, pad
from stillroom.core.sealing.errors import CodeError, SealError
from stillroom.core.sealing.invites import (
    InviteEnvelope,
    format_code,
    invite_id,
    invite_key,
    new_code,
    normalise_code,
    open_invite,
    seal_invite,
)
from stillroom.core.sealing.suite import seal
from tests.core.sealing.vectors import EK, SPACE

ENVELOPE = InviteEnvelope(SPACE, 1, EK, b"h" * 32)


def test_codes_are_20_symbols_and_new_each_time() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {20}
    assert set("".join(codes)) == set(ALPHABET)


def test_a_code_is_read_however_it_is_typed() -> None:
    code = "G9WJXN7XKT8NPRVHEE01"
    assert format_code(code) == "G9WJX-N7XKT-8NPRV-HEE01"
    for typed in (format_code(code), "g9wjx n7xkt 8nprv heeol\n", "G9WJX–N7XKT–8NPRV–HEEOI"):
        assert normalise_code(typed) == code


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "20 letters"), ("G9WJX", "20 letters"), ("U" * 20, "no letter U"), ("Ä" * 20, "no letter U")],
)
def test_a_wrong_code_is_answered_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(CodeError, match=sentence):
        normalise_code(typed)


def test_an_invite_opens_with_its_code_only() -> None:
    code = new_code()
    blob = seal_invite(code, ENVELOPE)
    assert len(blob) == 593
    assert open_invite(code, blob) == ENVELOPE
    with pytest.raises(SealError):
        open_invite(new_code(), blob)


def test_the_row_of_an_invite_tells_nothing_of_its_key() -> None:
    code = new_code()
    assert invite_id(code) not in invite_key(code)
    assert len({invite_id(code), invite_id(new_code())}) == 2


@pytest.mark.parametrize(
    "payload", [b"{}", b'{"e":1}', ENVELOPE.to_json() + b" {}", ENVELOPE.to_json().replace(b'"e":1', b'"e":"1"')]
)
def test_an_envelope_of_another_shape_is_refused(payload: bytes) -> None:
    code = new_code()
    blob = seal(invite_key(code), contexts.invite(invite_id(code)), pad(payload, INVITE))
    with pytest.raises(SealError):
        open_invite(code, blob)


def test_an_envelope_does_not_show_its_key() -> None:
    assert EK.hex() not in repr(ENVELOPE)
    assert repr(EK) not in repr(ENVELOPE)
