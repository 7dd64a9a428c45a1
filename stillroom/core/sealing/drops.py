"""Drops: a space's key, delivered to an account's public key (pv1 section 6.4).

HPKE in base mode proves no sender, so a drop without a valid proof is ignored.
"""

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import msgspec

from stillroom.core.sealing.encoding import DROP, Tag, from_hex, from_json, lp, pad, prf, to_json, u32, unpad
from stillroom.core.sealing.hybrid import HybridKey, fingerprint, hybrid_open, hybrid_seal


class DropType(StrEnum):
    """REKEY brings a member the next epoch's key; REQUEST asks somebody into a first conversation."""

    REKEY = "rekey"
    REQUEST = "request"


class _DropShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    t: DropType
    s: UUID
    e: int
    k: str
    r: str
    p: str


@dataclass(frozen=True, slots=True, repr=False)
class Drop:
    type: DropType
    space: UUID
    epoch: int
    ek: bytes
    roster_hash: bytes
    proof: bytes


def rekey_key(ek_old: bytes, space: UUID, old_epoch: int) -> bytes:
    """From the old EK, not from RK: the old salt is gone by then."""
    return prf(ek_old, Tag.EXCHANGE, b"pv1/rekey-key", space.bytes, u32(old_epoch))[:32]


def request_key(rk: bytes, space: UUID) -> bytes:
    """Proves only that the drop belongs to the space it names; who sent it stays unproven."""
    return prf(rk, Tag.EXCHANGE, b"pv1/first-contact", space.bytes)[:32]


def ek_hash(ek: bytes) -> bytes:
    return hashlib.sha256(lp(b"pv1/ek-hash", ek)).digest()


def proof(
    key: bytes, type: DropType, space: UUID, epoch: int, ek: bytes, recipient: bytes, roster_hash: bytes
) -> bytes:
    """32 bytes. `key` is `rekey_key` or `request_key`, `recipient` a fingerprint."""
    label = b"pv1/" + type.value.encode()
    return prf(key, Tag.PROOF, label, space.bytes, u32(epoch), ek_hash(ek), recipient, roster_hash)[:32]


def is_proven(key: bytes, drop: Drop, recipient: bytes) -> bool:
    """Whether the drop carries the proof that `key` makes for this recipient's fingerprint."""
    expected = proof(key, drop.type, drop.space, drop.epoch, drop.ek, recipient, drop.roster_hash)
    return hmac.compare_digest(expected, drop.proof)


def drop_info(recipient: bytes, account: UUID, akv: int) -> bytes:
    """What H1 binds a drop to: fingerprint, account and account key version."""
    return lp(b"pv1/drop", recipient, account.bytes, u32(akv))


def seal_drop(recipient_public: bytes, account: UUID, akv: int, drop: Drop) -> bytes:
    """1,649 bytes. The caller has checked `recipient_public` against the fingerprint it trusts.

    Raises SealError when the public key is not one.
    """
    shape = _DropShape(drop.type, drop.space, drop.epoch, drop.ek.hex(), drop.roster_hash.hex(), drop.proof.hex())
    info = drop_info(fingerprint(recipient_public), account, akv)
    return hybrid_seal(recipient_public, info, pad(to_json(shape), DROP))


def open_drop(key: HybridKey, account: UUID, akv: int, blob: bytes) -> Drop:
    """Raises SealError. Opening proves nothing: see `is_proven` and the checks of section 6.4."""
    info = drop_info(fingerprint(key.public_bytes), account, akv)
    shape = from_json(unpad(hybrid_open(key, info, blob)), _DropShape)
    return Drop(
        type=shape.t,
        space=shape.s,
        epoch=shape.e,
        ek=from_hex(shape.k, 32),
        roster_hash=from_hex(shape.r, 32),
        proof=from_hex(shape.p, 32),
    )
