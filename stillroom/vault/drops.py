"""Drops: a space's key sent to an account, readable by its owner alone (pv1 section 6.4).

HPKE in base mode says nothing about the sender, so a drop without a valid proof is ignored without a word.
"""

import hmac
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.core.sealing.drops import (
    Drop as SealedDrop,
)
from stillroom.core.sealing.drops import (
    DropType,
    is_proven,
    open_drop,
    proof,
    request_key,
    seal_drop,
)
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.hybrid import fingerprint
from stillroom.core.sealing.secret import Secret
from stillroom.vault.custodians import accepted_custodian
from stillroom.vault.days import day_of
from stillroom.vault.keyholders import Keyholder, Recipient, hold, together
from stillroom.vault.models import Account, Drop
from stillroom.vault.spaces import OpenSpace, SpaceKey, Tampered, open_with, ring_entry

LIFE = timedelta(days=14)


class WrongRecipient(Exception):
    """The public key in the row is not the one that was vouched for: a key would go to a stranger."""


@dataclass(frozen=True, slots=True)
class Request:
    """A key that somebody sent first, not yet taken. `space` is opened with it, for a look before the answer."""

    drop: uuid.UUID
    space: OpenSpace


def recipient_of(account: uuid.UUID, vouched: bytes) -> Recipient:
    """The row's public key, if it is the one with the vouched fingerprint. Raises Hidden or WrongRecipient."""
    row = Account.objects.filter(id=account).values_list("key_version", "public_key").first()
    if row is None:
        raise Hidden
    public = bytes(row[1])
    if not hmac.compare_digest(fingerprint(public), vouched):
        raise WrongRecipient
    return Recipient(account, row[0], public, vouched)


def send_request(*, space: OpenSpace, recipient: Recipient, now: datetime, life: timedelta = LIFE) -> uuid.UUID:
    """First contact: the key of `space`, whose roster names the recipient. Gone unread after `life`."""
    return put_sealed(recipient.account, sealed_request(space=space, recipient=recipient), day_of(now + life))


def sealed_request(*, space: OpenSpace, recipient: Recipient) -> bytes:
    """The same, sealed to its recipient and not sent: for what is held back. `put_sealed` sends it."""
    ek, roster = space.key.secret.reveal(), space.roster.hash()
    key = request_key(space.space_key.reveal(), space.id)
    vouched = proof(key, DropType.REQUEST, space.id, space.epoch, ek, recipient.fingerprint, roster)
    return _sealed(recipient, SealedDrop(DropType.REQUEST, space.id, space.epoch, ek, roster, vouched))


def put_drop(recipient: Recipient, drop: SealedDrop, expires_day: int | None) -> uuid.UUID:
    return put_sealed(recipient.account, _sealed(recipient, drop), expires_day)


def put_sealed(account: uuid.UUID, blob: bytes, expires_day: int | None) -> uuid.UUID:
    return Drop.objects.create(id=new_id(), account_id=account, blob=blob, expires_day=expires_day).id


def _sealed(recipient: Recipient, drop: SealedDrop) -> bytes:
    return seal_drop(recipient.public_key, recipient.account, recipient.key_version, drop)


def opened_drops(keyholder: Keyholder, now: datetime) -> list[tuple[uuid.UUID, SealedDrop]]:
    """This person's drops that open, in no order. What does not open is not theirs to worry about."""
    rows = Drop.objects.filter(
        Q(expires_day=None) | Q(expires_day__gte=day_of(now)), account_id=keyholder.account
    ).values_list("id", "blob")
    waiting, found = list(rows), []
    if not waiting:  # nearly always: a key pair from its seed takes longer than the look
        return []
    key = keyholder.hybrid_key()
    for drop_id, blob in waiting:
        try:
            found.append((drop_id, open_drop(key, keyholder.account, keyholder.key_version, bytes(blob))))
        except SealError:
            continue
    return found


def pending_requests(keyholder: Keyholder, now: datetime) -> tuple[Request, ...]:
    """First contacts that pass every check of pv1 6.4, in its order."""
    looked = (_look(keyholder, drop_id, drop, now) for drop_id, drop in opened_drops(keyholder, now))
    return tuple(request for request in looked if request is not None)


def _look(keyholder: Keyholder, drop_id: uuid.UUID, drop: SealedDrop, now: datetime) -> Request | None:
    if drop.type is not DropType.REQUEST or drop.space in keyholder.ring.spaces:
        return None
    key = SpaceKey(drop.space, drop.epoch, Secret(drop.ek))
    try:
        space = open_with(key, keyholder.fingerprint)
    except (Hidden, Tampered):
        return None
    sound = is_proven(request_key(space.space_key.reveal(), space.id), drop, keyholder.fingerprint)
    sound = sound and space.roster.hash() == drop.roster_hash
    return Request(drop_id, space) if sound and accepted_custodian(space.roster.custodian, now) else None


def accept_request(*, keyholder: Keyholder, request: Request, label: str) -> OpenSpace:
    """Takes the key onto this person's ring and deletes the drop. Raises Hidden when it is gone."""
    space = request.space
    with together(keyholder):
        deleted, _rows = Drop.objects.filter(id=request.drop, account_id=keyholder.account).delete()
        if not deleted:
            raise Hidden
        space.label = label
        hold(keyholder, space.id, ring_entry(space))
    return space


def take_back(drops: Collection[uuid.UUID]) -> None:
    """Keys that were sent and not taken yet."""
    Drop.objects.filter(id__in=drops).delete()


def discard_request(*, keyholder: Keyholder, request: Request) -> None:
    Drop.objects.filter(id=request.drop, account_id=keyholder.account).delete()
