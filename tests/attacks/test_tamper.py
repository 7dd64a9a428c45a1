"""Attack 2: somebody who can write to the database changes, cuts, swaps and rolls back sealed blobs.

Each attack runs against the seal of the product and, as its control, against a weaker one that it must defeat.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import permutations
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stillroom.core.sealing import contexts
from stillroom.core.sealing.encoding import RECORD, pad
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.spaces import space_key
from stillroom.core.sealing.suite import open_sealed, seal
from tests.attacks.effort import effort

Seal = Callable[[bytes, bytes, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Sealer:
    seal: Seal
    open: Seal


def gcm_seal(key: bytes, context: bytes, text: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, text, context)


def gcm_open(key: bytes, context: bytes, blob: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(blob[:12], blob[12:], context)
    except (InvalidTag, ValueError):
        raise SealError from None


def ctr(key: bytes, nonce: bytes, text: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.CTR(nonce)).encryptor().update(text)


def ctr_seal(key: bytes, context: bytes, text: bytes) -> bytes:
    nonce = os.urandom(16)
    return nonce + ctr(key, nonce, text)


S1 = Sealer(seal, open_sealed)
# Authentic, but bound to nothing: what Fernet or a secret box without associated data gives.
UNBOUND = Sealer(lambda k, c, t: gcm_seal(k, b"", t), lambda k, c, b: gcm_open(k, b"", b))
# Encrypted, and not authentic.
MALLEABLE = Sealer(ctr_seal, lambda k, c, b: ctr(k, b[:16], b[16:]))

KEY = b"k" * 32
SPACE, OTHER_SPACE = UUID(int=1), UUID(int=2)
HERE = contexts.record(SPACE, 7, UUID(int=3), 3)
TEXT = pad(b"I told nobody but you.", RECORD)


def opens(sealer: Sealer, key: bytes, context: bytes, blob: bytes) -> bool:
    try:
        sealer.open(key, context, blob)
    except SealError:
        return False
    return True


def count_opened(sealer: Sealer, attempts: Iterator[tuple[bytes, bytes, bytes]]) -> tuple[int, int]:
    """(opened, tried)"""
    results = [opens(sealer, *attempt) for attempt in attempts]
    return sum(results), len(results)


def every_bit_flipped(sealer: Sealer) -> Iterator[tuple[bytes, bytes, bytes]]:
    for size in (256, 512, 1024, 4096)[: effort(1, 4)]:
        blob = sealer.seal(KEY, HERE, pad(b"words", size))
        for bit in range(len(blob) * 8):
            flipped = bytearray(blob)
            flipped[bit // 8] ^= 1 << bit % 8
            yield KEY, HERE, bytes(flipped)


def every_length(sealer: Sealer) -> Iterator[tuple[bytes, bytes, bytes]]:
    blob = sealer.seal(KEY, HERE, TEXT)
    for size in range(1, len(blob) - 16):
        yield KEY, HERE, blob[:-size]
    for size in range(1, effort(40, 400)):
        yield KEY, HERE, blob + os.urandom(size)
        yield KEY, HERE, blob + bytes(size)
        yield KEY, HERE, os.urandom(size) + blob


def every_row_in_place_of_another(sealer: Sealer) -> Iterator[tuple[bytes, bytes, bytes]]:
    places = [contexts.record(SPACE, 7, UUID(int=number), 1) for number in range(effort(15, 60))]
    blobs = {place: sealer.seal(KEY, place, TEXT) for place in places}
    for place, other in permutations(places, 2):
        yield KEY, place, blobs[other]


def other_spaces(sealer: Sealer) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Another space has another key; and even were it the same key, another place."""
    for number in range(effort(20, 500)):
        record = UUID(int=number)
        there = contexts.record(OTHER_SPACE, 7, record, 1)
        blob = sealer.seal(KEY, contexts.record(SPACE, 7, record, 1), TEXT)
        yield KEY, there, blob


def older_and_newer(sealer: Sealer) -> Iterator[tuple[bytes, bytes, bytes]]:
    record = UUID(int=3)
    blob = sealer.seal(KEY, contexts.record(SPACE, 7, record, 3), TEXT)
    for epoch in range(effort(12, 100)):
        for version in range(effort(12, 100)):
            if (epoch, version) != (7, 3):
                yield KEY, contexts.record(SPACE, epoch, record, version), blob


def other_kinds(sealer: Sealer) -> Iterator[tuple[bytes, bytes, bytes]]:
    places = [
        contexts.record(SPACE, 1, SPACE, 1),
        contexts.audit(SPACE, 1, 1),
        contexts.head(SPACE, 1, 1),
        contexts.roster(SPACE, 1),
        contexts.key_ring(SPACE, 1, 1),
        contexts.profile(SPACE, 1, 1),
        contexts.recovery(SPACE, 1),
        contexts.file_chunk(SPACE, 1, SPACE, 1, 0, True),
        contexts.file_chunk(SPACE, 1, SPACE, 1, 0, False),
    ]
    blobs = {place: sealer.seal(KEY, place, TEXT) for place in places}
    for place, other in permutations(places, 2):
        yield KEY, place, blobs[other]


MOVES = [every_row_in_place_of_another, other_spaces, older_and_newer, other_kinds]
CHANGES = [every_bit_flipped, every_length]
Attack = Callable[[Sealer], Iterator[tuple[bytes, bytes, bytes]]]


@pytest.mark.parametrize("attack", [*CHANGES, *MOVES])
def test_nothing_opens_that_was_changed_or_moved(attack: Attack) -> None:
    opened, tried = count_opened(S1, attack(S1))
    assert opened == 0
    assert tried > 15


@pytest.mark.parametrize("attack", MOVES)
def test_control_a_seal_that_is_not_bound_to_its_place_opens_everywhere(attack: Attack) -> None:
    opened, tried = count_opened(UNBOUND, attack(UNBOUND))
    assert opened == tried > 15


@pytest.mark.parametrize("attack", CHANGES)
def test_control_a_cipher_without_a_tag_opens_whatever_is_changed(attack: Attack) -> None:
    opened, tried = count_opened(MALLEABLE, attack(MALLEABLE))
    assert opened == tried > 15


def test_no_other_suite_byte_opens_and_the_right_one_does() -> None:
    blob = seal(KEY, HERE, TEXT)
    opened = [suite for suite in range(256) if opens(S1, KEY, HERE, bytes((suite,)) + blob[1:])]
    assert opened == [1]


def test_the_same_member_key_opens_nothing_in_another_space_or_epoch() -> None:
    salt, ek = b"s" * 32, b"e" * 32
    blob = seal(space_key(salt, SPACE, 1, ek), HERE, TEXT)
    others = [
        space_key(salt, OTHER_SPACE, 1, ek),
        space_key(salt, SPACE, 2, ek),
        space_key(b"t" * 32, SPACE, 1, ek),
    ]
    assert opens(S1, space_key(salt, SPACE, 1, ek), HERE, blob)
    assert not any(opens(S1, key, HERE, blob) for key in others)
