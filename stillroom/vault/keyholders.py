"""A keyholder: one person's keys, for the length of one request."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ordering import alphabetical
from stillroom.core.sealing.accounts import sub_key
from stillroom.core.sealing.hybrid import HybridKey, fingerprint
from stillroom.core.sealing.key_rings import KeyRing, RingEntry, open_key_ring, seal_key_ring
from stillroom.core.sealing.secret import Secret
from stillroom.vault.documents import SpaceKind
from stillroom.vault.models import Account


class KeyRingContended(Refused):
    """Two pages of the same person changed their keys at once."""


class AccountTampered(Exception):
    """The public key in the row is not the one that follows from the seed: somebody wrote to the database."""


@dataclass(slots=True, repr=False)
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
    return tuple(sorted(chosen, key=lambda pair: (alphabetical(pair[1].label), pair[0])))


def row_of(keyholder: Keyholder, *columns: str) -> Account:
    """The person's own row. Raises Hidden when it was erased, or sealed under a new root seed, in another window."""
    row = Account.objects.only("key_version", *columns).filter(id=keyholder.account).first()
    if row is None or row.key_version != keyholder.key_version:
        raise Hidden
    return row


def change_ring(keyholder: Keyholder, change: Callable[[KeyRing], KeyRing]) -> None:
    """Opens the newest ring, changes it and swaps it in, while nobody else can write.

    `change` must be a pure function of the ring it is given, which is not always the one in hand: another page of the
    same person may have been faster. Where it gives back that very ring, nothing is written.
    Raises KeyRingContended, and Hidden like `row_of`.
    """
    seed = keyholder.seed.reveal()
    with transaction.atomic():
        row = row_of(keyholder, "key_ring", "key_ring_version")
        held = open_key_ring(seed, row.id, row.key_version, row.key_ring_version, bytes(row.key_ring))
        ring = change(held)
        if ring is not held:
            _swap(row, seal_key_ring(seed, row.id, row.key_version, row.key_ring_version + 1, ring))
    keyholder.ring = ring


def _swap(row: Account, blob: bytes) -> None:
    """Compares as well, for the day on which a database lets two in at once. Raises KeyRingContended."""
    here = Account.objects.filter(id=row.id, key_version=row.key_version, key_ring_version=row.key_ring_version)
    if not here.update(key_ring=blob, key_ring_version=row.key_ring_version + 1):
        raise KeyRingContended(_("Another page of yours is saving just now. Please try again."))


def hold(keyholder: Keyholder, space: uuid.UUID, entry: RingEntry) -> None:
    """Puts a key onto the ring; never an older one in the place of a newer one.

    Two windows may follow the same new keys at different speeds, and the drop of the newest is gone by then: a slow
    one that put the older key back would lose the space for ever.
    """

    def put(ring: KeyRing) -> KeyRing:
        known = ring.spaces.get(space, entry)
        if known.epoch > entry.epoch:
            return ring
        behind = known.epoch == entry.epoch and known.seq > entry.seq
        kept = replace(entry, seq=known.seq, link=known.link) if behind else entry
        return KeyRing({**ring.spaces, space: kept})

    change_ring(keyholder, put)


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
    def drop(ring: KeyRing) -> KeyRing:
        return KeyRing({k: v for k, v in ring.spaces.items() if k != space}) if space in ring.spaces else ring

    change_ring(keyholder, drop)
