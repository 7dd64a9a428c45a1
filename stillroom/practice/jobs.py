"""What the practice does by itself."""

from datetime import datetime, timedelta

from stillroom.outbox.periodic import periodic
from stillroom.practice.actions import bring_back, let_lapse, send_away
from stillroom.practice.this_practice import practice
from stillroom.vault.rewriting import is_quiet, rewrite


@periodic("practice.calendar", every=timedelta(minutes=15))
def turn_the_page(now: datetime) -> None:
    """Therapists whose day has come are away, or back; licences that ran out are off the list."""
    send_away(now=now)
    bring_back(now=now)
    let_lapse(now=now)


def at_night(now: datetime) -> bool:
    return is_quiet(now, practice().zone)


@periodic("practice.night", every=timedelta(hours=18), when=at_night)
def lay_rows_anew(_now: datetime) -> None:
    """Not in the order in which they came. One that fails is tried again as long as the night lasts."""
    rewrite()
