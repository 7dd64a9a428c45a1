"""Raising flags in a test, as a room above does it."""

from datetime import datetime
from uuid import uuid4

from stillroom.core.instruments.rules import Flag, Level
from stillroom.safety.actions import raise_flag
from stillroom.safety.documents import RiskFlag
from stillroom.vault.records import Stored, writing
from tests.care.pair import Pair
from tests.cast import NOW

SOURCE = "assessments.response"
POSITIVE = Flag("si_positive", Level.ELEVATED, "Look the same day.")
FREQUENT = Flag("si_frequent", Level.HIGH, "Look now.")
UNANSWERED = Flag("si_unanswered", Level.REVIEW, "Ask.")


def raised(pair: Pair, *flags: Flag, now: datetime = NOW) -> Stored[RiskFlag] | None:
    """By Ada, in her own session."""
    with writing(pair.hers().space, now=now) as work:
        return raise_flag(work=work, source=SOURCE, about=uuid4(), flags=flags or (POSITIVE,), now=now)
