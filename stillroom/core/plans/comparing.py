"""What changed between two wordings of a plan, line by line, so that it can be said in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

ALIKE = 0.5  # of 1: two lines that share less are one taken out and one added


@dataclass(frozen=True, slots=True)
class Change:
    """`part`: the key of the part it stands in. `before` is "" for a new line, `after` for one that was taken out."""

    part: str
    before: str
    after: str


def changes(before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]) -> tuple[Change, ...]:
    """Part by part in the order of `after`, then parts that only `before` has. Moving a line is no change."""
    parts = (*after, *(part for part in before if part not in after))
    return tuple(each for part in parts for each in _of_part(part, before.get(part, ()), after.get(part, ())))


def _of_part(part: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    if len(before) <= 1 and len(after) <= 1:  # a part of one line was put in other words
        yield from (Change(part, old, new) for old, new in zip_longest(gone, come, fillvalue=""))
        return
    for line in come:
        close = max(gone, key=lambda old: _alike(old, line), default="")
        if close and _alike(close, line) >= ALIKE:
            gone.remove(close)
            yield Change(part, close, line)
        else:
            yield Change(part, "", line)
    yield from (Change(part, line, "") for line in gone)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
