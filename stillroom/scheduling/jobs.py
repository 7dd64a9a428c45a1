"""The calendar forgets what is over."""

from datetime import datetime, timedelta

from stillroom.outbox.periodic import periodic
from stillroom.scheduling.actions import forget_old_cells


@periodic("scheduling.old-cells", every=timedelta(minutes=15))
def forget_cells(now: datetime) -> None:
    forget_old_cells(now=now)
