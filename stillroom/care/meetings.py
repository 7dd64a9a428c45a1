"""When two people met, and what became of their goals: told by a room above, for rooms that see no calendar or plan."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from stillroom.care.queries import CareEpisode
from stillroom.vault.covers import Cover
from stillroom.vault.keyholders import Keyholder

Ends = Callable[[Cover, datetime], Sequence[datetime]]

_told_by: list[Ends] = []


def tells_meetings(ends: Ends) -> Ends:
    """Registers who tells when the last sessions ended, aware UTC, oldest first."""
    _told_by.append(ends)
    return ends


def meetings_in(cover: Cover, now: datetime) -> tuple[datetime, ...]:
    return tuple(end for ends in _told_by for end in ends(cover, now))


class What(StrEnum):
    """MET: a session ended. AGREED, REACHED: a goal."""

    MET = "met"
    AGREED = "agreed"
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Happening:
    """`words`: of the goal, '' for a session."""

    at: datetime
    what: What
    words: str = ""

    @property
    def mark(self) -> tuple[datetime, str]:
        """As a chart takes it."""
        return self.at, "met" if self.what is What.MET else "goal"


Tells = Callable[[Keyholder, CareEpisode, datetime], Iterable[Happening]]

_happenings: list[Tells] = []


def tells_happenings(tells: Tells) -> Tells:
    """Registers who tells what happened in one episode up to an instant, in any order."""
    _happenings.append(tells)
    return tells


def happened_in(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> tuple[Happening, ...]:
    """Oldest first."""
    found = (each for tells in _happenings for each in tells(keyholder, episode, now))
    return tuple(sorted(found, key=lambda each: (each.at, each.what)))
