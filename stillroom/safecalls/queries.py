"""Safe calls of one person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
    An ended one never says. `takes_word`: for a while after its end too, whichever word it was that ended it.
    """

    stored: Stored[SafeCallPlan]
    next: datetime | None
    until: datetime | None
    is_open: bool
    opened: int
    is_over: bool = False
    takes_word: bool = True

    @property
    def has_ended(self) -> bool:
        return self.stored.document.ended is not None

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


def all_shown(keyholder: Keyholder, now: datetime) -> tuple[Shown, ...]:
    """Newest first."""
    return tuple(_shown(each, now) for each in plans_of(keyholder))


def _shown(stored: Stored[SafeCallPlan], now: datetime) -> Shown:
    plan = stored.document
    if plan.ended is not None:
        return Shown(stored, None, None, is_open=False, opened=0, takes_word=now - plan.ended < LASTS)
    # A note that was asked for before its time looks as if nothing had been said: only the plan's own times count here.
    until = opens_at(plan.times, plan.done, plan.grace)
    missed, over = now >= until, is_over(int(until.timestamp()), int(now.timestamp()))
    row = SafeCall.objects.filter(id=plan.call).first() if missed else None
    opened = row.opened if row else 0
    return Shown(stored, plan.times[plan.done], until, missed and not over, opened, is_over=over)
