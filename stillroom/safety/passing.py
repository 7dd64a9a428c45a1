"""Whom a flag reaches beside its therapist, in the client's own session: who stands in, and who is on call."""

from datetime import datetime

from stillroom.safety.handing import hand_cards_over
from stillroom.safety.lending import pass_flags_on
from stillroom.safety.reaching import settle_cards
from stillroom.vault.keyholders import Keyholder


def carry_flags(*, keyholder: Keyholder, now: datetime) -> None:
    """Nothing here may keep a flag from its therapist."""
    pass_flags_on(keyholder=keyholder, now=now)
    settle_cards(keyholder=keyholder, now=now)
    hand_cards_over(keyholder=keyholder, now=now)
