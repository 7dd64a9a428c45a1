"""A space's row together with the list of its records and its cover, read in one statement.

Read in two, a writer who commits in between would look like somebody who tampers, and an alarm that cries wolf is
switched off one day.
"""

import hmac
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Aggregate, F, Func, OuterRef, Subquery, TextField
from django.db.models.functions import Concat

from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.spaces import Head, key_check_value, open_head, packed_set_hash, space_key
from stillroom.vault.models import Record, Space

_ROW_BYTES = 20  # id (16), version (4)


@dataclass(frozen=True, slots=True, repr=False)
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
    def versions(self) -> dict[uuid.UUID, int]:
        return {uuid.UUID(bytes=row[:16]): int.from_bytes(row[16:], "big") for row in self._rows()}

    def _rows(self) -> list[bytes]:
        """Each row apart and exactly as we write it: two must never hide in one long id, nor one in a text of the same
        bytes, which no look-up by id would find."""
        try:
            rows = [bytes.fromhex(row) for row in self.listed.split(",")] if self.listed else []
        except ValueError:
            raise SealError from None
        if any(len(row) != _ROW_BYTES for row in rows):
            raise SealError
        return rows


def snapshots_of(spaces: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Snapshot]:
    """One query, whatever the number of spaces. What is not there is left out."""
    own = Record.objects.filter(space_id=OuterRef("pk"))
    cover = own.filter(id=OuterRef("pk"))
    rows = Space.objects.filter(id__in=spaces).annotate(
        listed=Subquery(own.values("space_id").annotate(listed=_listed()).values("listed")),
        cover_version=Subquery(cover.values("version")),
        cover=Subquery(cover.values("blob")),
    )
    found = rows.values_list(
        "id", "epoch", "salt", "key_check", "roster", "head", "head_seq", "listed", "cover_version", "cover"
    )
    return {
        space: Snapshot(
            space, epoch, bytes(salt), bytes(check), bytes(roster), bytes(head), seq, listed, version, cover
        )
        for space, epoch, salt, check, roster, head, seq, listed, version, cover in found
    }


def _listed() -> Aggregate:
    """As text, so that the whole list is made inside the database: 10,000 rows without 10,000 objects.

    What SQLite keeps as another type than we write is an `x` on it, which is no hex.
    """
    record = _typed("blob", "id", "hex(%(expressions)s)")
    version = _typed("integer", "version", "printf('%%%%08x', %(expressions)s)")
    row = Concat(record, version, output_field=TextField())
    return Aggregate(row, function="group_concat")


def _typed(kind: str, column: str, text: str) -> Func:
    template = f"iif(typeof(%(expressions)s) = '{kind}', {text}, 'x')"
    return Func(F(column), template=template, output_field=TextField())
