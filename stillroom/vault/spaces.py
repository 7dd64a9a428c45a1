"""Spaces: made, opened, known by whoever holds their key (pv1 sections 6.1, 6.2, 6.7)."""

import hmac
import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.core.sealing.audit import anchor
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.key_rings import RingEntry
from stillroom.core.sealing.secret import Secret
from stillroom.core.sealing.spaces import (
    Head,
    Member,
    Roster,
    key_check_value,
    open_head,
    open_roster,
    seal_head,
    seal_roster,
    set_hash,
    space_key,
)
from stillroom.vault.documents import MEMBERS, Role, SpaceKind
from stillroom.vault.keyholders import Keyholder, Recipient, hold, ring_entries
from stillroom.vault.models import Record, Space

NO_LINK = bytes(32)
READ_AGAIN = 5


class Tampered(Exception):
    """Rows of a space were added, deleted or rolled back outside the product: a bug or an attack, never normal."""


class Stale(Refused):
    """What was on the page has been changed meanwhile, by the other person or on another device."""


@dataclass(frozen=True, slots=True)
class SpaceKey:
    """What a key ring, an invite or a drop holds of a space: enough to open it with the row's salt."""

    space: uuid.UUID
    epoch: int
    secret: Secret


@dataclass(slots=True)
class Unsealed:
    """A space that a key has opened, before anybody's membership is known."""

    key: SpaceKey
    space_key: Secret
    roster: Roster
    head: Head

    @property
    def id(self) -> uuid.UUID:
        return self.key.space

    @property
    def epoch(self) -> int:
        return self.key.epoch

    @property
    def kind(self) -> SpaceKind:
        return SpaceKind(self.roster.kind)

    @property
    def members(self) -> tuple[Member, ...]:
        return self.roster.members

    def member(self, role: Role) -> Member | None:
        """The member who has this role (the first, should there be two)."""
        return next((member for member in self.roster.members if member.role == role), None)


@dataclass(slots=True)
class OpenSpace(Unsealed):
    """One space, opened by one of its members for one request."""

    fingerprint: bytes
    role: Role
    label: str
    opened: dict[uuid.UUID, tuple[int, dict[str, object]]] = field(default_factory=dict)


def versions_of(space: uuid.UUID) -> list[tuple[uuid.UUID, int]]:
    return list(Record.objects.filter(space_id=space).order_by("id").values_list("id", "version"))


def _derive(row: Space, key: SpaceKey) -> bytes:
    """The space's key, proven against the row. Raises Hidden: a key that does not fit opens nothing."""
    derived = space_key(bytes(row.salt), row.id, row.epoch, key.secret.reveal())
    fits = hmac.compare_digest(key_check_value(derived, row.id, row.epoch), bytes(row.key_check))
    if not fits or row.epoch != key.epoch:
        raise Hidden
    return derived


def unseal(key: SpaceKey) -> Unsealed:
    """Opens a space by its key: key check, roster, and the set of rows against the head (pv1 6.7).

    Raises Hidden (no such space, or the key does not fit) or Tampered.
    """
    for _attempt in range(READ_AGAIN):
        row = Space.objects.filter(id=key.space).first()
        if row is None:
            raise Hidden
        derived = _derive(row, key)
        try:
            roster = open_roster(derived, row.id, row.epoch, bytes(row.roster))
            head = open_head(derived, row.id, row.epoch, row.head_seq, bytes(row.head))
        except SealError:
            raise Tampered from None
        if head.seq != row.head_seq or head.roster != roster.hash():
            raise Tampered
        if hmac.compare_digest(head.set, set_hash(versions_of(row.id))):
            return Unsealed(key, Secret(derived), roster, head)
        # Row and list were read in two moments; somebody may have written in between. A real gap stays.
    raise Tampered


def open_with(key: SpaceKey, fingerprint: bytes, label: str = "") -> OpenSpace:
    """Opens a space for the member with this fingerprint. Raises Hidden (also for a non-member) or Tampered."""
    found = unseal(key)
    own = next((member for member in found.members if member.fingerprint == fingerprint), None)
    if own is None:
        raise Hidden
    return OpenSpace(found.key, found.space_key, found.roster, found.head, fingerprint, Role(own.role), label)


def write_head(space: Unsealed, *, link: bytes, set_: bytes | None = None) -> None:
    """The next head of `space`, which must be the newest one known. Call it inside the transaction of the change."""
    roster = space.roster.hash()
    head = replace(space.head, seq=space.head.seq + 1, link=link, roster=roster, set=set_ or space.head.set)
    blob = seal_head(space.space_key.reveal(), space.id, space.epoch, head)
    rows = Space.objects.filter(id=space.id, epoch=space.epoch, head_seq=space.head.seq)
    if not rows.update(head=blob, head_seq=head.seq):
        raise Stale("Somebody else saved at the same moment. Please try again.")
    space.head = head


def write_roster(space: Unsealed, roster: Roster) -> None:
    """Puts `roster` in place of the one `space` has. Call it inside a transaction. Raises Stale."""
    sealed = seal_roster(space.space_key.reveal(), roster)
    Space.objects.filter(id=space.id, epoch=space.epoch).update(roster=sealed)
    space.roster = roster
    write_head(space, link=space.head.link)


def open_space(keyholder: Keyholder, space: uuid.UUID) -> OpenSpace:
    """Raises Hidden when the person's key ring holds no key to it: the same as for a space that never was."""
    entry = keyholder.ring.spaces.get(space)
    if entry is None:
        raise Hidden
    opened = open_with(SpaceKey(space, entry.epoch, Secret(entry.key)), keyholder.fingerprint, entry.label)
    # A whole space put back to an older, consistent state: our own ring remembers a later one.
    if opened.head.seq < entry.seq:
        raise Tampered
    return opened


def own_space(keyholder: Keyholder, kind: SpaceKind) -> OpenSpace:
    """The one space of a kind of which each person has at most one (journal, desk, practice). Raises Hidden."""
    for space, _entry in ring_entries(keyholder, kind):
        return open_space(keyholder, space)
    raise Hidden


def private_space(keyholder: Keyholder) -> OpenSpace:
    """The space that only this person opens: a client's journal, a therapist's desk. Raises Hidden for a steward."""
    for space, _entry in ring_entries(keyholder, SpaceKind.JOURNAL, SpaceKind.DESK):
        return open_space(keyholder, space)
    raise Hidden


def create_space(
    *,
    keyholder: Keyholder,
    kind: SpaceKind,
    role: Role,
    label: str,
    now: datetime,
    others: Sequence[tuple[Recipient, Role]] = (),
    space: uuid.UUID | None = None,
) -> OpenSpace:
    """A new space with this person (and `others` on its roster, who still need a drop) and its key on their ring.

    Raises ValueError for a role that a space of this kind cannot have: a bug in the calling room.
    """
    if not {role, *(other for _, other in others)} <= MEMBERS[kind]:
        raise ValueError(f"a {kind} space has no such member")
    members = [Member(keyholder.account, keyholder.fingerprint, role)]
    members += [Member(person.account, person.fingerprint, their) for person, their in others]
    key = SpaceKey(space or new_id(), 1, Secret(secrets.token_bytes(32)))
    with transaction.atomic():
        _insert(key, kind, members)
        hold(keyholder, key.space, ring_entry(key, kind, label, peer=_peer(members, keyholder)))
    return open_with(key, keyholder.fingerprint, label)


def ring_entry(key: SpaceKey, kind: SpaceKind, label: str, peer: bytes = b"", seq: int = 1) -> RingEntry:
    return RingEntry(epoch=key.epoch, key=key.secret.reveal(), kind=kind, label=label, peer=peer, seq=seq, link=NO_LINK)


def _peer(members: Iterable[Member], keyholder: Keyholder) -> bytes:
    return next((m.fingerprint for m in members if m.fingerprint != keyholder.fingerprint), b"")


def _insert(key: SpaceKey, kind: SpaceKind, members: list[Member]) -> None:
    salt = secrets.token_bytes(32)
    derived = space_key(salt, key.space, key.epoch, key.secret.reveal())
    roster = Roster(
        space=key.space,
        epoch=key.epoch,
        kind=kind,
        members=tuple(members),
        custodian=b"",
        prev=NO_LINK,
        retain_until="",
    )
    head = Head(seq=1, link=NO_LINK, roster=roster.hash(), set=set_hash([]))
    Space.objects.create(
        id=key.space,
        epoch=key.epoch,
        salt=salt,
        key_check=key_check_value(derived, key.space, key.epoch),
        roster=seal_roster(derived, roster),
        head=seal_head(derived, key.space, key.epoch, head),
        head_seq=1,
        anchor=anchor(NO_LINK),
    )
