"""What changing one's mind costs, as the practice file says."""

from datetime import datetime

from babel.dates import format_timedelta

from stillroom.base.languages import money, reader
from stillroom.practice.this_practice import practice


def is_late(start: datetime, now: datetime) -> bool:
    """Whether a client who moves or cancels this time now owes the late fee."""
    this = practice()
    return bool(this.fees.late_cancel) and start - now < this.policies.cancel_before


def policy_words() -> dict[str, str]:
    """How late one may move or cancel for free, and what it costs after that."""
    this = practice()
    return {
        "before": format_timedelta(this.policies.cancel_before, threshold=3, locale=reader()),
        "fee": money(this.fees.late_cancel, this.fees.currency),
    }
