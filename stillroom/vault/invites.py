"""Invites: a code given by voice or on paper that opens one space, once, within 14 days (pv1 section 6.3)."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
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
from stillroom.vault.audits import note_change
from stillroom.vault.custodians import accepted_custodian
from stillroom.vault.days import day_of
from stillroom.vault.documents import MEMBERS, Role
from stillroom.vault.keyholders import Keyholder, hold, together
from stillroom.vault.models import Invite
from stillroom.vault.spaces import OpenSpace, SpaceKey, Tampered, Unsealed, open_with, ring_entry, unseal, write_roster

LIFE = timedelta(days=14)


class InviteUnknown(Refused):
    """No such code: mistyped, used already, withdrawn, or older than 14 days. The same words for all of them."""

    def __init__(self) -> None:
        super().__init__(
            _("This code does not open anything. Check it letter by letter. A code works once, for 14 days.")
        )


def issue_invite(*, space: OpenSpace, now: datetime) -> str:
    """A new code for `space`, as five-symbol groups. Only this answer ever holds it."""
    code = new_code()
    envelope = InviteEnvelope(
        space=space.id, epoch=space.epoch, ek=space.key.secret.reveal(), roster_hash=space.roster.hash()
    )
    Invite.objects.create(
        id=invite_id(code),
        blob=seal_invite(code, envelope),
        expires_day=day_of(now + LIFE),
    )
    return format_code(code)


def _envelope(typed: str, now: datetime) -> tuple[str, InviteEnvelope]:
    try:
        code = normalise_code(typed)
    except CodeError:
        raise InviteUnknown from None
    row = Invite.objects.filter(id=invite_id(code), expires_day__gte=day_of(now)).first()
    if row is None:
        raise InviteUnknown
    try:
        return code, open_invite(code, bytes(row.blob))
    except SealError:
        raise InviteUnknown from None


def look_at_invite(*, typed: str, now: datetime) -> SpaceKey:
    """Whether a code works, before somebody joins with it. Raises InviteUnknown, also for a space that is gone."""
    _code, envelope = _envelope(typed, now)
    key = SpaceKey(envelope.space, envelope.epoch, Secret(envelope.ek))
    _promised(key, envelope.roster_hash)
    return key


def accept_invite(*, keyholder: Keyholder, typed: str, role: Role, label: str, now: datetime) -> OpenSpace:
    """Takes the person into the space: roster, key ring and the used code in one transaction.

    Raises InviteUnknown; also for a space already held, a roster that is not the promised one, or a custodian that
    the practice did not name (a database writer could plant all of these).
    """
    with together(keyholder):
        code, envelope = _envelope(typed, now)
        if envelope.space in keyholder.ring.spaces:
            raise InviteUnknown
        key = SpaceKey(envelope.space, envelope.epoch, Secret(envelope.ek))
        space = _join(keyholder, key, envelope.roster_hash, role, label, now)
        note_change(space, "join", now)
        Invite.objects.filter(id=invite_id(code)).delete()
        hold(keyholder, space.id, ring_entry(space))
    return space


def _promised(key: SpaceKey, roster_hash: bytes) -> Unsealed:
    """The space as the invite vouches for it. Raises InviteUnknown."""
    try:
        space = unseal(key)
    except (Hidden, Tampered):
        raise InviteUnknown from None
    if space.roster.hash() != roster_hash:
        raise InviteUnknown
    return space


def _join(keyholder: Keyholder, key: SpaceKey, promised: bytes, role: Role, label: str, now: datetime) -> OpenSpace:
    """Adds the person to the roster that the invite vouches for."""
    host = _promised(key, promised)
    if not accepted_custodian(host.roster.custodian, now):
        raise InviteUnknown
    if role not in MEMBERS[host.kind]:
        raise InviteUnknown
    if all(member.fingerprint != keyholder.fingerprint for member in host.members):
        member = Member(keyholder.account, keyholder.fingerprint, role)
        write_roster(host, replace(host.roster, members=(*host.members, member), prev=host.roster.hash()))
    return open_with(key, keyholder.fingerprint, label)
