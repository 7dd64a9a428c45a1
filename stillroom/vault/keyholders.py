"""A keyholder: one person's keys, for the length of one request."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from stillroom.base.errors import Refused
from stillroom.core.sealing.accounts import sub_key
from stillroom.core.sealing.hybrid import HybridKey, fingerprint
from stillroom.core.sealing.key_rings import KeyRing, RingEntry, open_key_ring, seal_key_ring
from stillroom.core.sealing.secret import Secret
from stillroom.vault.documents import SpaceKind
from stillroom.vault.models import Account


class KeyRingContended(Refused):
    """Two pages of the same person changed their keys at once, five times in a row."""


class AccountTampered(Exception):
    """The public key in the row is not the one that follows from the seed: somebody wrote to the database."""


@dataclass(slots=True)
class Keyholder:
    """Lives as a local of one request and is dropped with it. `ring` follows what this request itself changes."""

    account: uuid.UUID
    key_version: int
    fingerprint: bytes
    ring: KeyRing
    seed: Secret

    def hybrid_key(self) -> HybridKey:
        return HybridKey.from_seed(sub_key(self.seed.reveal(), "kem"))


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a key can be sent to: `public_key` is what their row holds, `fingerprint` what was vouched for."""

    account: uuid.UUID
    key_version: int
    public_key: bytes
    fingerprint: bytes


def keyholder_of(row: Account, seed: bytes) -> Keyholder:
    """Opens the key ring of `row`. Raises SealError, or AccountTampered when the public key was swapped."""
    ring = open_key_ring(seed, row.id, row.key_version, row.key_ring_version, bytes(row.key_ring))
    return Keyholder(row.id, row.key_version, fingerprint(bytes(row.public_key)), ring, Secret(seed))


def prove_public_key(keyholder: Keyholder, row: Account) -> None:
    """At each sign-in (pv1 section 5). Raises AccountTampered."""
    if keyholder.hybrid_key().public_bytes != bytes(row.public_key):
        raise AccountTampered


def ring_entries(keyholder: Keyholder, *kinds: SpaceKind) -> tuple[tuple[uuid.UUID, RingEntry], ...]:
    """The spaces this person holds a key to, of these kinds, in the order of their labels."""
    chosen = ((space, entry) for space, entry in keyholder.ring.spaces.items() if entry.kind in kinds)
    return tuple(sorted(chosen, key=lambda pair: (pair[1].label.casefold(), pair[0])))


def change_ring(keyholder: Keyholder, change: Callable[[KeyRing], KeyRing]) -> None:
    """Compare-and-swap of the key ring: open, change, write; on a lost race open again and merge, five times.

    `change` must be a pure function of the ring it is given. Raises KeyRingContended.
    """
    seed = keyholder.seed.reveal()
    for _attempt in range(5):
        row = Account.objects.only("key_version", "key_ring", "key_ring_version").get(id=keyholder.account)
        now_held = open_key_ring(seed, row.id, row.key_version, row.key_ring_version, bytes(row.key_ring))
        ring = change(now_held)
        version = row.key_ring_version + 1
        blob = seal_key_ring(seed, row.id, row.key_version, version, ring)
        swapped = Account.objects.filter(id=row.id, key_ring_version=row.key_ring_version).update(
            key_ring=blob, key_ring_version=version
        )
        if swapped:
            keyholder.ring = ring
            return
    raise KeyRingContended("Another page of yours is saving just now. Please try again.")


def hold(keyholder: Keyholder, space: uuid.UUID, entry: RingEntry) -> None:
    change_ring(keyholder, lambda ring: KeyRing({**ring.spaces, space: entry}))


@contextmanager
def together(keyholder: Keyholder) -> Iterator[None]:
    """One transaction that the ring in hand follows: undone with it, so that the person can simply try again."""
    ring = keyholder.ring
    try:
        with transaction.atomic():
            yield
    except BaseException:
        keyholder.ring = ring
        raise


def let_go(keyholder: Keyholder, space: uuid.UUID) -> None:
    change_ring(keyholder, lambda ring: KeyRing({k: v for k, v in ring.spaces.items() if k != space}))
