"""Attack 5: one blob that opens to one text for the client and to another for a court.

AES-GCM alone allows it: whoever knows two keys can make one ciphertext with one tag that is right under both
(Dodis et al. 2018, doi:10.1007/978-3-319-96884-1_6). The attack is carried out here against the key derivation of
the product; only the commitment stops it, as the control without the commitment shows.
"""

import hmac
import os

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stillroom.core.sealing.encoding import Tag, prf
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.suite import open_sealed, seal
from tests.attacks.effort import effort

CONTEXT = b"a record's place"
BLOCK = 16
NONCE = bytes(12)


# GF(2^128) as GHASH has it (NIST SP 800-38D section 6.3): bit 0 is the most significant one.
R = 0xE1 << 120


def times(x: int, y: int) -> int:
    product = 0
    for bit in range(127, -1, -1):
        if x >> bit & 1:
            product ^= y
        y = y >> 1 ^ (R if y & 1 else 0)
    return product


def inverse(x: int) -> int:
    """x to the power 2^128 - 2."""
    result, square = 1 << 127, x
    for _ in range(127):
        square = times(square, square)
        result = times(result, square)
    return result


def number(block: bytes) -> int:
    return int.from_bytes(block, "big")


def block_cipher(key: bytes, block: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(block)


def blocks_of(text: bytes) -> list[bytes]:
    padded = text + bytes(-len(text) % BLOCK)
    return [padded[at : at + BLOCK] for at in range(0, len(padded), BLOCK)]


def ghash(key: bytes, blocks: list[bytes]) -> int:
    h, total = number(block_cipher(key, bytes(BLOCK))), 0
    for block in blocks:
        total = times(total ^ number(block), h)
    return total


def tag(key: bytes, context: bytes, ciphertext: bytes) -> int:
    lengths = (len(context) * 8).to_bytes(8, "big") + (len(ciphertext) * 8).to_bytes(8, "big")
    hashed = ghash(key, [*blocks_of(context), *blocks_of(ciphertext), lengths])
    return hashed ^ number(block_cipher(key, NONCE + b"\0\0\0\x01"))


def two_faced(one: bytes, other: bytes, context: bytes, ciphertext: bytes) -> bytes:
    """`ciphertext` and one more block, so chosen that a single tag is right under both AES keys; with that tag.

    The tag is linear in the last block, which GHASH multiplies by H squared.
    """
    difference = tag(one, context, ciphertext + bytes(BLOCK)) ^ tag(other, context, ciphertext + bytes(BLOCK))
    squares = [times(h, h) for h in (number(block_cipher(key, bytes(BLOCK))) for key in (one, other))]
    last = times(difference, inverse(squares[0] ^ squares[1])).to_bytes(BLOCK, "big")
    forged = ciphertext + last
    assert tag(one, context, forged) == tag(other, context, forged)
    return forged + tag(one, context, forged).to_bytes(BLOCK, "big")


def derived(key: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """The one-time key and the commitment of suite S1, from its description."""
    once = prf(key, Tag.KEY, b"pv1/key", b"\x01", salt, CONTEXT)
    return once[:32], once[32:]


def open_without_commitment(key: bytes, blob: bytes) -> bytes:
    """The control: suite S1 less the one comparison."""
    try:
        return AESGCM(derived(key, blob[1:33])[0]).decrypt(NONCE, blob[65:], CONTEXT)
    except InvalidTag:
        raise SealError from None


def forge(clients_key: bytes, courts_key: bytes) -> tuple[bytes, bytes]:
    """Two blobs that differ in nothing but whose commitment they carry."""
    salt = os.urandom(32)
    (clients, clients_commitment), (courts, courts_commitment) = derived(clients_key, salt), derived(courts_key, salt)
    ciphertext = AESGCM(clients).encrypt(NONCE, b"She is well. " * 8, CONTEXT)[:-BLOCK]
    body = two_faced(clients, courts, CONTEXT, ciphertext[: len(ciphertext) // BLOCK * BLOCK])
    return b"\x01" + salt + clients_commitment + body, b"\x01" + salt + courts_commitment + body


KEYS = [(os.urandom(32), os.urandom(32)) for _ in range(effort(3, 60))]


@pytest.mark.parametrize("keys", KEYS, ids=range(len(KEYS)))
def test_a_two_faced_blob_opens_under_the_committed_key_only(keys: tuple[bytes, bytes]) -> None:
    for blob, opens, stays_shut in zip(forge(*keys), keys, reversed(keys), strict=True):
        assert open_sealed(opens, CONTEXT, blob)
        with pytest.raises(SealError):
            open_sealed(stays_shut, CONTEXT, blob)


@pytest.mark.parametrize("keys", KEYS, ids=range(len(KEYS)))
def test_control_without_the_commitment_one_blob_opens_to_two_texts(keys: tuple[bytes, bytes]) -> None:
    for blob in forge(*keys):
        texts = [open_without_commitment(key, blob) for key in keys]
        assert texts[0].startswith(b"She is well.")
        assert texts[0] != texts[1]


def test_no_second_key_opens_a_blob() -> None:
    key = os.urandom(32)
    blob = seal(key, CONTEXT, b"text")
    assert open_sealed(key, CONTEXT, blob) == b"text"
    near = [
        bytes(byte ^ (1 << bit) if at == place else byte for at, byte in enumerate(key))
        for place in range(32)
        for bit in range(8)
    ]
    for other in near + [os.urandom(32) for _ in range(effort(300, 20_000))]:
        with pytest.raises(SealError):
            open_sealed(other, CONTEXT, blob)


def test_the_description_used_here_is_the_one_that_seals() -> None:
    key = os.urandom(32)
    blob = seal(key, CONTEXT, b"text")
    assert hmac.compare_digest(derived(key, blob[1:33])[1], blob[33:65])
    assert open_without_commitment(key, blob) == b"text"
