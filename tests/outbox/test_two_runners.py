"""Two runners on one database at the same moment: one of them does the job."""

import threading
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection

from stillroom.outbox import actions
from stillroom.outbox.actions import do_job
from stillroom.outbox.periodic import Job, periodic
from tests.cast import NOW

RUNNERS = 4
ROUNDS = 5


def race(job: Job, round_: int) -> list[bool]:
    barrier, results = threading.Barrier(RUNNERS), []

    def runner() -> None:
        barrier.wait(10)
        try:
            results.append(do_job(job=job, now=NOW + round_ * job.every))
        finally:
            connection.close()

    threads = [threading.Thread(target=runner) for _ in range(RUNNERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
def test_of_several_runners_at_once_one_does_it(jobs: dict[str, Job]) -> None:
    done: list[object] = []
    periodic("bells", every=timedelta(hours=1))(done.append)
    for round_ in range(ROUNDS):
        assert sorted(race(jobs["bells"], round_)) == [*[False] * (RUNNERS - 1), True]
    assert len(done) == ROUNDS


@pytest.mark.django_db(transaction=True)
def test_without_the_lease_each_of_them_would(jobs: dict[str, Job]) -> None:
    """The control: the race is real."""
    done: list[object] = []
    periodic("bells", every=timedelta(hours=1))(done.append)
    with patch.object(actions, "take_lease", lambda **_: 1):
        assert race(jobs["bells"], 0) == [True] * RUNNERS
    assert len(done) == RUNNERS
