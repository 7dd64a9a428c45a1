"""A database file as who copied the disk reads it: page by page, past SQLite (https://sqlite.org/fileformat2.html)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TABLE_LEAF, INDEX_LEAF, TABLE_INNER, INDEX_INNER = 0x0D, 0x0A, 0x05, 0x02


@dataclass(frozen=True, slots=True)
class Cell:
    """One row or index entry. `page`, from 1, and `offset` say where it lies, `overflow` on which page it goes on (0:
    on none), `rowid` its hidden number (0: it has none), `content` what of it is on this page."""

    page: int
    offset: int
    overflow: int
    rowid: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Pages:
    """`size`: bytes of each page. `trees`: the first page of each table and index, by its name."""

    file: bytes
    size: int
    trees: dict[str, int]

    def page(self, number: int) -> bytes:
        return self.file[(number - 1) * self.size : number * self.size]

    def free(self) -> list[int]:
        """The numbers of pages that hold nothing any more."""
        found: list[int] = []
        (trunk,) = struct.unpack(">I", self.file[32:36])
        while trunk:
            found.append(trunk)
            following, count = struct.unpack(">II", self.page(trunk)[:8])
            found += struct.unpack(f">{count}I", self.page(trunk)[8 : 8 + 4 * count])
            trunk = following
        return found

    def cells(self, tree: str) -> Iterator[Cell]:
        waiting = [self.trees[tree]]
        while waiting:
            number = waiting.pop()
            page = self.page(number)
            at = 100 if number == 1 else 0
            kind, _, count = struct.unpack(">BHH", page[at : at + 5])
            inner = kind in (TABLE_INNER, INDEX_INNER)
            start = at + (12 if inner else 8)
            if inner:
                waiting.append(struct.unpack(">I", page[at + 8 : at + 12])[0])
            for offset in struct.unpack(f">{count}H", page[start : start + 2 * count]):
                if inner:
                    waiting.append(struct.unpack(">I", page[offset : offset + 4])[0])
                if kind != TABLE_INNER:
                    yield self._cell(number, page, offset, kind)

    def _cell(self, number: int, page: bytes, offset: int, kind: int) -> Cell:
        at = offset + (4 if kind == INDEX_INNER else 0)
        length, at = varint(page, at)
        rowid = 0
        if kind == TABLE_LEAF:
            rowid, at = varint(page, at)
        here = self._here(length, kind)
        overflow = struct.unpack(">I", page[at + here : at + here + 4])[0] if here < length else 0
        return Cell(number, offset, overflow, rowid, page[at : at + here])

    def _here(self, length: int, kind: int) -> int:
        """How many bytes of a row of this length lie on its own page."""
        most = self.size - 35 if kind == TABLE_LEAF else (self.size - 12) * 64 // 255 - 23
        least = (self.size - 12) * 32 // 255 - 23
        if length <= most:
            return length
        rest = least + (length - least) % (self.size - 4)
        return rest if rest <= most else least


def varint(page: bytes, at: int) -> tuple[int, int]:
    """The number that begins at `at`, and where it ends."""
    value = 0
    for step in range(9):
        byte = page[at + step]
        if step == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    raise AssertionError


def pages_of(database: Path, trees: dict[str, int]) -> Pages:
    file = database.read_bytes()
    (size,) = struct.unpack(">H", file[16:18])
    return Pages(file, 65_536 if size == 1 else size, trees)
