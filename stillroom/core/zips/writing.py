"""The format (APPNOTE 6.3, PKWARE): deflated entries whose lengths stand behind them, then a directory of them all.

`zipfile` can write to what cannot be sought in, but keeps its compressor to itself; here each document ends with a sync
flush, whose four bytes (`MARK`) whoever reads the stream can count.
"""

import struct
import zlib
from dataclasses import dataclass

MARK = b"\x00\x00\xff\xff"
WHOLE, CUT = b"whole", b"cut short"  # the archive's comment, its very last bytes

_LOCAL, _BEHIND, _ENTRY, _END = b"PK\x03\x04", b"PK\x07\x08", b"PK\x01\x02", b"PK\x05\x06"
_NEEDS, _FLAGS, _DEFLATED = 20, 0x0808, 8  # version 2.0; lengths behind, names in UTF-8
_NO_TIME, _NO_DAY = 0, 0x21  # 1 January 1980: nothing tells when it was made
_READABLE = 0o100600 << 16  # a file that is its owner's alone
_UNIX = 3 << 8


@dataclass(slots=True)
class _Entry:
    name: bytes
    offset: int
    crc: int = 0
    packed: int = 0
    length: int = 0


class Archive:
    """One at a time: `begin` an entry, `add` to it, `begin` the next; `end` gives the rest. Up to 4 GiB in all."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._offset = 0
        self._squeezer: zlib._Compress | None = None

    def begin(self, name: str) -> bytes:
        rest = self._finish()
        entry = _Entry(name.encode(), self._offset)
        self._entries.append(entry)
        self._squeezer = zlib.compressobj(wbits=-15)
        head = struct.pack(
            "<4s5H3L2H", _LOCAL, _NEEDS, _FLAGS, _DEFLATED, _NO_TIME, _NO_DAY, 0, 0, 0, len(entry.name), 0
        )
        return rest + self._out(head + entry.name)

    def add(self, words: bytes, *, mark: bool = False) -> bytes:
        """`mark`: a document ends here."""
        entry, squeezer = self._entries[-1], self._squeezer
        if squeezer is None:
            raise ValueError("no entry was begun")
        entry.crc = zlib.crc32(words, entry.crc)
        entry.length += len(words)
        packed = squeezer.compress(words) + (squeezer.flush(zlib.Z_SYNC_FLUSH) if mark else b"")
        entry.packed += len(packed)
        return self._out(packed)

    def end(self, comment: bytes = WHOLE) -> bytes:
        rest = self._finish()
        start = self._offset
        directory = b"".join(_listed(entry) for entry in self._entries)
        count = len(self._entries)
        last = struct.pack("<4s4H2LH", _END, 0, 0, count, count, len(directory), start, len(comment))
        return rest + self._out(directory + last + comment)

    def _finish(self) -> bytes:
        squeezer, self._squeezer = self._squeezer, None
        if squeezer is None:
            return b""
        entry, packed = self._entries[-1], squeezer.flush()
        entry.packed += len(packed)
        return self._out(packed + struct.pack("<4s3L", _BEHIND, entry.crc, entry.packed, entry.length))

    def _out(self, written: bytes) -> bytes:
        self._offset += len(written)
        return written


def _listed(entry: _Entry) -> bytes:
    return (
        struct.pack(
            "<4s6H3L5H2L",
            *(_ENTRY, _UNIX | _NEEDS, _NEEDS, _FLAGS, _DEFLATED, _NO_TIME, _NO_DAY),
            *(entry.crc, entry.packed, entry.length, len(entry.name), 0, 0, 0, 0, _READABLE, entry.offset),
        )
        + entry.name
    )
