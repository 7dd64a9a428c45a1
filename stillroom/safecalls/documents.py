"""A safe call as who made it keeps it, in their journal: nobody else ever opens this."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document


@document(
    "safecalls.plan",
    spaces={SpaceKind.JOURNAL},
    writers={Role.CLIENT},
    amend=Amend.AUTHOR,
    title=_("A safe call"),
)
@dataclass(frozen=True, slots=True)
class SafeCallPlan:
    """`call`: the row; `key`: of its note, as in the link. `times`: check-ins, aware UTC, in order. `grace`: minutes.
    `done`: how many were answered. `ended`: from then on `note` and `key` are empty, and all of it is the same after an
    all clear and after the other code: whoever looks over a shoulder, or has this taken out, cannot tell which."""

    call: UUID
    key: str
    buddy: str
    note: str
    times: tuple[datetime, ...]
    grace: int
    all_clear: str
    duress: str
    done: int = 0
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class NextCheckIn:
    """A check-in that comes: `plan`: the record, `at`: by when, aware UTC."""

    plan: UUID
    buddy: str
    at: datetime


@cover_section("safecalls")
@dataclass(frozen=True, slots=True)
class Running:
    """What has not ended, for Today. The same after either word."""

    due: tuple[NextCheckIn, ...] = ()
