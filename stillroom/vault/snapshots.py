"""A space's row together with the list of its records and its cover, read in one statement.

Read in two, a writer who commits in between would look like somebody who tampers, and an alarm that cries wolf is
switched off one day.
"""

import hmac
import uuid
from collections.abc import Collection, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from stillroom.base.rows import places
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.spaces import Head, key_check_value, open_head, packed_set_hash, space_key

_ROW_BYTES = 20  # id (16), version (4)


@dataclass(slots=True, repr=False)
class Snapshot:
    """`listed`: each record as hex of id and version, between commas. `cover` is None where there is none."""

    id: uuid.UUID
    epoch: int
    salt: bytes
    key_check: bytes
    roster: bytes
    head: bytes
    head_seq: int
    listed: str | None
    cover_version: int | None
    cover: bytes | None
    _parsed: list[bytes] | None = field(default=None, init=False)

    def derive(self, epoch: int, secret: bytes) -> bytes | None:
        """RK, proven against the row, from the EK of `epoch`; None when it does not fit."""
        if epoch != self.epoch:
            return None
        try:
            derived = space_key(self.salt, self.id, self.epoch, secret)
            value = key_check_value(derived, self.id, self.epoch)
        except SealError:
            return None
        return derived if hmac.compare_digest(value, self.key_check) else None

    def proven_head(self, derived: bytes) -> Head:
        """The head, once it vouches for exactly the rows that are listed (pv1 6.7). Raises SealError."""
        head = open_head(derived, self.id, self.epoch, self.head_seq, self.head)
        if not hmac.compare_digest(head.set, packed_set_hash(self._rows())):
            raise SealError
        return head

    @property
    def versions(self) -> "Versions":
        return Versions({row[:16]: int.from_bytes(row[16:], "big") for row in self._rows()})

    def set_after(self, gone: Collection[tuple[uuid.UUID, int]], new: Collection[tuple[uuid.UUID, int]]) -> bytes:
        """The hash of these rows without `gone` and with `new`, each (id, version)."""
        out = {_packed(*row) for row in gone}
        return packed_set_hash([*(row for row in self._rows() if row not in out), *(_packed(*row) for row in new)])

    def names(self) -> set[bytes]:
        """The ids of all records, the cover's too."""
        return {row[:16] for row in self._rows()}

    def _rows(self) -> list[bytes]:
        """Parsed once. Raises SealError."""
        if self._parsed is None:
            self._parsed = self._parse()
        return self._parsed

    def _parse(self) -> list[bytes]:
        """Each row apart and exactly as we write it: two must never hide in one long id, nor one in a text of the same
        bytes, which no look-up by id would find."""
        try:
            rows = [bytes.fromhex(row) for row in self.listed.split(",")] if self.listed else []
        except ValueError:
            raise SealError from None
        if any(len(row) != _ROW_BYTES for row in rows):
            raise SealError
        return rows


def _packed(record: uuid.UUID, version: int) -> bytes:
    return record.bytes + version.to_bytes(4, "big")


class Versions(MutableMapping[uuid.UUID, int]):
    """The version of each record. Ids are made objects when somebody goes through them: of 2,000 records a write
    looks at two or three."""

    __slots__ = ("_by_bytes",)

    def __init__(self, by_bytes: dict[bytes, int]) -> None:
        self._by_bytes = by_bytes

    def copy(self) -> "Versions":
        return Versions(dict(self._by_bytes))

    def __getitem__(self, record: uuid.UUID) -> int:
        return self._by_bytes[record.bytes]

    def __setitem__(self, record: uuid.UUID, version: int) -> None:
        self._by_bytes[record.bytes] = version

    def __delitem__(self, record: uuid.UUID) -> None:
        del self._by_bytes[record.bytes]

    def __contains__(self, record: object) -> bool:
        return isinstance(record, uuid.UUID) and record.bytes in self._by_bytes

    def __len__(self) -> int:
        return len(self._by_bytes)

    def __iter__(self) -> Iterator[uuid.UUID]:
        return (uuid.UUID(bytes=record) for record in self._by_bytes)


def snapshots_of(spaces: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Snapshot]:
    """One query, whatever the number of spaces. What is not there is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_READ % places(len(spaces)), [space.bytes for space in spaces])
        found = [_snapshot(*row) for row in cursor.fetchall()]
    return {snapshot.id: snapshot for snapshot in found}


# Written out, for every page runs it several times: made by the ORM it cost more than opening what it finds.
# The list is put together as text inside the database: 10,000 rows without 10,000 objects. What SQLite keeps as another
# type than we write is an `x` in it, which is no hex.
_READ = """
SELECT space.id, epoch, salt, key_check, roster, head, head_seq,
  (SELECT group_concat(
     iif(typeof(record.id) = 'blob' AND typeof(record.version) = 'integer',
         hex(record.id) || printf('%%%%08x', record.version), 'x'))
   FROM record WHERE record.space_id = space.id),
  cover.version, cover.blob
FROM space LEFT JOIN record AS cover ON cover.id = space.id AND cover.space_id = space.id
WHERE space.id IN (%s)
"""


def _snapshot(space: bytes, *row: Any) -> Snapshot:
    return Snapshot(uuid.UUID(bytes=space), *row)
