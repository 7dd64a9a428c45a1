"""Safe calls of one person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.practice.queries import practice
from stillroom.safecalls.documents import SafeCallPlan
from stillroom.safecalls.models import SafeCall
from stillroom.safecalls.working import LASTS, is_over, opens_at
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, read, read_all
from stillroom.vault.spaces import private_space


@dataclass(frozen=True, slots=True)
class Shown:
    """`next`: the check-in that comes, and `until`, when the note opens without it; None once it has ended.

    `is_open`: a time was missed and the note can be opened; `opened`: how often it was; `is_over`: it cannot any more.
    An ended one never says.
    """

    stored: Stored[SafeCallPlan]
    next: datetime | None
    until: datetime | None
    is_open: bool
    opened: int
    is_over: bool = False

    @property
    def is_last(self) -> bool:
        plan = self.stored.document
        return plan.done + 1 >= len(plan.times)


def is_offered(visitor: object) -> bool:
    """Whether the practice has said that it watches over this."""
    return practice().safe_calls


def plans_of(keyholder: Keyholder) -> tuple[Stored[SafeCallPlan], ...]:
    """Newest first."""
    return tuple(reversed(read_all(private_space(keyholder), SafeCallPlan)))


def shown(keyholder: Keyholder, record: UUID, now: datetime) -> Shown:
    """Raises Hidden."""
    return _shown(read(private_space(keyholder), SafeCallPlan, record), now)


def running(keyholder: Keyholder, now: datetime) -> tuple[Shown, ...]:
    """Those that have not ended, newest first."""
    return tuple(_shown(each, now) for each in plans_of(keyholder) if each.document.ended is None)


def just_ended(keyholder: Keyholder, now: datetime) -> tuple[Stored[SafeCallPlan], ...]:
    """A code can still be given for these, whichever it was that ended them."""
    return tuple(each for each in plans_of(keyholder) if (end := each.document.ended) and now - end < LASTS)


def _shown(stored: Stored[SafeCallPlan], now: datetime) -> Shown:
    plan = stored.document
    if plan.ended is not None:
        return Shown(stored, None, None, is_open=False, opened=0)
    # A note that was asked for before its time looks as if nothing had been said: only the plan's own times count here.
    until = opens_at(plan.times, plan.done, plan.grace)
    missed, over = now >= until, is_over(int(until.timestamp()), int(now.timestamp()))
    row = SafeCall.objects.filter(id=plan.call).first() if missed else None
    opened = row.opened if row else 0
    return Shown(stored, plan.times[plan.done], until, missed and not over, opened, is_over=over)


def note_of(visitor: object, call: UUID) -> SafeCall:
    """Raises Hidden for one that is not there."""
    row = SafeCall.objects.filter(id=call).first()
    if row is None:
        raise Hidden
    return row
