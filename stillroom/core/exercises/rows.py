"""Several small lines in one answer: packed as text, and what changed from one time to the next."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Row = Mapping[str, str]


def packed(rows: Iterable[Row]) -> str:
    """As the answer of a field: JSON, without empty cells and rows; "" where nothing is left."""
    kept = [{name: value for name, value in row.items() if value} for row in rows]
    found = [row for row in kept if row]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def unpacked(text: str) -> tuple[Row, ...]:
    """Nothing where it is no such answer."""
    try:
        found = json.loads(text)
    except ValueError:
        return ()
    if not isinstance(found, list):
        return ()
    return tuple({str(name): str(value) for name, value in row.items()} for row in found if isinstance(row, dict))


@dataclass(frozen=True, slots=True)
class Changed:
    """`values`: column, before, after."""

    row: str
    values: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """By the first column, whatever the order of the lines."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[Changed, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def change(before: Sequence[Row], after: Sequence[Row], columns: Sequence[str]) -> Change:
    """`columns`: in their order; the first names the line. Of two lines with one name the later counts."""
    first, rest = columns[0], columns[1:]
    old, new = ({name: row for row in rows if (name := row.get(first, ""))} for rows in (before, after))
    both = [name for name in new if name in old]
    moved = (
        Changed(name, tuple((c, a, b) for c in rest if (a := old[name].get(c, "")) != (b := new[name].get(c, ""))))
        for name in both
    )
    return Change(
        new=tuple(name for name in new if name not in old),
        gone=tuple(name for name in old if name not in new),
        changed=tuple(each for each in moved if each.values),
    )
