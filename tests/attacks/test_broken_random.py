"""Attack 3: a machine whose random numbers stand still, as one put back to a snapshot has them (pv1 section 4).

One key and one nonce for two texts is the classic break: both ciphertexts, laid over each other, give both texts laid
over each other, and who knows one text reads the other.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from stillroom.accounts.actions import save_draft
from stillroom.core.sealing import spaces
from stillroom.core.sealing.encoding import Tag, prf
from stillroom.core.sealing.suite import OVERHEAD, open_sealed, seal
from stillroom.vault.models import Record
from tests.attacks.effort import effort
from tests.cast import NOW, Person

SEALS = effort(2_000, 20_000)
KEY = bytes(range(32))
CONTEXT = b"pv1/record of one row and version"
HERS, KNOWN = "I told my sister everything", "I wrote nothing that matters"
HEAD = 65  # suite byte, salt and commitment stand before the ciphertext
TAG = OVERHEAD - HEAD


def unhedged(key: bytes, context: bytes, plaintext: bytes) -> bytes:
    """The control: the same seal, with a salt that is the random number and nothing else."""
    salt = os.urandom(32)
    once = prf(key, Tag.KEY, b"pv1/key", b"\x01", salt, context)
    return b"\x01" + salt + once[32:] + AESGCM(once[:32]).encrypt(bytes(12), plaintext, context)


@contextmanager
def frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever asks for random bytes gets the same ones, whichever way."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "urandom", lambda size: b"\x07" * size)
        patch.setattr(secrets, "token_bytes", lambda size=32: b"\x07" * size)
        yield


def laid_over(one: bytes, other: bytes, known: bytes) -> bytes:
    """What an attacker reads of `other` who knows what `one` says."""
    pairs = zip(one[HEAD:-TAG], other[HEAD:-TAG], known, strict=False)
    return bytes(a ^ b ^ text for a, b, text in pairs)


def test_every_seal_has_a_salt_of_its_own_though_nothing_is_random(monkeypatch: pytest.MonkeyPatch) -> None:
    with frozen(monkeypatch):
        texts = [f"words {number:09}".encode() for number in range(SEALS)]
        blobs = [seal(KEY, CONTEXT, text) for text in texts]
        places = [seal(KEY, CONTEXT + number.to_bytes(4, "big"), texts[0]) for number in range(SEALS)]
    assert len({blob[1:33] for blob in (*blobs, *places)}) == 2 * SEALS
    assert laid_over(blobs[0], blobs[1], texts[0]) != texts[1]
    assert open_sealed(KEY, CONTEXT, blobs[1]) == texts[1]


def test_without_the_hedge_all_have_one_salt_and_one_text_gives_the_others_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The control."""
    with frozen(monkeypatch):
        texts = [f"words {number:09}".encode() for number in range(SEALS)]
        blobs = [unhedged(KEY, CONTEXT, text) for text in texts]
    assert len({blob[1:33] for blob in blobs}) == 1
    assert [laid_over(blobs[0], blob, texts[0]) for blob in blobs] == texts
    assert open_sealed(KEY, CONTEXT, blobs[-1]) == texts[-1]  # else it would not be the same seal


def two_futures(ada: Person, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The same row, version and random numbers with two texts: what the disk held before and after a machine was put
    back to a snapshot, the text that is known first."""
    save_draft(keyholder=ada.keyholder, form="form", about=None, fields={"text": "begun"}, now=NOW)
    futures = []
    for words in (KNOWN, HERS):
        with frozen(monkeypatch), transaction.atomic():
            save_draft(keyholder=ada.keyholder, form="form", about=None, fields={"text": words}, now=NOW)
            (row,) = Record.objects.filter(version=2)
            futures.append(bytes(row.blob))
            transaction.set_rollback(True)
    return futures


def read_from(futures: list[bytes], ada: Person, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """All of her draft that can be read by who knows the other one to the letter."""
    opened: list[bytes] = []
    plain = spaces.pad
    with monkeypatch.context() as patch:
        patch.setattr(spaces, "pad", lambda payload, floor: opened.append(plain(payload, floor)) or opened[-1])
        with transaction.atomic():
            save_draft(keyholder=ada.keyholder, form="form", about=None, fields={"text": KNOWN}, now=NOW)
            transaction.set_rollback(True)
    (known,) = (payload for payload in opened if KNOWN.encode() in payload)
    return laid_over(*futures, known)


def test_a_machine_put_back_to_a_snapshot_gives_no_text_away(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    futures = two_futures(ada, monkeypatch)
    assert futures[0][1:33] != futures[1][1:33]
    assert HERS.encode() not in read_from(futures, ada, monkeypatch)


def test_without_the_hedge_it_gives_her_draft_away(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control, through the same product."""
    monkeypatch.setattr(spaces, "seal", unhedged)
    futures = two_futures(ada, monkeypatch)
    assert futures[0][1:33] == futures[1][1:33]
    assert HERS.encode() in read_from(futures, ada, monkeypatch)
