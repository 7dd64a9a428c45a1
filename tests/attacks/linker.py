"""Who has one copy of the disk, and wants to know which account belongs to which space.

He has no key, so he looks at where things lie: row numbers, the order of rows, of pages and inside pages, pages that
long rows go on to, indexes, the write-ahead log, sizes and counts. People come one after the other, and what somebody
writes on one evening lies together, unless something takes it apart.
"""

import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.attacks.pages import Cell, Pages, pages_of

ID = 16  # bytes
SHIFTS = range(-8, 9)  # staff and people who left shift one list against the other by a few places
Places = dict[bytes, int]  # id -> where it stands in one order

SIGNS: Mapping[str, Callable[[Cell, Pages], int]] = {
    "row number": lambda cell, _pages: cell.rowid,
    "page": lambda cell, _pages: cell.page,
    "place on page": lambda cell, pages: cell.page * pages.size + pages.size - cell.offset,  # filled from its end
    "page it goes on to": lambda cell, _pages: cell.overflow,
}


@dataclass(frozen=True, slots=True)
class Copy:
    """`accounts`: all but the therapists', who are public, and stewards'. `tables`: the rows, for sizes and counts."""

    pages: Pages
    log: bytes
    accounts: set[bytes]
    spaces: set[bytes]
    tables: dict[str, list[sqlite3.Row]]


def copy_of(database: Path, staff: set[bytes]) -> Copy:
    """The file as it lies there, with its log beside it."""
    log = database.with_name(f"{database.name}-wal")
    kept = log.read_bytes() if log.exists() else b""
    connection = sqlite3.connect(f"file:{database}?immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    trees = dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall())
    tables = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in ("account", "space")}
    connection.close()
    accounts = {bytes(row["id"]) for row in tables["account"]} - staff
    return Copy(pages_of(database, trees), kept, accounts, {bytes(row["id"]) for row in tables["space"]}, tables)


def orders(copy: Copy, ids: set[bytes]) -> Iterator[tuple[str, Places]]:
    """Every order in which the copy holds these ids: what it is, and the first place of each."""
    for tree in copy.pages.trees:
        cells = [(found, cell) for cell in copy.pages.cells(tree) if (found := named_in(cell, ids))]
        for sign, place in SIGNS.items():
            yield sign, firsts((found, place(cell, copy.pages)) for found, cell in cells)
    logged = ((each, copy.log.find(each)) for each in ids)
    yield "log", {each: at for each, at in logged if at >= 0}
    for table, rows in copy.tables.items():
        for column in set(rows[0].keys()) - {"id"}:
            values = ((bytes(row["id"]), row[column]) for row in rows)
            yield f"{table}.{column}", {each: weight(value) for each, value in values if each in ids}


def weight(value: object) -> int:
    return len(value) if isinstance(value, bytes) else value if isinstance(value, int) else 0


def named_in(cell: Cell, ids: set[bytes]) -> bytes | None:
    """The id that this row or entry is about. It stands at the front, behind a few bytes of lengths, or at the end."""
    for at in (*range(min(24, len(cell.content))), len(cell.content) - ID):
        if cell.content[at : at + ID] in ids:
            return cell.content[at : at + ID]
    return None


def firsts(found: Iterator[tuple[bytes, int]]) -> Places:
    places: Places = {}
    for each, place in found:
        places[each] = min(place, places.get(each, place))
    return places


def telling(places: Places) -> bool:
    """Whether this order tells anything apart."""
    return len(set(places.values())) > 1


def guesses(accounts: Places, spaces: Places) -> Iterator[dict[bytes, bytes]]:
    """Whose space is whose, from two orders: place for place, shifted by a few, and whatever lies nearest."""
    persons, theirs = sorted(accounts, key=accounts.__getitem__), sorted(spaces, key=spaces.__getitem__)
    each = len(theirs) / len(persons)
    for shift in SHIFTS:
        found = ((person, int(place * each) + shift) for place, person in enumerate(persons))
        yield {person: theirs[at] for person, at in found if 0 <= at < len(theirs)}
    at = [spaces[space] for space in theirs]
    yield {person: theirs[min(bisect_left(at, accounts[person]), len(at) - 1)] for person in persons}


def best_guess(copy: Copy, truth: Mapping[bytes, set[bytes]]) -> dict[str, int]:
    """For each sign, how many of `truth` (account -> its spaces) the best guess by it got right."""
    best: dict[str, int] = {}
    spaces = [(sign, places) for sign, places in orders(copy, copy.spaces) if telling(places)]
    for sign, persons in orders(copy, copy.accounts):
        for other, theirs in spaces if telling(persons) else ():
            if "." not in sign and other != sign:
                continue
            for guess in guesses(persons, theirs):
                right = sum(space in truth.get(person, ()) for person, space in guess.items())
                best[sign] = max(best.get(sign, 0), right)
    return best
