"""Spaces: their key, who is in, and which records there are (pv1 sections 6.1, 6.2, 6.7)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from uuid import UUID

import msgspec

from stillroom.core.sealing import contexts
from stillroom.core.sealing.encoding import (
    AUDIT,
    HEAD,
    RECORD,
    ROSTER,
    Tag,
    from_hex,
    from_json,
    pad,
    prf,
    to_json,
    u32,
    unpad,
)
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.suite import open_sealed, seal


def space_key(salt: bytes, space: UUID, epoch: int, ek: bytes) -> bytes:
    """RK, 32 bytes. Without the row's salt the members' EK is worthless: that is how a space is shredded."""
    return prf(salt, Tag.SPACE, b"pv1/space-key", space.bytes, u32(epoch), ek)[:32]


def key_check_value(rk: bytes, space: UUID, epoch: int) -> bytes:
    """32 bytes in the row; whoever derives another value is not let in. Compare in constant time."""
    return prf(rk, Tag.KEY_CHECK, b"pv1/kcv", space.bytes, u32(epoch))[:32]


@dataclass(frozen=True, slots=True)
class Member:
    account: UUID
    fingerprint: bytes
    role: str


class _MemberShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    a: UUID
    f: str
    r: str


class _RosterShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    space: UUID
    epoch: int
    kind: str
    members: list[_MemberShape]
    custodian: str
    prev: str
    retain_until: str


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is in a space. Members may be given in any order.

    `custodian` is a fingerprint or empty, `prev` the hash of the roster before (zeros for the first),
    `retain_until` a month "YYYY-MM" or empty.
    """

    space: UUID
    epoch: int
    kind: str
    members: tuple[Member, ...]
    custodian: bytes
    prev: bytes
    retain_until: str

    def to_json(self) -> bytes:
        """Canonical: members sorted by fingerprint."""
        in_order = sorted(self.members, key=lambda member: member.fingerprint)
        members = [_MemberShape(m.account, m.fingerprint.hex(), m.role) for m in in_order]
        return to_json(
            _RosterShape(
                space=self.space,
                epoch=self.epoch,
                kind=self.kind,
                members=members,
                custodian=self.custodian.hex(),
                prev=self.prev.hex(),
                retain_until=self.retain_until,
            )
        )

    @classmethod
    def from_json(cls, payload: bytes) -> Self:
        shape = from_json(payload, _RosterShape)
        return cls(
            space=shape.space,
            epoch=shape.epoch,
            kind=shape.kind,
            members=tuple(Member(m.a, from_hex(m.f, 32), m.r) for m in shape.members),
            custodian=from_hex(shape.custodian, 0, 32),
            prev=from_hex(shape.prev, 32),
            retain_until=shape.retain_until,
        )

    def hash(self) -> bytes:
        return hashlib.sha256(self.to_json()).digest()


class _HeadShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    seq: int
    link: str
    roster: str
    set: str


@dataclass(frozen=True, slots=True)
class Head:
    """The state of a space: a counter of writes, the latest audit link, hashes of roster and records."""

    seq: int
    link: bytes
    roster: bytes
    set: bytes

    def to_json(self) -> bytes:
        return to_json(_HeadShape(self.seq, self.link.hex(), self.roster.hex(), self.set.hex()))

    @classmethod
    def from_json(cls, payload: bytes) -> Self:
        shape = from_json(payload, _HeadShape)
        return cls(shape.seq, from_hex(shape.link, 32), from_hex(shape.roster, 32), from_hex(shape.set, 32))


def set_hash(rows: Iterable[tuple[UUID, int]]) -> bytes:
    """Of all records as (id, version), in any order: a row deleted, added or put back changes it."""
    return packed_set_hash(record.bytes + u32(version) for record, version in rows)


def packed_set_hash(rows: Iterable[bytes]) -> bytes:
    """The same of records as `id || u32 version`, 20 bytes each. The caller has made sure of the length."""
    return hashlib.sha256(b"".join(sorted(rows))).digest()


def seal_roster(rk: bytes, roster: Roster) -> bytes:
    return seal(rk, contexts.roster(roster.space, roster.epoch), pad(roster.to_json(), ROSTER))


def open_roster(rk: bytes, space: UUID, epoch: int, blob: bytes) -> Roster:
    """Raises SealError, also for a roster that names another space or epoch than the one it lies in."""
    roster = Roster.from_json(unpad(open_sealed(rk, contexts.roster(space, epoch), blob)))
    if (roster.space, roster.epoch) != (space, epoch):
        raise SealError
    return roster


def seal_head(rk: bytes, space: UUID, epoch: int, head: Head) -> bytes:
    return seal(rk, contexts.head(space, epoch, head.seq), pad(head.to_json(), HEAD))


def open_head(rk: bytes, space: UUID, epoch: int, seq: int, blob: bytes) -> Head:
    """Raises SealError, also for a head whose own counter is not `seq`."""
    head = Head.from_json(unpad(open_sealed(rk, contexts.head(space, epoch, seq), blob)))
    if head.seq != seq:
        raise SealError
    return head


def seal_record(rk: bytes, space: UUID, epoch: int, record: UUID, version: int, payload: bytes) -> bytes:
    return seal(rk, contexts.record(space, epoch, record, version), pad(payload, RECORD))


def open_record(rk: bytes, space: UUID, epoch: int, record: UUID, version: int, blob: bytes) -> bytes:
    """Raises SealError."""
    return unpad(open_sealed(rk, contexts.record(space, epoch, record, version), blob))


def seal_audit(rk: bytes, space: UUID, epoch: int, seq: int, payload: bytes) -> bytes:
    return seal(rk, contexts.audit(space, epoch, seq), pad(payload, AUDIT))


def open_audit(rk: bytes, space: UUID, epoch: int, seq: int, blob: bytes) -> bytes:
    """Raises SealError."""
    return unpad(open_sealed(rk, contexts.audit(space, epoch, seq), blob))
