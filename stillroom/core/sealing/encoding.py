"""Encodings, the PRF and the padding (pv1 section 4)."""

import hmac
import struct
from enum import IntEnum
from typing import TypeVar

import msgspec

from stillroom.core.sealing.errors import SealError

# Padding floors, in bytes, by what is padded.
RECORD = AUDIT = 256
KEY_RING = PROFILE = ROSTER = HEAD = 1024
DROP = INVITE = CUSTODIAN = 512

ZERO_KEY = bytes(32)

T = TypeVar("T")


class Tag(IntEnum):
    """The first byte under the PRF: one key never serves two uses with the same input."""

    SALT = 1
    KEY = 2
    KEY_CHECK = 3
    ACCOUNT = 4
    PASSPHRASE = 5
    RECOVERY = 6
    SESSION = 7
    SPACE = 8
    INDEX = 9
    PASSKEY = 10
    PROOF = 11
    EXCHANGE = 12


def u16(number: int) -> bytes:
    return _unsigned(number, 2)


def u32(number: int) -> bytes:
    return _unsigned(number, 4)


def u64(number: int) -> bytes:
    return _unsigned(number, 8)


def _unsigned(number: int, size: int) -> bytes:
    """Big-endian. Raises SealError: what does not fit was never sealed, so somebody wrote it into a row."""
    try:
        return number.to_bytes(size, "big")
    except OverflowError:
        raise SealError from None


def lp(*parts: bytes) -> bytes:
    """Each part behind its length (u32), so that no two lists of parts give the same bytes."""
    return b"".join([length_of(part) + part for part in parts])


def length_of(part: bytes) -> bytes:
    return struct.pack(">I", len(part))


def prf(key: bytes, tag: int, *parts: bytes) -> bytes:
    """HMAC-SHA-512 over `tag || lp(parts)`: 64 bytes. The first part is the label."""
    return hmac.digest(key, bytes((tag,)) + lp(*parts), "sha512")


def padme(length: int) -> int:
    """The padded length, at most 12 % longer (Nikitin et al. 2019, doi:10.2478/popets-2019-0056)."""
    if length <= 2:
        return length
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (length + mask) & ~mask


def pad(payload: bytes, floor: int) -> bytes:
    """`u32 length || payload || zeros`, at least `floor` bytes long and then in Padmé's few lengths."""
    zeros = padme(max(floor, 4 + len(payload))) - 4 - len(payload)
    return length_of(payload) + payload + bytes(zeros)


def unpad(blob: bytes) -> bytes:
    """Raises SealError when the length does not fit or a padding byte is not zero."""
    end = 4 + int.from_bytes(blob[:4], "big")
    if len(blob) < 4 or end > len(blob) or blob[end:].strip(b"\0"):
        raise SealError
    return blob[4:end]


_JSON = msgspec.json.Encoder(order="sorted", uuid_format="hex")


def to_json(value: object) -> bytes:
    """Canonical JSON: UTF-8, keys sorted, no spaces, ids as 32 hex digits."""
    return _JSON.encode(value)


def from_json(payload: bytes, shape: type[T]) -> T:
    """Raises SealError when the payload does not have exactly this shape."""
    try:
        return msgspec.json.decode(payload, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise SealError from None


def from_hex(text: str, *sizes: int) -> bytes:
    """Bytes of one of these sizes. Raises SealError."""
    try:
        value = bytes.fromhex(text)
    except ValueError:
        raise SealError from None
    if len(value) not in sizes or value.hex() != text:
        raise SealError
    return value
