"""Spaces: made, opened, known by whoever holds their key (pv1 sections 6.1, 6.2, 6.7)."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.core.sealing.audit import FIRST_LINK, anchor
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.key_rings import RingEntry
from stillroom.core.sealing.secret import Secret
from stillroom.core.sealing.spaces import (
    Head,
    Member,
    Roster,
    key_check_value,
    open_roster,
    seal_head,
    seal_roster,
    set_hash,
    space_key,
)
from stillroom.vault.documents import MEMBERS, Role, SpaceKind
from stillroom.vault.index import Index
from stillroom.vault.keyholders import Keyholder, Recipient, hold, ring_entries, together
from stillroom.vault.models import Space
from stillroom.vault.snapshots import Snapshot, Versions, snapshots_of

NO_LINK = bytes(32)


class Tampered(Exception):
    """Rows of a space were added, deleted or rolled back outside the product: a bug or an attack, never normal."""


class Stale(Refused):
    """What was on the page has been changed meanwhile, by the other person or on another device."""


@dataclass(frozen=True, slots=True, repr=False)
class SpaceKey:
    """What a key ring, an invite or a drop holds of a space: enough to open it with the row's salt."""

    space: uuid.UUID
    epoch: int
    secret: Secret


@dataclass(slots=True, repr=False)
class Unsealed:
    """A space that a key has opened, before anybody's membership is known."""

    key: SpaceKey
    space_key: Secret
    roster: Roster
    head: Head
    snapshot: Snapshot

    @property
    def id(self) -> uuid.UUID:
        return self.key.space

    @property
    def epoch(self) -> int:
        return self.key.epoch

    @property
    def versions(self) -> Versions:
        """Of all records that it held when it was opened."""
        return self.snapshot.versions

    @property
    def kind(self) -> SpaceKind:
        return SpaceKind(self.roster.kind)

    @property
    def members(self) -> tuple[Member, ...]:
        return self.roster.members

    def member(self, role: Role) -> Member | None:
        """The member who has this role (the first, should there be two)."""
        return next((member for member in self.roster.members if member.role == role), None)


@dataclass(slots=True, repr=False)
class OpenSpace(Unsealed):
    """One space, opened by one of its members for one request. `moved`: its records were changed since, by itself."""

    fingerprint: bytes
    role: Role
    label: str
    opened: dict[uuid.UUID, tuple[int, dict[str, object]]] = field(default_factory=dict)
    index: Index | None = None
    moved: bool = False


def unseal(key: SpaceKey) -> Unsealed:
    """Opens a space by its key: key check, roster, and the set of rows against the head (pv1 6.7).

    Raises Hidden (no such space, or the key does not fit) or Tampered.
    """
    row = snapshots_of([key.space]).get(key.space)
    derived = None if row is None else row.derive(key.epoch, key.secret.reveal())
    if row is None or derived is None:
        raise Hidden
    try:
        roster = open_roster(derived, row.id, row.epoch, row.roster)
        head = row.proven_head(derived)
    except SealError:
        raise Tampered from None
    if head.roster != roster.hash() or not _is_possible(roster):
        raise Tampered
    return Unsealed(key, Secret(derived), roster, head, row)


def _is_possible(roster: Roster) -> bool:
    """Whoever can write rows can plant a space of their own, with members such as we never make."""
    roles = {member.role for member in roster.members}
    each_once = len({member.fingerprint for member in roster.members}) == len(roster.members)
    return each_once and roster.kind in set(SpaceKind) and roles <= MEMBERS[SpaceKind(roster.kind)]


def open_with(key: SpaceKey, fingerprint: bytes, label: str = "") -> OpenSpace:
    """Opens a space for the member with this fingerprint. Raises Hidden (also for a non-member) or Tampered."""
    found = unseal(key)
    own = next((member for member in found.members if member.fingerprint == fingerprint), None)
    if own is None:
        raise Hidden
    return OpenSpace(
        found.key, found.space_key, found.roster, found.head, found.snapshot, fingerprint, Role(own.role), label
    )


def gone_or_harmed(space: Unsealed) -> Exception:
    """What to raise for something in `space` that does not open: Hidden when it has a new key by now, or is no more."""
    return Tampered() if Space.objects.filter(id=space.id, epoch=space.epoch).exists() else Hidden()


def write_head(space: Unsealed, *, link: bytes, set_: bytes | None = None) -> None:
    """The next head of `space`, which must be the newest one known. Call it inside the transaction of the change."""
    roster = space.roster.hash()
    head = replace(space.head, seq=space.head.seq + 1, link=link, roster=roster, set=set_ or space.head.set)
    blob = seal_head(space.space_key.reveal(), space.id, space.epoch, head)
    rows = Space.objects.filter(id=space.id, epoch=space.epoch, head_seq=space.head.seq)
    if not rows.update(head=blob, head_seq=head.seq, anchor=anchor(link)):
        raise Stale(_("Somebody else saved at the same moment. Please try again."))
    space.head = head


def write_roster(space: Unsealed, roster: Roster) -> None:
    """Puts `roster` in place of the one `space` has. Call it inside a transaction. Raises Stale."""
    sealed = seal_roster(space.space_key.reveal(), roster)
    Space.objects.filter(id=space.id, epoch=space.epoch).update(roster=sealed)
    space.roster = roster
    write_head(space, link=space.head.link)


def open_space(keyholder: Keyholder, space: uuid.UUID) -> OpenSpace:
    """Raises Hidden when the person's key ring holds no key to it: the same as for a space that never was.

    Raises Tampered for a whole space put back to an older, consistent state: our own ring remembers a later one.
    """
    entry = keyholder.ring.spaces.get(space)
    if entry is None:
        raise Hidden
    try:
        opened = open_with(SpaceKey(space, entry.epoch, Secret(entry.key)), keyholder.fingerprint, entry.label)
    except Hidden:
        # Put back to an older key, or a row that our own key of this very epoch does not fit: nobody here does that.
        if Space.objects.filter(id=space, epoch__lte=entry.epoch).exists():
            raise Tampered from None
        raise
    if is_older(opened.head, entry):
        raise Tampered
    return opened


def is_older(head: Head, entry: RingEntry) -> bool:
    """Whether the ring has seen a later head than this one, or another one in its place."""
    if head.seq == entry.seq:
        return entry.link not in (NO_LINK, head.link)
    return head.seq < entry.seq


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
    if not {role, *(other for _who, other in others)} <= MEMBERS[kind]:
        raise ValueError(f"a {kind} space has no such member")
    members = [Member(keyholder.account, keyholder.fingerprint, role)]
    members += [Member(person.account, person.fingerprint, their) for person, their in others]
    key = SpaceKey(space or new_id(), 1, Secret(secrets.token_bytes(32)))
    with together(keyholder):
        insert_space(key, kind, members)
        opened = open_with(key, keyholder.fingerprint, label)
        hold(keyholder, key.space, ring_entry(opened))
    return opened


def ring_entry(space: OpenSpace) -> RingEntry:
    """What its member's key ring keeps of an open space. `peer`: the first of the others, or empty."""
    return RingEntry(
        epoch=space.epoch,
        key=space.key.secret.reveal(),
        kind=space.kind,
        label=space.label,
        peer=next((m.fingerprint for m in space.members if m.fingerprint != space.fingerprint), b""),
        seq=space.head.seq,
        link=space.head.link,
    )


def insert_space(key: SpaceKey, kind: SpaceKind, members: Sequence[Member]) -> None:
    """The row of a new space, empty, under `key`. Nobody holds the key yet: that is for the caller."""
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
    head = Head(seq=1, link=FIRST_LINK, roster=roster.hash(), set=set_hash([]))
    Space.objects.create(
        id=key.space,
        epoch=key.epoch,
        salt=salt,
        key_check=key_check_value(derived, key.space, key.epoch),
        roster=seal_roster(derived, roster),
        head=seal_head(derived, key.space, key.epoch, head),
        head_seq=head.seq,
        anchor=anchor(head.link),
    )
