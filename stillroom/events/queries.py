"""What staff did, for the stewards' page. Who may look is decided by the room whose page it is."""

from dataclasses import dataclass
from datetime import datetime

from stillroom.events.kinds import SENTENCES
from stillroom.events.models import StaffEvent

MOST = 200


@dataclass(frozen=True, slots=True)
class Noted:
    """One event: `sentence` says what was done to `subject`, `who` did it (empty: the program itself)."""

    sentence: str
    subject: str
    who: str
    at: datetime


def staff_events(keyholder: object, most: int = MOST) -> tuple[Noted, ...]:
    """The newest first, at most `most`. A kind that this version no longer knows is shown as it was written."""
    rows = StaffEvent.objects.order_by("-at", "id")[:most]
    return tuple(Noted(str(SENTENCES.get(row.kind, row.kind)), row.subject, row.who, row.at) for row in rows)
