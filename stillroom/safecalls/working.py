"""When a safe call is due, open and over. Pure: moments in, moments out."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

LASTS = timedelta(hours=72)  # how long a note can be opened, from when it opens
MOST = 4  # check-ins


class Code(StrEnum):
    ALL_CLEAR = "all_clear"
    DURESS = "duress"


def check_ins(now: datetime, first: int, again: int, count: int) -> tuple[datetime, ...]:
    """`first` minutes from now, and then each `again` minutes."""
    return tuple(now + timedelta(minutes=first + place * again) for place in range(count))


def opens_at(times: Sequence[datetime], done: int, grace: int) -> datetime:
    """When the note opens if nothing is heard. Raises IndexError once every check-in was answered."""
    return times[done] + timedelta(minutes=grace)


def may_open(opens: int, opened: int, now: int) -> bool:
    """In unix seconds. What was handed out once stays open, also where a clock is put back."""
    return (opened > 0 or now >= opens) and not is_over(opens, now)


def is_over(opens: int, now: int) -> bool:
    return now >= opens + int(LASTS.total_seconds())


def plainly(code: str) -> str:
    """A code as it is compared: somebody types it with shaking hands, and keyboards put an accent down in two ways."""
    return "".join(unicodedata.normalize("NFKC", code).casefold().split())
