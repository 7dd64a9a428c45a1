"""Joining waits until the practice is open; accounts, below, only asks whoever has registered."""

from datetime import datetime

from stillroom.accounts.opening import joining_needs
from stillroom.practice.queries import is_open


@joining_needs
def practice_is_open(now: datetime) -> bool:
    return is_open(None, now)
