"""Which jobs are due."""

from datetime import datetime, timedelta

from stillroom.outbox.models import Lease
from stillroom.outbox.periodic import JOBS, LEASE, Job


def due_jobs(now: datetime) -> tuple[Job, ...]:
    """Jobs whose time has come and that nobody is doing, in the order of their names."""
    rows = {row.job: row for row in Lease.objects.all()}
    return tuple(job for name, job in sorted(JOBS.items()) if _is_due(job, rows.get(name), now))


def _is_due(job: Job, row: Lease | None, now: datetime) -> bool:
    if row and (_is_ahead(row.due_at, now, job.every) or _is_ahead(row.leased_until, now, LEASE)):
        return False
    return job.when(now)


def _is_ahead(moment: int, now: datetime, most: timedelta) -> bool:
    """Whether `moment` (unix seconds) is still to come. One further ahead than `most` was written before the clock was
    put back, and says nothing: the work must not stand still until the old time comes again."""
    return 0 < moment - now.timestamp() <= most.total_seconds()
