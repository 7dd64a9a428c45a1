"""The key ring, the only place that says which spaces an account is in, and the profile (pv1 section 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn, Self
from uuid import UUID

import msgspec

from stillroom.core.sealing import contexts
from stillroom.core.sealing.accounts import sub_key
from stillroom.core.sealing.encoding import KEY_RING, PROFILE, from_hex, from_json, pad, to_json, unpad
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.suite import open_sealed, seal

_VERSION = 1


class _EntryShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    e: int
    k: str
    kind: str
    label: str
    peer: str
    seq: int
    link: str


class _RingShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    v: int
    spaces: dict[str, _EntryShape]


@dataclass(frozen=True, slots=True, repr=False)
class RingEntry:
    """One space. `key` is its EK, `peer` the other member's fingerprint or empty.

    `seq` and `link` are of the head last seen: a whole space put back to an older state shows by them.
    """

    epoch: int
    key: bytes
    kind: str
    label: str
    peer: bytes
    seq: int
    link: bytes

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are neither copied nor pickled")


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    spaces: Mapping[UUID, RingEntry] = field(default_factory=dict)

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are neither copied nor pickled")

    def to_json(self) -> bytes:
        entries = {space.hex: _shape_of(entry) for space, entry in self.spaces.items()}
        return to_json(_RingShape(_VERSION, entries))

    @classmethod
    def from_json(cls, payload: bytes) -> Self:
        shape = from_json(payload, _RingShape)
        if shape.v != _VERSION:
            raise SealError
        return cls({UUID(bytes=from_hex(space, 16)): _entry_of(entry) for space, entry in shape.spaces.items()})


def _shape_of(entry: RingEntry) -> _EntryShape:
    return _EntryShape(
        e=entry.epoch,
        k=entry.key.hex(),
        kind=str(entry.kind),
        label=entry.label,
        peer=entry.peer.hex(),
        seq=entry.seq,
        link=entry.link.hex(),
    )


def _entry_of(shape: _EntryShape) -> RingEntry:
    return RingEntry(
        epoch=shape.e,
        key=from_hex(shape.k, 32),
        kind=shape.kind,
        label=shape.label,
        peer=from_hex(shape.peer, 0, 32),
        seq=shape.seq,
        link=from_hex(shape.link, 32),
    )


def seal_key_ring(seed: bytes, account: UUID, akv: int, version: int, ring: KeyRing) -> bytes:
    context = contexts.key_ring(account, akv, version)
    return seal(sub_key(seed, "keyring"), context, pad(ring.to_json(), KEY_RING))


def open_key_ring(seed: bytes, account: UUID, akv: int, version: int, blob: bytes) -> KeyRing:
    """Raises SealError."""
    context = contexts.key_ring(account, akv, version)
    return KeyRing.from_json(unpad(open_sealed(sub_key(seed, "keyring"), context, blob)))


def seal_profile(seed: bytes, account: UUID, akv: int, version: int, payload: bytes) -> bytes:
    context = contexts.profile(account, akv, version)
    return seal(sub_key(seed, "profile"), context, pad(payload, PROFILE))


def open_profile(seed: bytes, account: UUID, akv: int, version: int, blob: bytes) -> bytes:
    """Raises SealError."""
    return unpad(open_sealed(sub_key(seed, "profile"), contexts.profile(account, akv, version), blob))
