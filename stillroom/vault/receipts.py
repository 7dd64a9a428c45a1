"""Receipts: a code by which somebody without an account comes back to one small space (ADR 16).

The space's key is sealed under the code as an invite's is (pv1 section 6.3). Unlike an invite it opens as often as it
is typed, until its day, and then space and receipt go together. Nobody's key ring ever holds the key: those whom the
practice vouched for read it from their drop each time.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.core.sealing.errors import CodeError, SealError
from stillroom.core.sealing.invites import (
    InviteEnvelope,
    format_code,
    invite_id,
    new_code,
    normalise_code,
    open_invite,
    seal_invite,
)
from stillroom.core.sealing.secret import Secret
from stillroom.core.sealing.spaces import Member
from stillroom.vault.covers import cover_of
from stillroom.vault.days import day_of
from stillroom.vault.documents import Role, SpaceKind, cover_section
from stillroom.vault.drops import send_request
from stillroom.vault.keyholders import Recipient
from stillroom.vault.models import Drop, Receipt, Space
from stillroom.vault.records import writing
from stillroom.vault.spaces import OpenSpace, SpaceKey, Tampered, insert_space, open_with, unseal

LIFE = timedelta(days=30)


class ReceiptUnknown(Refused):
    """Mistyped, erased, expired, or never given out. The same words for all of them."""

    def __init__(self) -> None:
        super().__init__(
            _("This code opens nothing. Check it letter by letter. After 30 days, or once erased, it opens nothing.")
        )


@cover_section("receipt")
@dataclass(frozen=True, slots=True)
class Sent:
    """The drops that carry the key, so that whoever erases the space can take them back too."""

    drops: tuple[uuid.UUID, ...] = ()


def draw_code() -> str:
    """A new code of 100 bits, as five-symbol groups."""
    return format_code(new_code())


def is_given_out(code: str) -> bool:
    """Whether a receipt was made for `code`, as `draw_code` gave it."""
    return Receipt.objects.filter(id=invite_id(normalise_code(code))).exists()


def how_many_receipts() -> int:
    return Receipt.objects.count()


def make_receipt(
    *, code: str, kind: SpaceKind, role: Role, others: Sequence[tuple[Recipient, Role]], now: datetime
) -> OpenSpace:
    """A new space whose key is under `code`, and on its way to `others`, for 30 days. Call it inside a transaction.

    Whoever holds the code stands on the roster in `role`, as a member of no account.
    """
    symbols = normalise_code(code)
    holder = Member(new_id(), secrets.token_bytes(32), role)
    key = SpaceKey(new_id(), 1, Secret(secrets.token_bytes(32)))
    members = [holder, *(Member(person.account, person.fingerprint, their) for person, their in others)]
    insert_space(key, kind, members)
    space = open_with(key, holder.fingerprint)
    envelope = InviteEnvelope(
        space=space.id, epoch=space.epoch, ek=key.secret.reveal(), roster_hash=space.roster.hash()
    )
    Receipt.objects.create(
        id=invite_id(symbols),
        space_id=space.id,
        blob=seal_invite(symbols, envelope),
        expires_day=day_of(now + LIFE),
    )
    drops = tuple(send_request(space=space, recipient=person, now=now, life=LIFE) for person, _role in others)
    with writing(space, now=now) as work:
        work.cover(Sent(drops))
    return space


def space_by_code(*, typed: str, kind: SpaceKind, role: Role, now: datetime) -> OpenSpace:
    """The space that a typed code opens, for whoever holds the code. Raises ReceiptUnknown, whatever the reason."""
    try:
        symbols = normalise_code(typed)
        row = Receipt.objects.filter(id=invite_id(symbols), expires_day__gte=day_of(now)).first()
        if row is None:
            raise ReceiptUnknown
        envelope = open_invite(symbols, bytes(row.blob))
        key = SpaceKey(envelope.space, envelope.epoch, Secret(envelope.ek))
        found = unseal(key)
        holder = found.member(role)
        if found.kind is not kind or holder is None or found.roster.hash() != envelope.roster_hash:
            raise ReceiptUnknown
        return open_with(key, holder.fingerprint)
    except (CodeError, SealError, Hidden, Tampered):
        raise ReceiptUnknown from None


def destroy_after(*, space: OpenSpace, day: int) -> None:
    """Has the space destroyed once `day` (since 1970-01-01) is over, while nobody is there and no key at hand.

    The row is that of a receipt, under a code that nobody has and with no key in it: a copy of the database does not
    say which spaces are questions without a name and which are not. Call it in the transaction that makes the space.
    """
    code = new_code()
    nothing = InviteEnvelope(space=new_id(), epoch=1, ek=secrets.token_bytes(32), roster_hash=secrets.token_bytes(32))
    Receipt.objects.create(id=invite_id(code), space_id=space.id, blob=seal_invite(code, nothing), expires_day=day)


def shred_with_receipt(*, space: OpenSpace) -> None:
    """Everything at once: words, key, receipt, and the notes that carried the key. No error when it is gone already."""
    with transaction.atomic():
        sent = cover_of(space).get(Sent) or Sent()
        Drop.objects.filter(id__in=sent.drops).delete()
        Space.objects.filter(id=space.id).delete()


def due_receipts(now: datetime) -> int:
    """Destroys the spaces whose 30 days are over, with their receipts; how many."""
    over = Space.objects.filter(receipt__expires_day__lt=day_of(now))
    count = over.count()
    over.delete()
    return count
