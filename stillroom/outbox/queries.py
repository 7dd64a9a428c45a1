"""Which jobs are due."""

from datetime import datetime

from stillroom.outbox.models import Lease
from stillroom.outbox.periodic import JOBS, Job


def due_jobs(now: datetime) -> tuple[Job, ...]:
    """Jobs whose time has come and that nobody is doing, in the order of their names.

    A clock put back does not stop the work: what is due later than one full round from now is due at once.
    """
    rows = {row.job: row for row in Lease.objects.all()}
    moment = int(now.timestamp())
    due = []
    for name, job in sorted(JOBS.items()):
        row = rows.get(name)
        round_ = int(job.every.total_seconds())
        waits = row is not None and moment < row.due_at <= moment + round_
        taken = row is not None and moment < row.leased_until <= moment + 10 * round_
        if not waits and not taken:
            due.append(job)
    return tuple(due)
