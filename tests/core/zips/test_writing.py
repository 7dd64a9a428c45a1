"""An archive that is written while it is sent is one that every program opens; zipfile is the second opinion."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.zips.writing import CUT, MARK, WHOLE, Archive

NAMES = st.text("abcäß日-_./", min_size=1, max_size=20).filter(lambda name: not name.startswith("/"))


@given(
    st.lists(st.tuples(NAMES, st.lists(st.tuples(st.binary(max_size=300), st.booleans()))), unique_by=lambda e: e[0])
)
def test_what_went_in_comes_out(entries: list[tuple[str, list[tuple[bytes, bool]]]]) -> None:
    archive = Archive()
    written = b""
    for name, pieces in entries:
        written += archive.begin(name)
        written += b"".join(archive.add(piece, mark=mark) for piece, mark in pieces)
    read = zipfile.ZipFile(io.BytesIO(written + archive.end()))
    assert read.testzip() is None
    assert read.comment == WHOLE
    assert {name: b"".join(piece for piece, _ in pieces) for name, pieces in entries} == {
        info.filename: read.read(info) for info in read.infolist()
    }


def test_each_document_that_ends_can_be_counted_from_outside() -> None:
    archive = Archive()
    written = archive.begin("notes.json")
    for number in range(50):
        written += archive.add(b'{"words": "said %d times"}' % number, mark=True)
    assert (written + archive.end()).count(MARK) == 50


def test_one_that_is_ended_early_opens_and_says_so() -> None:
    archive = Archive()
    written = archive.begin("1.html") + archive.add(b"half a sent")
    written += archive.begin("index.html") + archive.add(b"This was cut short.") + archive.end(CUT)
    read = zipfile.ZipFile(io.BytesIO(written))
    assert read.testzip() is None and read.comment == CUT
    assert read.read("1.html") == b"half a sent"


def test_one_that_was_not_ended_does_not_open() -> None:
    """What is left of a broken line is no archive that lacks something: it is none."""
    archive = Archive()
    written = archive.begin("1.html") + archive.add(b"words" * 999, mark=True)
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(written))


def test_a_byte_that_changed_on_the_way_shows() -> None:
    """The control: the sums behind each entry are checked by who reads it."""
    archive = Archive()
    written = bytearray(archive.begin("a") + archive.add(b"words", mark=True) + archive.end())
    written[31 + 2] ^= 4
    with pytest.raises((zipfile.BadZipFile, zlib.error, struct.error)):
        zipfile.ZipFile(io.BytesIO(bytes(written))).read("a")


def test_it_tells_no_time_and_gives_nobody_else_a_right_to_read() -> None:
    archive = Archive()
    (info,) = zipfile.ZipFile(io.BytesIO(archive.begin("a") + archive.end())).infolist()
    assert info.date_time == (1980, 1, 1, 0, 0, 0)
    assert info.external_attr >> 16 == 0o100600


def test_words_belong_to_an_entry() -> None:
    with pytest.raises((ValueError, IndexError)):
        Archive().add(b"nowhere")
