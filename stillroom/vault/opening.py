"""Opening the records of an open space: all of them, or by the index those of one kind."""

import uuid
from collections.abc import Iterator, Sequence
from itertools import count, takewhile

import msgspec
from django.db import connection

from stillroom.base.rows import places
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.spaces import open_record
from stillroom.vault.documents import COVER, INDEX, Fields
from stillroom.vault.index import Index, page_id
from stillroom.vault.spaces import OpenSpace, Tampered, gone_or_harmed

Row = tuple[uuid.UUID, int, Fields]
_AT_ONCE = 500


def open_row(space: OpenSpace, record: uuid.UUID, version: int, blob: bytes) -> Fields:
    """The payload, opened once a request. Raises Tampered or Hidden."""
    kept = space.opened.get(record)
    if kept is not None and kept[0] == version:
        return kept[1]
    try:
        plain = open_record(space.space_key.reveal(), space.id, space.epoch, record, version, blob)
        payload = msgspec.json.decode(plain)
    except SealError:
        raise gone_or_harmed(space) from None
    if not isinstance(payload, dict):
        raise Tampered
    space.opened[record] = (version, payload)
    return payload


def payloads(space: OpenSpace) -> Iterator[Row]:
    """Every document of the space opened, in no order that means anything."""
    with connection.cursor() as cursor:  # written out, as in snapshots.py
        cursor.execute("SELECT id, version, blob FROM record WHERE space_id = %s", [space.id.bytes])
        rows = cursor.fetchall()
    for name, version, blob in rows:
        record = uuid.UUID(bytes=name)
        payload = open_row(space, record, version, blob)
        if payload["k"] not in (COVER, INDEX):
            yield record, version, payload


def payloads_of(space: OpenSpace, kind: str) -> Iterator[Row]:
    """Those of one kind: by the index, as long as nobody has written since the space was opened."""
    index = index_of(space)
    by_index = index is not None and is_as_opened(space)
    found = _by_id(space, [*index.of(kind), *index.unnamed]) if index and by_index else payloads(space)
    return (row for row in found if row[2]["k"] == kind)


def index_of(space: OpenSpace) -> Index | None:
    """The index, or None where a space is so small that none was written. Read once a request."""
    if space.index is None:
        names = space.snapshot.names()
        pages = list(takewhile(lambda page: page.bytes in names, (page_id(space.id, number) for number in count())))
        if not pages:
            return None
        found = {record: payload for record, _version, payload in _by_id(space, [page.bytes for page in pages])}
        try:
            own = {space.id.bytes, *(page.bytes for page in pages)}
            space.index = Index.read([found[page] for page in pages], names - own)
        except (KeyError, TypeError, ValueError):
            raise Tampered from None
    return space.index


def unnamed_kinds(space: OpenSpace) -> dict[uuid.UUID, str]:
    """The kind of each record that no page of the index names."""
    index = index_of(space)
    found = payloads(space) if index is None else _by_id(space, index.unnamed)
    return {record: str(payload["k"]) for record, _version, payload in found}


def cover_payload(space: OpenSpace) -> Fields | None:
    """As it came with the space, unless somebody has written since."""
    found: tuple[int | None, bytes | None] | None = (space.snapshot.cover_version, space.snapshot.cover)
    if not is_as_opened(space):
        with connection.cursor() as cursor:
            cursor.execute("SELECT version, blob FROM record WHERE id = %s", [space.id.bytes])
            found = cursor.fetchone()
    if found is None or found[0] is None or found[1] is None:
        return None
    return open_row(space, space.id, found[0], found[1])


def _by_id(space: OpenSpace, names: Sequence[bytes]) -> Iterator[Row]:
    for at in range(0, len(names), _AT_ONCE):
        several = names[at : at + _AT_ONCE]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, version, blob FROM record WHERE space_id = %s AND id IN ({places(len(several))})",  # noqa: S608 our own words
                [space.id.bytes, *several],
            )
            rows = cursor.fetchall()
        for name, version, blob in rows:
            record = uuid.UUID(bytes=name)
            yield record, version, open_row(space, record, version, blob)


def is_as_opened(space: OpenSpace) -> bool:
    """Whether the list of records that it was opened with still holds: every write moves the head on."""
    if space.moved:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT head_seq FROM space WHERE id = %s AND epoch = %s", [space.id.bytes, space.epoch])
        return bool(cursor.fetchone() == (space.head.seq,))
