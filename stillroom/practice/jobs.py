"""What the calendar does by itself."""

from datetime import datetime, timedelta

from stillroom.outbox.periodic import periodic
from stillroom.practice.actions import bring_back, let_lapse


@periodic("practice.calendar", every=timedelta(minutes=15))
def turn_the_page(now: datetime) -> None:
    """Therapists whose day has come are back; licences that ran out are off the list."""
    bring_back(now=now)
    let_lapse(now=now)
