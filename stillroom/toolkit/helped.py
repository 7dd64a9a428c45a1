"""What helped last time, by the numbers before and after. Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stillroom.toolkit.documents import Entry
from stillroom.vault.records import Stored


@dataclass(frozen=True, slots=True)
class Helped:
    """The exercise after which a rating fell the most, the last time it was done."""

    exercise: str
    before: int
    after: int
    at: datetime


def what_helped(entries: Sequence[Stored[Entry]], eases: Sequence[str]) -> Helped | None:
    """Of the newest entry of each of `eases`: the one with the greatest fall; None where nothing fell."""
    newest: dict[str, Stored[Entry]] = {}
    for each in entries:
        newest.setdefault(each.document.exercise, each)
    found = [
        Helped(name, done.before, done.after, each.at)
        for name, each in newest.items()
        if name in eases and (done := each.document).before is not None and done.after is not None
    ]
    fell = [each for each in found if each.before > each.after]
    return max(fell, key=lambda each: (each.before - each.after, each.at), default=None)
