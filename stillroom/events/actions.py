"""Noting what staff did."""

from datetime import datetime

from stillroom.events.kinds import SENTENCES
from stillroom.events.models import StaffEvent


def note_staff_event(*, kind: str, subject: str, now: datetime, who: str = "") -> None:
    """Appends one event. Call it inside the transaction of what it tells. Raises ValueError for an unknown kind.

    `subject` and `who`: words about staff that staff show in public, never about a client.
    """
    if kind not in SENTENCES:
        raise ValueError(f"no staff event is called {kind}")
    StaffEvent.objects.create(kind=kind, subject=subject[:200], who=who[:80], at=now)
