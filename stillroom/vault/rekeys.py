"""Re-keying: everything in a space sealed again under a new key, when a member leaves (pv1 section 6.5).

No old epoch is kept: who was removed holds a key that opens nothing, also in a later copy of the database.
"""

import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from stillroom.base.errors import Hidden
from stillroom.core.sealing.drops import Drop as SealedDrop
from stillroom.core.sealing.drops import DropType, is_proven, proof, rekey_key
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.secret import Secret
from stillroom.core.sealing.spaces import (
    Member,
    key_check_value,
    open_audit,
    open_record,
    seal_audit,
    seal_head,
    seal_record,
    seal_roster,
    space_key,
)
from stillroom.vault.audits import note_change
from stillroom.vault.custodians import accepted_custodian
from stillroom.vault.drops import opened_drops, put_drop, recipient_of
from stillroom.vault.keyholders import Keyholder, Recipient, change_ring, hold, let_go, together
from stillroom.vault.models import AuditEntry, Drop, Record, Space
from stillroom.vault.spaces import OpenSpace, SpaceKey, Tampered, Unsealed, open_with, ring_entry, unseal

Chain = list[tuple[uuid.UUID, SealedDrop]]


def rekey(*, keyholder: Keyholder, space: OpenSpace, without: bytes | None, now: datetime) -> OpenSpace:
    """Gives `space` a new key, seals all of it again, and drops the key to every member but `without`.

    `without`: the fingerprint of who leaves, or None for a mere change of key. Raises Hidden or Tampered when the
    space is not as it was opened, WrongRecipient when a member's public key was swapped.
    """
    with together(keyholder):
        old = unseal(space.key)
        staying = tuple(member for member in old.members if member.fingerprint != without)
        key = reseal(old, staying)
        opened = open_with(key, keyholder.fingerprint, space.label)
        note_change(opened, "rekey", now)
        for recipient in others_in(opened):
            send_key(old, opened, recipient)
        hold(keyholder, space.id, ring_entry(opened))
    return opened


def leave_with_a_new_key(*, keyholder: Keyholder, space: OpenSpace, now: datetime) -> None:
    """One member goes by themselves: the others get a new key, and whoever goes keeps neither that nor the old one.

    It is in the trail under their name. Raises Hidden or Tampered like `rekey`, WrongRecipient.
    """
    with together(keyholder):
        old = unseal(space.key)
        key = reseal(old, tuple(member for member in old.members if member.fingerprint != space.fingerprint))
        turned = unseal(key)
        new = OpenSpace(
            turned.key, turned.space_key, turned.roster, turned.head, turned.snapshot, space.fingerprint, space.role, ""
        )
        note_change(new, "rekey", now)
        for recipient in others_in(new):
            send_key(old, new, recipient)
        let_go(keyholder, space.id)


def reseal(old: Unsealed, members: tuple[Member, ...], change: Callable[[bytes], bytes] = bytes) -> SpaceKey:
    """Seals all of a space under a new key, salt and epoch, for these members; returns the key.

    `change` is put over each record's plaintext. Call it inside the transaction in which `old` was unsealed.
    Raises Tampered, leaving the transaction to be undone.
    """
    key = SpaceKey(old.id, old.epoch + 1, Secret(secrets.token_bytes(32)))
    salt = secrets.token_bytes(32)
    derived = space_key(salt, key.space, key.epoch, key.secret.reveal())
    roster = replace(old.roster, epoch=key.epoch, members=members, prev=old.roster.hash())
    head = replace(old.head, seq=old.head.seq + 1, roster=roster.hash())
    try:
        _seal_records(old, key, derived, change)
        _seal_audit(old, key, derived)
    except SealError:
        raise Tampered from None
    Space.objects.filter(id=old.id).update(
        epoch=key.epoch,
        salt=salt,
        key_check=key_check_value(derived, key.space, key.epoch),
        roster=seal_roster(derived, roster),
        head=seal_head(derived, key.space, key.epoch, head),
        head_seq=head.seq,
    )
    return key


def _seal_records(old: Unsealed, key: SpaceKey, derived: bytes, change: Callable[[bytes], bytes]) -> None:
    """Taken out and put in anew: ten times as fast as changing 10,000 rows where they stand."""
    rows = list(Record.objects.filter(space_id=old.id))
    for row in rows:
        plain = open_record(old.space_key.reveal(), old.id, old.epoch, row.id, row.version, bytes(row.blob))
        row.blob = seal_record(derived, key.space, key.epoch, row.id, row.version, change(plain))
    Record.objects.filter(space_id=old.id).delete()
    Record.objects.bulk_create(rows)


def _seal_audit(old: Unsealed, key: SpaceKey, derived: bytes) -> None:
    """The entries stay what they are, and so do the links between them: no link holds an epoch."""
    rows = list(AuditEntry.objects.filter(space_id=old.id))
    for row in rows:
        plain = open_audit(old.space_key.reveal(), old.id, old.epoch, row.seq, bytes(row.blob))
        row.blob = seal_audit(derived, key.space, key.epoch, row.seq, plain)
    AuditEntry.objects.filter(space_id=old.id).delete()
    AuditEntry.objects.bulk_create(rows)


def others_in(space: OpenSpace) -> Iterator[Recipient]:
    """The other members who still have an account. Raises WrongRecipient."""
    for member in space.members:
        if member.fingerprint != space.fingerprint:
            with suppress(Hidden):  # erased; what they shared stays with those who are left
                yield recipient_of(member.account, member.fingerprint)


def send_key(old: Unsealed, new: OpenSpace, recipient: Recipient) -> None:
    """The new key for a member, proven by the old one. It waits for who is away: no old epoch exists."""
    ek, hashed = new.key.secret.reveal(), new.roster.hash()
    prover = rekey_key(old.key.secret.reveal(), old.id, old.epoch)
    vouched = proof(prover, DropType.REKEY, new.id, new.epoch, ek, recipient.fingerprint, hashed)
    put_drop(recipient, SealedDrop(DropType.REKEY, new.id, new.epoch, ek, hashed, vouched), expires_day=None)


def take_new_keys(keyholder: Keyholder, now: datetime) -> int:
    """Applies this person's `rekey` drops, several of one space in the order of their epochs; how many spaces moved.

    Every step's proof is checked; key check and roster once, at the last (only today's epoch has a row). Keys older
    than the one that is held, and such for spaces that are not, can be of no use any more and are deleted.
    """
    with together(keyholder):
        try:
            change_ring(keyholder, lambda ring: ring)  # as it is under the lock: another window may have been faster
        except Hidden:  # no account any more, or one with a new seed: what waits is not for this keyholder
            return 0
        chains: dict[uuid.UUID, Chain] = {}
        useless = []
        for drop_id, drop in opened_drops(keyholder, now):
            if drop.type is DropType.REKEY:
                entry = keyholder.ring.spaces.get(drop.space)
                if entry is None or drop.epoch <= entry.epoch:
                    useless.append(drop_id)
                else:
                    chains.setdefault(drop.space, []).append((drop_id, drop))
        Drop.objects.filter(id__in=useless, account_id=keyholder.account).delete()
        return sum(_follow(keyholder, space, chain, now) for space, chain in chains.items())


def _follow(keyholder: Keyholder, space: uuid.UUID, chain: Chain, now: datetime) -> bool:
    entry = keyholder.ring.spaces[space]
    epoch, ek, used = entry.epoch, entry.key, []
    last: SealedDrop | None = None
    for drop_id, drop in sorted(chain, key=lambda pair: pair[1].epoch):
        prover = rekey_key(ek, space, epoch)
        if drop.epoch != epoch + 1 or not is_proven(prover, drop, keyholder.fingerprint):
            continue
        epoch, ek, last = drop.epoch, drop.ek, drop
        used.append(drop_id)
    if last is None:
        return False
    try:
        opened = open_with(SpaceKey(space, epoch, Secret(ek)), keyholder.fingerprint, entry.label)
    except (Hidden, Tampered):
        return False
    if opened.roster.hash() != last.roster_hash or not accepted_custodian(opened.roster.custodian, now):
        return False
    hold(keyholder, space, ring_entry(opened))
    Drop.objects.filter(id__in=used, account_id=keyholder.account).delete()
    return True
