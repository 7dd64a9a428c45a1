"""Re-keying: everything in a space sealed again under a new key, when a member leaves (pv1 section 6.5).

No old epoch is kept: who was removed holds a key that opens nothing, also in a later copy of the database.
"""

import secrets
import uuid
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from stillroom.base.errors import Hidden
from stillroom.core.sealing.drops import Drop as SealedDrop
from stillroom.core.sealing.drops import DropType, is_proven, proof, rekey_key
from stillroom.core.sealing.key_rings import RingEntry
from stillroom.core.sealing.secret import Secret
from stillroom.core.sealing.spaces import (
    Roster,
    key_check_value,
    open_audit,
    open_record,
    seal_audit,
    seal_head,
    seal_record,
    seal_roster,
    space_key,
)
from stillroom.vault.audits import append_audit
from stillroom.vault.custodians import accepted_custodian
from stillroom.vault.documents import SpaceKind
from stillroom.vault.drops import opened_drops, put_drop, recipient_of
from stillroom.vault.keyholders import Keyholder, hold
from stillroom.vault.models import AuditEntry, Drop, Record, Space
from stillroom.vault.spaces import (
    OpenSpace,
    SpaceKey,
    Tampered,
    Unsealed,
    open_with,
    ring_entry,
    unseal,
    write_head,
)


def rekey(*, keyholder: Keyholder, space: OpenSpace, without: bytes | None, now: datetime) -> OpenSpace:
    """Gives `space` a new key, seals all of it again, and drops the key to every member but `without`.

    `without`: the fingerprint of who leaves, or None for a mere change of key. Raises Hidden or Tampered when the
    space is not as it was opened, WrongRecipient when a member's public key was swapped.
    """
    with transaction.atomic():
        old = unseal(space.key)
        new_key = SpaceKey(space.id, old.epoch + 1, Secret(secrets.token_bytes(32)))
        salt = secrets.token_bytes(32)
        derived = space_key(salt, new_key.space, new_key.epoch, new_key.secret.reveal())
        roster = _next_roster(old, new_key.epoch, without)
        _seal_records(old, new_key, derived)
        _seal_audit(old, new_key, derived)
        head = replace(old.head, seq=old.head.seq + 1, roster=roster.hash())
        Space.objects.filter(id=space.id).update(
            epoch=new_key.epoch,
            salt=salt,
            key_check=key_check_value(derived, new_key.space, new_key.epoch),
            roster=seal_roster(derived, roster),
            head=seal_head(derived, new_key.space, new_key.epoch, head),
            head_seq=head.seq,
        )
        for member in roster.members:
            if member.fingerprint != keyholder.fingerprint:
                _send(old, new_key, roster, member.account, member.fingerprint)
        hold(keyholder, space.id, _entry(new_key, roster, keyholder, space.label, head.seq))
        opened = open_with(new_key, keyholder.fingerprint, space.label)
        _note(opened, now)
    return opened


def _next_roster(old: Unsealed, epoch: int, without: bytes | None) -> Roster:
    staying = tuple(member for member in old.members if member.fingerprint != without)
    return replace(old.roster, epoch=epoch, members=staying, prev=old.roster.hash())


def _seal_records(old: Unsealed, key: SpaceKey, derived: bytes) -> None:
    rows = list(Record.objects.filter(space_id=old.id))
    for row in rows:
        plain = open_record(old.space_key.reveal(), old.id, old.epoch, row.id, row.version, bytes(row.blob))
        row.blob = seal_record(derived, key.space, key.epoch, row.id, row.version, plain)
    Record.objects.bulk_update(rows, ["blob"], batch_size=200)


def _seal_audit(old: Unsealed, key: SpaceKey, derived: bytes) -> None:
    for seq, blob in AuditEntry.objects.filter(space_id=old.id).values_list("seq", "blob"):
        plain = open_audit(old.space_key.reveal(), old.id, old.epoch, seq, bytes(blob))
        sealed = seal_audit(derived, key.space, key.epoch, seq, plain)
        AuditEntry.objects.filter(space_id=old.id, seq=seq).update(blob=sealed)


def _send(old: Unsealed, key: SpaceKey, roster: Roster, account: uuid.UUID, fingerprint: bytes) -> None:
    ek, hashed = key.secret.reveal(), roster.hash()
    prover = rekey_key(old.key.secret.reveal(), old.id, old.epoch)
    vouched = proof(prover, DropType.REKEY, key.space, key.epoch, ek, fingerprint, hashed)
    drop = SealedDrop(DropType.REKEY, key.space, key.epoch, ek, hashed, vouched)
    put_drop(recipient_of(account, fingerprint), drop, expires_day=None)


def _entry(key: SpaceKey, roster: Roster, keyholder: Keyholder, label: str, seq: int) -> RingEntry:
    peer = next((m.fingerprint for m in roster.members if m.fingerprint != keyholder.fingerprint), b"")
    return ring_entry(key, SpaceKind(roster.kind), label, peer, seq)


def _note(space: OpenSpace, now: datetime) -> None:
    link = append_audit(space, "rekey", ["space"], now)
    write_head(space, link=link)


def take_new_keys(keyholder: Keyholder, now: datetime) -> int:
    """Applies this person's `rekey` drops, several of one space in the order of their epochs; how many spaces moved.

    Every step's proof is checked; key check and roster once, at the last (only today's epoch has a row).
    """
    chains: dict[uuid.UUID, list[tuple[uuid.UUID, SealedDrop]]] = {}
    for drop_id, drop in opened_drops(keyholder, now):
        if drop.type is DropType.REKEY and drop.space in keyholder.ring.spaces:
            chains.setdefault(drop.space, []).append((drop_id, drop))
    return sum(_follow(keyholder, space, chain, now) for space, chain in chains.items())


def _follow(keyholder: Keyholder, space: uuid.UUID, chain: list[tuple[uuid.UUID, SealedDrop]], now: datetime) -> bool:
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
    with transaction.atomic():
        hold(keyholder, space, _entry(opened.key, opened.roster, keyholder, entry.label, opened.head.seq))
        Drop.objects.filter(id__in=used, account_id=keyholder.account).delete()
    return True
