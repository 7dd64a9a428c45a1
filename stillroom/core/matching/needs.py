"""What somebody looks for, and what one therapist offers: codes and numbers, no words and no names."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

NOTHING: frozenset[str] = frozenset()


class Aspect(StrEnum):
    """What can fit or not. The order is the one in which pages say it."""

    STATE = "state"
    LANGUAGE = "language"
    MEDIUM = "medium"
    OPEN = "open"
    HELP = "help"
    WAYS = "ways"
    SAFE = "safe"
    TIMES = "times"
    BUDGET = "budget"
    SOON = "soon"


@dataclass(frozen=True, slots=True)
class Needs:
    """All of it may be left empty: what is empty asks for nothing and moves nobody.

    `help`, `ways`, `safe`: each code that is met counts. `languages`, `media`, `times`: one that is met is enough.
    A state always limits: nobody may treat where they are not licensed. `language_needed`, `medium_needed` turn these
    two wishes into limits. `budget`: cents for one session, or None.
    """

    help: frozenset[str] = NOTHING
    ways: frozenset[str] = NOTHING
    safe: frozenset[str] = NOTHING
    languages: frozenset[str] = NOTHING
    language_needed: bool = False
    media: frozenset[str] = NOTHING
    medium_needed: bool = False
    times: frozenset[str] = NOTHING
    budget: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One therapist, named by `key`, whose `repr` is the same on each day.

    `times`: the parts of the week with a free time, in the reader's zone and in the same codes as `Needs.times`.
    `fee`, `lowest`: cents for one session, and the end of the sliding scale (the same as `fee` without one).
    `days`: whole days until the next free time; None if there is none. `open`: whether somebody new may ask.
    """

    key: Hashable
    help: frozenset[str] = NOTHING
    ways: frozenset[str] = NOTHING
    safe: frozenset[str] = NOTHING
    languages: frozenset[str] = NOTHING
    media: frozenset[str] = NOTHING
    times: frozenset[str] = NOTHING
    states: frozenset[str] = NOTHING
    fee: int = 0
    lowest: int = 0
    days: int | None = None
    open: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody stands where they stand. `codes`: which of the codes asked for; `hard`: it was a limit.

    BUDGET has the code "full" or "scale"; SOON has "week" or "none"; OPEN has none.
    """

    aspect: Aspect
    codes: tuple[str, ...] = ()
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """`possible`: no limit speaks against it. `points`: the sum of `weights.py` that decided the place."""

    offer: Offer
    points: int
    possible: bool
    fits: tuple[Reason, ...]
    misses: tuple[Reason, ...]
