"""A key that is held is given by the practice's own due work, however it was started."""

from datetime import timedelta

from stillroom.outbox.actions import do_job
from stillroom.outbox.periodic import JOBS
from stillroom.safety.models import HeldKey
from tests.safety.raising import POSITIVE
from tests.safety.reached import YES, Reached


def test_the_due_work_sends_it_when_its_time_has_come(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(POSITIVE)
    job = JOBS["safety.held-keys"]
    assert job.every <= timedelta(minutes=5)
    do_job(job=job, now=handed.opens - timedelta(minutes=6))
    assert HeldKey.objects.count() == 1
    do_job(job=job, now=handed.opens)
    assert HeldKey.objects.count() == 0
    assert reached.waiting(handed.opens) == [handed.space]
