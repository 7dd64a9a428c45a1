"""Doing due work under a lease."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from stillroom.outbox.models import Lease
from stillroom.outbox.periodic import Job
from stillroom.outbox.queries import due_jobs

log = logging.getLogger("stillroom.outbox")
LEASE = timedelta(minutes=5)


def take_lease(*, job: Job, now: datetime) -> bool:
    """Whether this runner may do the job now. A lease left by a runner that died ends after five minutes."""
    with transaction.atomic():
        if job not in due_jobs(now):
            return False
        row, _created = Lease.objects.get_or_create(job=job.name)
        row.leased_until = int((now + LEASE).timestamp())
        row.attempts += 1
        row.save()
    return True


def settle(*, job: Job, now: datetime) -> None:
    Lease.objects.filter(job=job.name).update(due_at=int((now + job.every).timestamp()), leased_until=0, attempts=0)


def run_due(*, now: datetime) -> int:
    """Does every due job once; how many. One that fails is logged by class and tried again when its lease ends."""
    done = 0
    for job in due_jobs(now):
        if not take_lease(job=job, now=now):
            continue
        try:
            job.work(now)
        except Exception as error:  # noqa: BLE001 one room's broken job must not stop the others'
            log.error("job %s %s", job.name, type(error).__name__)
            continue
        settle(job=job, now=now)
        done += 1
    return done
