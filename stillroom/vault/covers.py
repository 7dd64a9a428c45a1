"""Covers: the small sealed document on each space that home pages read instead of opening the space.

Each room owns one section, a frozen dataclass, and rewrites it in the transaction of its writes
(`Writing.cover`). A page over N spaces is one query, whatever N is; each space's head is proven against its rows in
it, so that a cover taken away or put back, and the flag with it, shows on the home page itself: as a harmed cover, so
that one harmed space does not shut its person out of all the others.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

import msgspec

from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.key_rings import RingEntry
from stillroom.core.sealing.spaces import open_record
from stillroom.vault.documents import Fields, SpaceKind, section_name
from stillroom.vault.keyholders import Keyholder, ring_entries
from stillroom.vault.records import cover_fields, decode_cover
from stillroom.vault.snapshots import Snapshot, snapshots_of
from stillroom.vault.spaces import OpenSpace, Tampered, is_older

T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class Cover:
    """One space as a home page sees it. `harmed`: its rows are not as its members left them, and nothing is shown."""

    space: uuid.UUID
    label: str
    sections: Mapping[str, Fields]
    harmed: bool = False
    _read: dict[str, object] = field(default_factory=dict, compare=False)

    def get(self, section: type[T]) -> T | None:
        """A room's section, or None where that room has written nothing yet. Several rooms ask for the same one."""
        name = section_name(section)
        if name not in self._read:
            fields = self.sections.get(name)
            self._read[name] = None if fields is None else msgspec.convert(fields, section)
        return cast(T | None, self._read[name])


@dataclass(frozen=True, slots=True)
class Harmed:
    """What somebody changed past the product. `with_`: the names of those it is shared with; `own`: one's own space."""

    with_: tuple[str, ...]
    own: bool


def harmed_among(shared: Collection[Cover], own: Collection[Cover]) -> Harmed:
    return Harmed(tuple(cover.label for cover in shared if cover.harmed), any(cover.harmed for cover in own))


def cover_of(space: OpenSpace) -> Cover:
    return Cover(space.id, space.label, cover_fields(space))


def covers_of(keyholder: Keyholder, *kinds: SpaceKind, label: str | None = None) -> tuple[Cover, ...]:
    """The covers of all spaces of these kinds on this person's ring (with this very label, if one is given), by label.
    One query."""
    entries = [each for each in ring_entries(keyholder, *kinds) if label in (None, each[1].label)]
    rows = snapshots_of([space for space, _entry in entries])
    return tuple(_cover(rows.get(space), space, entry) for space, entry in entries)


def _cover(row: Snapshot | None, space: uuid.UUID, entry: RingEntry) -> Cover:
    try:
        return Cover(space, entry.label, {} if row is None else _open(row, entry))
    except (SealError, Tampered):
        return Cover(space, entry.label, {}, harmed=True)


def _open(row: Snapshot, entry: RingEntry) -> dict[str, Fields]:
    """Empty for a space whose key has changed and not been picked up yet: opening it says what is the matter.

    Raises SealError or Tampered.
    """
    key = row.derive(entry.epoch, entry.key)
    if key is None and row.epoch > entry.epoch:
        return {}
    if key is None or is_older(row.proven_head(key), entry):
        raise Tampered
    if row.cover is None or row.cover_version is None:
        return {}
    plain = open_record(key, row.id, row.epoch, row.id, row.cover_version, row.cover)
    return decode_cover(msgspec.json.decode(plain))
