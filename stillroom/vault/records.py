"""Reading and writing sealed documents in an open space (pv1 sections 4, 6.7, 8).

A payload is JSON: kind, version, role and fingerprint of the author, instant, fields. Nothing of it is in a column.
"""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Generic, TypeVar, cast

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.core.sealing.spaces import seal_record
from stillroom.vault.audits import append_audit
from stillroom.vault.documents import (
    COVER,
    TYPES,
    Amend,
    DocumentType,
    Fields,
    Role,
    fields_of,
    section_name,
    type_of,
)
from stillroom.vault.index import STEP, pages_with
from stillroom.vault.models import Record
from stillroom.vault.opening import cover_payload, index_of, open_row, payloads_of, unnamed_kinds
from stillroom.vault.opening import payloads as payloads
from stillroom.vault.snapshots import Versions
from stillroom.vault.spaces import OpenSpace, Stale, Tampered, open_with, write_head

T = TypeVar("T")


class NotYours(Refused):
    """The role of this person may not write this kind of document."""


@dataclass(frozen=True, slots=True, repr=False)
class Stored(Generic[T]):
    """A document with what the vault vouches for: who wrote it (as known in the roster) and when (aware UTC)."""

    id: uuid.UUID
    version: int
    role: Role
    author: bytes
    at: datetime
    document: T


def payload_of(entry: DocumentType, role: Role, author: bytes, at: datetime, document: object) -> bytes:
    return _packed(
        {
            "k": entry.kind,
            "v": entry.version,
            "r": role,
            "by": author.hex(),
            "at": at.astimezone(UTC).isoformat(),
            "d": fields_of(document),
        }
    )


def _packed(payload: Fields) -> bytes:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def signed_anew(plain: bytes, before: bytes, after: bytes) -> bytes:
    """A payload as it is once its author has another fingerprint; anybody else's stays as it is."""
    payload: Fields = json.loads(plain)
    return _packed({**payload, "by": after.hex()}) if payload.get("by") == before.hex() else plain


def stored_of(record: uuid.UUID, version: int, payload: Fields) -> Stored[object]:
    """Raises KeyError for a kind that no room of this version knows."""
    entry = TYPES[str(payload["k"])]
    fields = payload["d"]
    if not isinstance(fields, dict):
        raise Tampered
    return Stored(
        id=record,
        version=version,
        role=Role(str(payload["r"])),
        author=bytes.fromhex(str(payload["by"])),
        at=datetime.fromisoformat(str(payload["at"])),
        document=entry.decode(int(str(payload["v"])), fields),
    )


def _typed(stored: Stored[object], cls: type[T]) -> Stored[T]:
    if not isinstance(stored.document, cls):
        raise Hidden
    return cast(Stored[T], stored)


def read(space: OpenSpace, cls: type[T], record: uuid.UUID) -> Stored[T]:
    """One document. Raises Hidden: not there, of another kind, or not for this role to read."""
    row = Record.objects.filter(id=record, space_id=space.id).values_list("version", "blob").first()
    if row is None or space.role not in type_of(cls).readers:
        raise Hidden
    payload = open_row(space, record, row[0], bytes(row[1]))
    if payload["k"] != type_of(cls).kind:
        raise Hidden
    return _typed(stored_of(record, row[0], payload), cls)


def read_all(space: OpenSpace, cls: type[T]) -> tuple[Stored[T], ...]:
    """All documents of a kind, oldest first. Raises Hidden when this role may not read them."""
    entry = type_of(cls)
    if space.role not in entry.readers:
        raise Hidden
    found = [_typed(stored_of(*row), cls) for row in payloads_of(space, entry.kind)]
    return tuple(sorted(found, key=lambda stored: (stored.at, stored.id)))


def latest(space: OpenSpace, cls: type[T]) -> Stored[T] | None:
    """The newest document of a kind, or None."""
    found = read_all(space, cls)
    return found[-1] if found else None


@dataclass(slots=True, repr=False)
class Writing:
    """One transaction's changes to one space. Made by `writing`; applied when its block ends without an error.

    `space` is as nobody else can change it until then; `versions` are its records with this block's changes.
    """

    space: OpenSpace
    now: datetime
    versions: Versions
    rows: dict[uuid.UUID, bytes | None] = field(default_factory=dict)
    sections: dict[str, Fields] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    put: dict[uuid.UUID, str] = field(default_factory=dict)

    def add(self, document: T, *, record: uuid.UUID | None = None) -> Stored[T]:
        """A new document by this person. Raises NotYours."""
        chosen = record or new_id()
        # The space's own id is its cover's; and what was removed must not come back under a number it had before.
        if chosen in self.versions or chosen in self.rows or chosen == self.space.id:
            raise Stale(_("This has been saved already. Please load the page again."))
        return self._put(chosen, 1, document)

    def replace(self, stored: Stored[T], document: T) -> Stored[T]:
        """A new version in place of `stored`. Raises Stale when it is no longer the newest, and NotYours."""
        self._may_amend(stored)
        return self._put(stored.id, stored.version + 1, document)

    def remove(self, stored: Stored[T]) -> None:
        """Raises Stale and NotYours."""
        entry = self._may_amend(stored)
        del self.versions[stored.id]
        self.rows[stored.id] = None
        self.kinds.add(entry.kind)

    def cover(self, section: object) -> None:
        """Replaces one room's section of the cover."""
        self.sections[section_name(type(section))] = fields_of(section)

    def _may_amend(self, stored: Stored[T]) -> DocumentType:
        entry = self._may_write(stored.document)
        if self.versions.get(stored.id) != stored.version:
            raise Stale(_("This was changed meanwhile. Please look at the new version and try again."))
        author = stored.author == self.space.fingerprint
        if entry.amend is Amend.NOBODY or (entry.amend is Amend.AUTHOR and not author):
            raise NotYours(_("Only the person who wrote this can change it."))
        return entry

    def _may_write(self, document: object) -> DocumentType:
        entry = type_of(type(document))
        if self.space.role not in entry.writers or self.space.kind not in entry.spaces:
            raise NotYours(_("This is not yours to write."))
        return entry

    def _put(self, record: uuid.UUID, version: int, document: T) -> Stored[T]:
        entry = self._may_write(document)
        space = self.space
        payload = payload_of(entry, space.role, space.fingerprint, self.now, document)
        key = space.space_key.reveal()
        self.rows[record] = seal_record(key, space.id, space.epoch, record, version, payload)
        self.versions[record] = version
        self.kinds.add(entry.kind)
        self.put[record] = entry.kind
        space.opened.pop(record, None)
        return Stored(record, version, space.role, space.fingerprint, self.now, document)


@contextmanager
def writing(space: OpenSpace, *, now: datetime) -> Iterator[Writing]:
    """All or nothing: the block's changes, the cover, the audit entries and the head in one transaction.

    `space` may have been opened earlier in the request; its row is read again under the lock, so that a closed or
    re-keyed space refuses. Raises Hidden or Tampered like `open_with`.
    """
    with transaction.atomic():
        fresh = open_with(space.key, space.fingerprint, space.label)
        known = fresh.versions
        work = Writing(fresh, now, known.copy())
        yield work
        if not work.rows and not work.sections:
            return
        _put_cover(work)
        _put_index(work, known)
        _apply(work, known)
        _advance(work, known)
        space.head, space.moved = fresh.head, True
    for record in work.rows:
        space.opened.pop(record, None)


def _put_cover(work: Writing) -> None:
    if not work.sections:
        return
    space = work.space
    _put_own(work, space.id, {"k": COVER, "d": {**cover_fields(space), **work.sections}})


def _put_own(work: Writing, record: uuid.UUID, payload: Fields) -> None:
    """A record of the vault's own, which is no document."""
    space, version = work.space, work.versions.get(record, 0) + 1
    key = space.space_key.reveal()
    work.rows[record] = seal_record(key, space.id, space.epoch, record, version, _packed(payload))
    work.versions[record] = version


def _put_index(work: Writing, known: Mapping[uuid.UUID, int]) -> None:
    """Names what no page names yet, whenever a space has grown by `STEP` records."""
    if len(work.versions) // STEP <= len(known) // STEP:
        return
    kinds = {**unnamed_kinds(work.space), **work.put}
    entries = [(record, kind) for record, kind in kinds.items() if record in work.versions]
    for page, payload in pages_with(work.space.id, index_of(work.space), entries, work.versions):
        _put_own(work, page, payload)


def _apply(work: Writing, known: Mapping[uuid.UUID, int]) -> None:
    """`known`: the records that were there before this block, with their versions."""
    space = work.space.id
    gone = [record for record, blob in work.rows.items() if blob is None]
    Record.objects.filter(id__in=gone, space_id=space).delete()
    for record, blob in work.rows.items():
        if blob is None:
            continue
        version = work.versions[record]
        if record in known:
            Record.objects.filter(id=record, space_id=space, version=known[record]).update(version=version, blob=blob)
        else:
            # Never an upsert: an id that stands in another space must fail, not be overwritten.
            Record.objects.create(id=record, space_id=space, version=version, blob=blob)


def _advance(work: Writing, known: Mapping[uuid.UUID, int]) -> None:
    """Writes the next head: the new set, and the audit chain with what this person did."""
    space = work.space
    link = append_audit(space, "write", sorted(work.kinds), work.now)
    gone = [(record, known[record]) for record in work.rows if record in known]
    new = [(record, work.versions[record]) for record, blob in work.rows.items() if blob is not None]
    write_head(space, link=link, set_=space.snapshot.set_after(gone, new))


def cover_fields(space: OpenSpace) -> dict[str, Fields]:
    """The cover's sections as JSON fields; empty where nothing was written yet."""
    payload = cover_payload(space)
    return {} if payload is None else decode_cover(payload)


def decode_cover(payload: Fields) -> dict[str, Fields]:
    sections = payload["d"]
    if payload["k"] != COVER or not isinstance(sections, dict):
        raise Tampered
    return dict(sections)
