"""What keeps a flood of questions from drowning the real ones. Counted in RAM; nothing says whose tries they were."""

from datetime import datetime

from stillroom.accounts.buckets import Buckets
from stillroom.accounts.limits import try_network

PAUSE = 5  # seconds between the page and its question: a person writes longer
MOST_OPEN = 200  # questions at once
MOST_WORDS = 20  # pieces of writing in one question
LONGEST = 4_000  # characters in one piece

NETWORKS = Buckets(size=3, per_minute=0.2)
# The onion service and whatever else comes from this machine is one neighbourhood with many people in it.
NEIGHBOURS = Buckets(size=30, per_minute=3)


def try_to_ask(*, address: str, now: datetime, at: float) -> None:
    """One more question from this network. Raises TooManyTries."""
    try_network(address=address, now=now, at=at, networks=NETWORKS, neighbours=NEIGHBOURS)


def try_a_code(*, address: str, now: datetime, at: float) -> None:
    """One more typed code, counted together with tries to sign in. Raises TooManyTries."""
    try_network(address=address, now=now, at=at)
