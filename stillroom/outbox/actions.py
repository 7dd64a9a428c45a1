"""Doing due work under a lease."""

import logging
from datetime import datetime

from django.db import transaction

from stillroom.outbox.models import Lease
from stillroom.outbox.periodic import LEASE, Job
from stillroom.outbox.queries import due_jobs

log = logging.getLogger("stillroom.outbox")


def do_job(*, job: Job, now: datetime) -> bool:
    """Does a job if it is due and nobody else is at it; whether it was done.

    One that fails is logged by class, and tried again when its lease ends.
    """
    attempt = take_lease(job=job, now=now)
    if not attempt:
        return False
    try:
        job.work(now)
    except Exception as error:  # noqa: BLE001 one room's broken job must not stop the others'
        log.error("job %s, attempt %d: %s", job.name, attempt, type(error).__name__)
        return False
    settle(job=job, now=now)
    return True


def take_lease(*, job: Job, now: datetime) -> int:
    """Which attempt at the job this is, from 1, for the runner who may do it now; 0 for any other."""
    with transaction.atomic():
        if job not in due_jobs(now):
            return 0
        row, _created = Lease.objects.get_or_create(job=job.name)
        row.leased_until = int((now + LEASE).timestamp())
        row.attempts += 1
        row.save()
    return row.attempts


def settle(*, job: Job, now: datetime) -> None:
    """The job is done: it comes round again a whole `every` after it began."""
    Lease.objects.filter(job=job.name).update(due_at=int((now + job.every).timestamp()), leased_until=0, attempts=0)
