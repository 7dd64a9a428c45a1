"""Everything a person can read, over all their spaces and all kinds of documents: no kind can be forgotten."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.accounts.queries import profile_of
from stillroom.base.errors import Hidden
from stillroom.care.documents import Standing, State
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import TYPES, Fields, Role, SpaceKind, fields_of
from stillroom.vault.keyholders import Keyholder, ring_entries
from stillroom.vault.records import payloads
from stillroom.vault.spaces import OpenSpace, Tampered, open_space

# A therapist's psychotherapy notes are no part of a record, and go along with none (45 CFR 164.501). What colleagues
# asked each other without a name is destroyed on its day, and no copy is to outlive that (ADR 46).
TAKEN = tuple(kind for kind in SpaceKind if kind not in (SpaceKind.PSYCHOTHERAPY, SpaceKind.SUPERVISION))


@dataclass(frozen=True, slots=True)
class Item:
    """One document as it leaves: `title` in words, `author` a role, `fields` as JSON can hold them."""

    id: UUID
    kind: str
    title: str
    author: str
    at: datetime
    fields: Fields
    document: object


@dataclass(frozen=True, slots=True)
class Place:
    """One space. `members` are roles; `alone` says that nobody else holds a key to it. Of a `harmed` one, whose rows
    were changed past the product, nothing is known but its name."""

    id: UUID
    kind: SpaceKind
    label: str
    members: tuple[str, ...]
    items: tuple[Item, ...]
    harmed: bool = False

    @property
    def alone(self) -> bool:
        return len(self.members) == 1

    @property
    def called(self) -> str:
        """What it is called where it stands beside others: with one other person there can be two."""
        if self.kind is SpaceKind.IDENTITY:
            return _("%(name)s: name and place") % {"name": self.label}
        return self.label or _("Yours alone")

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(item.title for item in self.items)


@dataclass(frozen=True, slots=True)
class Holdings:
    profile: Fields
    places: tuple[Place, ...]


def _items(space: OpenSpace) -> Iterator[Item]:
    for record, _version, payload in payloads(space):
        entry = TYPES[str(payload["k"])]
        if space.role not in entry.readers:
            continue
        fields = payload["d"]
        document = entry.decode(int(str(payload["v"])), fields if isinstance(fields, dict) else {})
        at = datetime.fromisoformat(str(payload["at"]))
        yield Item(record, entry.kind, str(entry.title), str(payload["r"]), at, fields_of(document), document)


def places_of(keyholder: Keyholder) -> Iterator[Place]:
    """What this practice keeps of the person, as far as they may read it and it is theirs to take along (`TAKEN`),
    oldest first in each place. One place at a time: nothing keeps the one before in memory."""
    for space, entry in ring_entries(keyholder, *TAKEN):
        with suppress(Hidden):  # a key to what is gone
            place = _place_or_harm(keyholder, space, SpaceKind(entry.kind), entry.label)
            if place is not None:
                yield place


def holdings_of(keyholder: Keyholder) -> Holdings:
    """All of it at once."""
    return Holdings(fields_of(profile_of(keyholder)), tuple(places_of(keyholder)))


@dataclass(frozen=True, slots=True)
class Glance:
    """One place without what stands in it. `counts`: by title."""

    id: UUID
    kind: SpaceKind
    label: str
    alone: bool
    counts: Mapping[str, int]
    harmed: bool


def glances_of(keyholder: Keyholder) -> tuple[Glance, ...]:
    return tuple(
        Glance(place.id, place.kind, place.label, place.alone, place.counts, place.harmed)
        for place in places_of(keyholder)
    )


def _place_or_harm(keyholder: Keyholder, space: UUID, kind: SpaceKind, label: str) -> Place | None:
    """None for one in which they stand in or are on call for somebody: what they read there was lent to them."""
    try:
        opened = open_space(keyholder, space)
        return None if opened.role in (Role.COVERING, Role.ON_CALL) else _place(opened)
    except Tampered:
        return Place(space, kind, label, (), (), harmed=True)


def _place(space: OpenSpace) -> Place:
    items = tuple(sorted(_items(space), key=lambda item: (item.at, item.id)))
    standing = cover_of(space).get(Standing)
    declined = standing is not None and standing.state is State.DECLINED  # the other one has no key any more
    roles = tuple(sorted(member.role for member in space.members if member.role == space.role or not declined))
    return Place(space.id, space.kind, space.label, roles, items)
