"""Covers: the small sealed document on each space that home pages read instead of opening the space.

Each room owns one section, a frozen dataclass, and rewrites it in the transaction of its writes
(`Writing.cover`). A page over N spaces is one query, whatever N is. A cover put back to an older state shows at
the next opening of its space (pv1 6.7), not here.
"""

import hmac
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import msgspec
from django.db.models import F

from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.key_rings import RingEntry
from stillroom.core.sealing.spaces import key_check_value, open_record, space_key
from stillroom.vault.documents import Fields, SpaceKind, section_name
from stillroom.vault.keyholders import Keyholder, ring_entries
from stillroom.vault.models import Record
from stillroom.vault.records import cover_fields, decode_cover
from stillroom.vault.spaces import OpenSpace, Tampered

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cover:
    """One space as a home page sees it."""

    space: uuid.UUID
    label: str
    sections: Mapping[str, Fields]

    def get(self, section: type[T]) -> T | None:
        """A room's section, or None where that room has written nothing yet."""
        fields = self.sections.get(section_name(section))
        return None if fields is None else msgspec.convert(fields, section)


def cover_of(space: OpenSpace) -> Cover:
    return Cover(space.id, space.label, cover_fields(space))


def covers_of(keyholder: Keyholder, *kinds: SpaceKind) -> tuple[Cover, ...]:
    """The covers of all spaces of these kinds on this person's ring, by label. One query."""
    entries = ring_entries(keyholder, *kinds)
    rows = Record.objects.filter(id__in=[space for space, _ in entries], space_id=F("id")).values_list(
        "id", "version", "blob", "space__salt", "space__epoch", "space__key_check"
    )
    found = {row[0]: Row(row[1], bytes(row[2]), bytes(row[3]), row[4], bytes(row[5])) for row in rows}
    return tuple(
        Cover(space, entry.label, _open(space, entry, found[space]) if space in found else {})
        for space, entry in entries
    )


class Row(NamedTuple):
    version: int
    blob: bytes
    salt: bytes
    epoch: int
    key_check: bytes


def _open(space: uuid.UUID, entry: RingEntry, row: Row) -> dict[str, Fields]:
    """Empty for a space whose key has changed and not been picked up yet: opening it says what is the matter."""
    key = space_key(row.salt, space, row.epoch, entry.key)
    fits = hmac.compare_digest(key_check_value(key, space, row.epoch), row.key_check)
    if row.epoch != entry.epoch or not fits:
        return {}
    try:
        return decode_cover(json.loads(open_record(key, space, row.epoch, space, row.version, row.blob)))
    except SealError:
        raise Tampered from None
