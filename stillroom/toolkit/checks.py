"""Questions for oneself that belong beside the exercises; another room finds them, as neighbours do not know others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from stillroom.vault.keyholders import Keyholder


@dataclass(frozen=True, slots=True)
class Check:
    """`page`, `args`: where it begins. `last`: when it was answered. `is_due`: answered, and long enough ago."""

    title: str
    about: str
    page: str
    args: tuple[str | int, ...]
    last: datetime | None
    is_due: bool


Finder = Callable[[Keyholder, datetime], Check | None]
_finders: list[Finder] = []


def finds_check(finder: Finder) -> Finder:
    _finders.append(finder)
    return finder


def checks_of(keyholder: Keyholder, now: datetime) -> tuple[Check, ...]:
    return tuple(found for finder in _finders if (found := finder(keyholder, now)))
