import json
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stillroom.core.sealing.encoding import (
    from_hex,
    from_json,
    lp,
    pad,
    padme,
    prf,
    to_json,
    u16,
    u32,
    u64,
    unpad,
)
from stillroom.core.sealing.errors import SealError

relaxed = settings(deadline=None)
parts = st.lists(st.binary(max_size=6), max_size=4)
# Pieces that look like lengths: the ones with which careless joining collides.
tricky = st.lists(st.sampled_from([b"", b"\0", bytes(4), b"\0\0\0\x01", b"\0\0\0\x01a", b"a"]), max_size=4)


@relaxed
@given(st.binary(max_size=3000), st.sampled_from([256, 512, 1024]))
def test_what_is_padded_comes_back(payload: bytes, floor: int) -> None:
    padded = pad(payload, floor)
    assert unpad(padded) == payload
    assert len(padded) == padme(max(floor, 4 + len(payload)))


@relaxed
@given(st.binary(max_size=400))
def test_a_padding_byte_that_is_not_zero_is_refused(payload: bytes) -> None:
    padded = bytearray(pad(payload, 512))
    for at in (4 + len(payload), len(padded) - 1):
        padded[at] ^= 1
        with pytest.raises(SealError):
            unpad(bytes(padded))
        padded[at] ^= 1


@relaxed
@given(st.binary(max_size=64))
def test_any_bytes_unpad_or_are_refused(blob: bytes) -> None:
    try:
        payload = unpad(blob)
    except SealError:
        return
    assert blob.startswith(u32(len(payload)) + payload)


def test_a_length_beyond_the_end_is_refused() -> None:
    assert unpad(u32(252) + b"a" * 252) == b"a" * 252
    for blob in (u32(253) + b"a" * 252, b"\xff" * 256, b"\0\0\0", b""):
        with pytest.raises(SealError):
            unpad(blob)


@relaxed
@given(st.integers(min_value=3, max_value=10**9))
def test_padding_costs_at_most_an_eighth_and_leaves_few_lengths(length: int) -> None:
    padded = padme(length)
    assert length <= padded <= length * 1.125
    assert padme(padded) == padded
    exponent = length.bit_length() - 1
    assert padded % 2 ** (exponent - exponent.bit_length()) == 0


@relaxed
@given(st.one_of(parts, tricky), st.one_of(parts, tricky))
def test_two_lists_of_parts_never_give_the_same_bytes(one: list[bytes], other: list[bytes]) -> None:
    assert (lp(*one) == lp(*other)) == (one == other)


def test_the_plain_joining_of_parts_would_collide() -> None:
    assert b"".join([b"ab", b"c"]) == b"".join([b"a", b"bc"])
    assert lp(b"ab", b"c") != lp(b"a", b"bc")


def test_each_tag_is_a_separate_function() -> None:
    assert len({prf(bytes(32), tag, b"label") for tag in range(1, 13)}) == 12


def test_numbers_are_big_endian_and_refused_beyond_their_field() -> None:
    assert (u16(258), u32(258), u64(258)) == (b"\x01\x02", b"\0\0\x01\x02", b"\0\0\0\0\0\0\x01\x02")
    for encode, bits in ((u16, 16), (u32, 32), (u64, 64)):
        assert encode(2**bits - 1) == b"\xff" * (bits // 8)
        for number in (2**bits, -1):
            with pytest.raises(SealError):
                encode(number)


class Shape(msgspec.Struct, forbid_unknown_fields=True):
    z: int
    a: str
    i: UUID


def test_json_is_canonical() -> None:
    text = to_json(Shape(z=1, a="Grüße", i=UUID(int=255)))
    assert text == '{"a":"Grüße","i":"000000000000000000000000000000ff","z":1}'.encode()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert from_json(text, Shape) == Shape(z=1, a="Grüße", i=UUID(int=255))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff",
        b'{"a":"\xff","i":"000000000000000000000000000000ff","z":1}',
        b'{"a":"x","i":"no id","z":1}',
        b'{"a":"x","i":"000000000000000000000000000000ff","z":"1"}',
        b'{"a":"x","i":"000000000000000000000000000000ff","z":1,"more":1}',
        b'{"a":"x","i":"000000000000000000000000000000ff","z":1}}',
    ],
)
def test_json_of_another_shape_is_refused(payload: bytes) -> None:
    with pytest.raises(SealError):
        from_json(payload, Shape)


def test_hex_is_read_in_one_spelling_and_size_only() -> None:
    assert from_hex("ab" * 32, 32) == b"\xab" * 32
    assert from_hex("", 0, 32) == b""
    for text in ("AB" * 32, "ab " * 32, "ab" * 31, "", "zz" * 32, "٣" * 64):
        with pytest.raises(SealError):
            from_hex(text, 32)
