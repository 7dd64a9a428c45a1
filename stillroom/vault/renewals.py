""" "Somebody may know my passphrase": a new root seed, and a new key to everything it opens (pv1 section 5).

A new passphrase alone is not enough. Whoever has an old copy of the database and the old passphrase has the old seed,
with it the old key ring, and with that every space whose key is still the one on it.
"""

import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F

from stillroom.base.errors import Hidden
from stillroom.core.sealing import recovery
from stillroom.core.sealing.accounts import sub_key
from stillroom.core.sealing.hybrid import HybridKey, fingerprint
from stillroom.core.sealing.key_rings import KeyRing, RingEntry, open_profile, seal_key_ring, seal_profile
from stillroom.core.sealing.passphrases import Norm
from stillroom.vault.accounts import POLICY, Cost, Unlocked, wrap_seed
from stillroom.vault.audits import note_change
from stillroom.vault.drops import WrongRecipient, recipient_of, send_request
from stillroom.vault.keyholders import Keyholder, keyholder_of, row_of, together
from stillroom.vault.models import Account, Drop
from stillroom.vault.records import signed_anew
from stillroom.vault.rekeys import reseal, send_key, take_new_keys
from stillroom.vault.spaces import OpenSpace, Tampered, open_space, open_with, ring_entry


@dataclass(frozen=True, slots=True, repr=False)
class Renewed:
    """`unturned`: spaces that do not open and so keep the key they had. `unreached`: spaces in which somebody has not
    got the new key, for the public key in their row is not the one on the roster."""

    unlocked: Unlocked
    unturned: tuple[uuid.UUID, ...]
    unreached: tuple[uuid.UUID, ...]


def renew_everything(
    *,
    keyholder: Keyholder,
    passphrase: str,
    now: datetime,
    code: str | None = None,
    unanswered: Collection[uuid.UUID] = (),
    norm: Norm = Norm.WORDS,
    cost: Cost = POLICY,
) -> Renewed:
    """A new seed under a new passphrase, and under the recovery code `code` or none; every space gets a new key.

    All of it or nothing, in one transaction after Argon2. Every session ends. Codes that were handed out, and requests
    that lie at this person's door, open nothing any more. `unanswered`: spaces whose key was sent to somebody who has
    not taken it yet; it is sent to them anew, for 14 days. A therapist's line in the directory no longer fits their
    key until the practice signs it again. Raises Busy; Hidden when it was done already, in another window.
    """
    seed = secrets.token_bytes(32)
    row = row_of(keyholder)
    row.key_version += 1
    row.passphrase_wrap = wrap_seed(seed, row, passphrase, norm, cost)
    row.public_key = HybridKey.from_seed(sub_key(seed, "kem")).public_bytes
    row.recovery_index = row.recovery_wrap = None
    if code is not None:
        secret = recovery.decode(code)
        key = recovery.recovery_key(row.id, secret)
        row.recovery_index = recovery.recovery_id(secret)
        row.recovery_wrap = recovery.wrap_recovery(seed, row.id, row.key_version, key)
    with together(keyholder):
        take_new_keys(keyholder, now)
        turning = _Turning(keyholder, fingerprint(row.public_key), frozenset(unanswered), now)
        ring = KeyRing({space: turning.turn(space, entry) for space, entry in keyholder.ring.spaces.items()})
        unlocked = _swap(keyholder, row, seed, ring)
        Drop.objects.filter(account_id=row.id).delete()  # all of them are sealed to the old key
    return Renewed(unlocked, tuple(turning.unturned), tuple(turning.unreached))


def _swap(keyholder: Keyholder, row: Account, seed: bytes, ring: KeyRing) -> Unlocked:
    """The whole row at once, in the place of the one whose seed this keyholder has."""
    old = row_of(keyholder, "key_ring_version", "profile", "profile_version")
    profile = open_profile(keyholder.seed.reveal(), old.id, old.key_version, old.profile_version, bytes(old.profile))
    ring_version, profile_version = old.key_ring_version + 1, old.profile_version + 1
    Account.objects.filter(id=row.id, key_version=old.key_version).update(
        key_version=row.key_version,
        public_key=row.public_key,
        passphrase_wrap=row.passphrase_wrap,
        recovery_index=row.recovery_index,
        recovery_wrap=row.recovery_wrap,
        key_ring=seal_key_ring(seed, row.id, row.key_version, ring_version, ring),
        key_ring_version=ring_version,
        profile=seal_profile(seed, row.id, row.key_version, profile_version, profile),
        profile_version=profile_version,
        session_generation=F("session_generation") + 1,
    )
    fresh = Account.objects.get(id=row.id)
    return Unlocked(keyholder_of(fresh, seed), fresh.session_generation)


class _Turning:
    """One space after the other, and what could not be done."""

    def __init__(
        self, keyholder: Keyholder, fingerprint: bytes, unanswered: frozenset[uuid.UUID], now: datetime
    ) -> None:
        self._keyholder = keyholder
        self._fingerprint = fingerprint
        self._unanswered = unanswered
        self._now = now
        self.unturned: list[uuid.UUID] = []
        self.unreached: list[uuid.UUID] = []

    def turn(self, space: uuid.UUID, entry: RingEntry) -> RingEntry:
        """What the new ring holds of it. Nobody is kept from renewing by a space that somebody has harmed."""
        try:
            with transaction.atomic():
                return self._turned(open_space(self._keyholder, space))
        except (Hidden, Tampered):
            self.unturned.append(space)
            return entry

    def _turned(self, old: OpenSpace) -> RingEntry:
        before, after = old.fingerprint, self._fingerprint
        members = tuple(replace(m, fingerprint=after) if m.fingerprint == before else m for m in old.members)
        key = reseal(old, members, lambda plain: signed_anew(plain, before, after))
        new = open_with(key, after, old.label)
        note_change(new, "rekey", self._now)
        for member in new.members:
            if member.fingerprint != after:
                self._send(old, new, member.account, member.fingerprint)
        return ring_entry(new)

    def _send(self, old: OpenSpace, new: OpenSpace, account: uuid.UUID, vouched: bytes) -> None:
        try:
            recipient = recipient_of(account, vouched)
        except WrongRecipient:
            self.unreached.append(new.id)
            return
        except Hidden:  # erased
            return
        send_key(old, new, recipient)
        if new.id in self._unanswered:
            send_request(space=new, recipient=recipient, now=self._now)
