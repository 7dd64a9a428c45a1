"""Notes of safe calls that are over are destroyed. Nothing opens by a job: that is a matter of the clock alone."""

from datetime import datetime, timedelta

from stillroom.outbox.periodic import periodic
from stillroom.safecalls.actions import wipe_over


@periodic("safecalls.over", every=timedelta(minutes=30))
def wipe(now: datetime) -> None:
    wipe_over(now=now)
