"""The index of a space: which of its records are of which kind, so that a page opens only those that it shows.

Pages of up to `ENTRIES` records lie sealed in the space as records of their own, under ids that follow from its own
id. They count in the set that the head vouches for (pv1 6.7) like every other record: one that was taken away or put
back is Tampered. What no page names yet is opened to see what it is.
"""

import hashlib
import uuid
from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

from stillroom.vault.documents import INDEX, Fields

ENTRIES = 256
# How many records are left unnamed before a page is written: most writes write none.
STEP = 32
_ID = 16
Entry = tuple[uuid.UUID, str]  # a record and its kind


def page_id(space: uuid.UUID, number: int) -> uuid.UUID:
    """Page `number`, from 0. It says no more than the row does, in which the space's id stands as well."""
    return uuid.UUID(bytes=hashlib.sha256(b"pv1/index" + space.bytes + number.to_bytes(4, "big")).digest()[:_ID])


@dataclass(frozen=True, slots=True)
class Index:
    """`by_kind`: ids, one after the other. `last`: the entries of the last of `pages` pages. `unnamed`: records that no
    page names."""

    by_kind: Mapping[str, bytes]
    pages: int
    last: Mapping[str, bytes]
    unnamed: tuple[bytes, ...]

    @classmethod
    def read(cls, payloads: Sequence[Fields], names: AbstractSet[bytes]) -> Self:
        """The pages as they were opened, in their order, at least one; `names`: of all records but the vault's own.

        Raises KeyError, TypeError or ValueError for what we never write.
        """
        kinds = [_kinds_on(payload) for payload in payloads]
        joined = {
            kind: b"".join(page.get(kind, b"") for page in kinds) for kind in {kind for page in kinds for kind in page}
        }
        named = set(_apart(b"".join(joined.values())))
        return cls(joined, len(kinds), kinds[-1], tuple(names - named))

    def of(self, kind: str) -> list[bytes]:
        return _apart(self.by_kind.get(kind, b""))


def pages_with(
    space: uuid.UUID, index: Index | None, entries: Sequence[Entry], there: Container[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, Fields]]:
    """The pages to write so that `entries` are named too: the last one as long as it has room, and new ones. What is
    not `there` any more is left out, so that drafts that come and go fill no pages."""
    number, todo = index.pages if index else 0, list(entries)
    last = [entry for entry in _entries(index.last) if entry[0] in there] if index else []
    if index and len(last) + STEP <= ENTRIES:
        number, todo = number - 1, last + todo
    for at in range(0, len(todo), ENTRIES):
        yield page_id(space, number + at // ENTRIES), _page(todo[at : at + ENTRIES])


def _entries(page: Mapping[str, bytes]) -> list[Entry]:
    return [(uuid.UUID(bytes=each), kind) for kind, ids in page.items() for each in _apart(ids)]


def _page(entries: Sequence[Entry]) -> Fields:
    kinds: dict[str, str] = {}
    for record, kind in entries:
        kinds[kind] = kinds.get(kind, "") + record.hex
    return {"k": INDEX, "d": kinds}


def _kinds_on(payload: Fields) -> dict[str, bytes]:
    kinds = payload["d"]
    if payload["k"] != INDEX or not isinstance(kinds, dict):
        raise ValueError
    return {kind: bytes.fromhex(ids) for kind, ids in kinds.items()}


def _apart(ids: bytes) -> list[bytes]:
    return [ids[at : at + _ID] for at in range(0, len(ids), _ID)]
