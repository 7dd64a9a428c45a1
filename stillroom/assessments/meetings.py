"""When two people met, as far as their cover says: told by a room above, for this one does not see the calendar."""

from collections.abc import Callable, Sequence
from datetime import datetime

from stillroom.vault.covers import Cover

Ends = Callable[[Cover, datetime], Sequence[datetime]]

_told_by: list[Ends] = []


def tells_meetings(ends: Ends) -> Ends:
    """Registers who tells when the last sessions ended, aware UTC, oldest first."""
    _told_by.append(ends)
    return ends


def meetings_in(cover: Cover, now: datetime) -> tuple[datetime, ...]:
    return tuple(end for ends in _told_by for end in ends(cover, now))
