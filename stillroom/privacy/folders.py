"""All of it in one archive: where to begin, a page for each part, and the two files for programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.accounts.documents import Profile
from stillroom.core.zips.writing import CUT, WHOLE, Archive
from stillroom.privacy.files import DATA_MARK, PAGE_MARK, rendered
from stillroom.privacy.queries import Item, Place

INDEX, DATA, ENTRIES = "index.html", "notes.json", "entries.json"
INSIDE = "notes/"  # one folder, so that an archive that is opened in place scatters nothing
PER_PAGE = 200  # documents, so that a phone opens each

Pieces = Iterator[str]


@dataclass(frozen=True, slots=True)
class Part:
    file: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """One place as the index tells of it."""

    label: str
    harmed: bool
    parts: list[Part]


@dataclass(slots=True)
class Folder:
    """`places` opens what they can read, one place after the other; `files` are the files for programs, by name. Each
    goes over everything once more, so that nothing waits in memory or on a disk until it is written."""

    profile: Profile
    at: datetime
    places: Iterator[Place]
    files: Mapping[str, Pieces]
    _archive: Archive = field(default_factory=Archive)
    _shelves: list[Shelf] = field(default_factory=list)
    _pages: int = 0

    def pieces(self) -> Iterator[bytes]:
        for place in self.places:
            if place.items or place.harmed:
                yield from self._shelved(place)
        for name, pieces in self.files.items():
            yield from self._entry(name, pieces, DATA_MARK)
        yield from self._entry(INDEX, self._index(is_cut=False), PAGE_MARK)
        yield self._archive.end(WHOLE)

    def cut_short(self) -> bytes:
        """The rest of an archive that opens all the same, and says on its first page that it is not whole."""
        index = b"".join(self._entry(INDEX, self._index(is_cut=True), PAGE_MARK))
        return index + self._archive.end(CUT)

    def _shelved(self, place: Place) -> Iterator[bytes]:
        shelf = Shelf(place.called, place.harmed, [])
        self._shelves.append(shelf)
        for title in place.counts:
            items = [item for item in place.items if item.title == title]
            for start in range(0, len(items), PER_PAGE):
                page = items[start : start + PER_PAGE]
                self._pages += 1
                part = Part(f"{self._pages:03}.html", _numbered(title, start, len(items)), len(page))
                shelf.parts.append(part)
                yield from self._entry(part.file, self._part(place, part.title, page), PAGE_MARK)

    def _part(self, place: Place, title: str, items: list[Item]) -> Pieces:
        fields = {"place": place, "title": title, "items": items, "index": INDEX}
        return rendered("privacy/taken_part.html", self.profile, self.at, fields)

    def _index(self, *, is_cut: bool) -> Pieces:
        fields = {
            "places": self._shelves,
            "count": sum(part.count for shelf in self._shelves for part in shelf.parts),
            "data": DATA,
            "entries": ENTRIES,
            "is_cut": is_cut,
        }
        return rendered("privacy/taken_index.html", self.profile, self.at, fields)

    def _entry(self, name: str, pieces: Pieces, mark: str) -> Iterator[bytes]:
        yield self._archive.begin(INSIDE + name)
        for piece in pieces:
            yield self._archive.add(piece.encode(), mark=mark in piece)


def _numbered(title: str, start: int, count: int) -> str:
    """ "Message, 2 of 5" where there are more than one page holds."""
    if count <= PER_PAGE:
        return title
    numbers = {"title": title, "number": start // PER_PAGE + 1, "pages": -(-count // PER_PAGE)}
    return _("%(title)s, %(number)s of %(pages)s") % numbers
