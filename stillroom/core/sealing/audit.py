"""The chain of who opened what (pv1 section 8)."""

import hashlib
from typing import Final
from uuid import UUID

from stillroom.core.sealing.encoding import lp, u64

FIRST_LINK: Final = bytes(32)


def link(previous: bytes, space: UUID, seq: int, entry: bytes) -> bytes:
    """32 bytes: entry number `seq` (from 1), tied to all before it.

    `entry` is its JSON, which its own random `n` makes unguessable.
    """
    return hashlib.sha256(lp(b"pv1/audit-link", previous, space.bytes, u64(seq), entry)).digest()


def anchor(link: bytes) -> bytes:
    """32 bytes that show a later rollback and tell nothing else: they may leave the machine."""
    return hashlib.sha256(lp(b"pv1/anchor", link)).digest()
