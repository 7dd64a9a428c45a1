"""Work comes round by the clock, whatever becomes of the clock and of whoever does it."""

from datetime import datetime, timedelta

import pytest

from stillroom.outbox.actions import do_job, settle, take_lease
from stillroom.outbox.models import Lease
from stillroom.outbox.periodic import LEASE, Job, periodic
from stillroom.outbox.queries import due_jobs
from tests.cast import NOW

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
Jobs = dict[str, Job]

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(jobs: Jobs) -> list[datetime]:
    """When "bells" was done; it comes round every hour."""
    times: list[datetime] = []
    periodic("bells", every=HOUR)(times.append)
    return times


def run(now: datetime) -> list[bool]:
    return [do_job(job=job, now=now) for job in due_jobs(now)]


def names(now: datetime) -> list[str]:
    return [job.name for job in due_jobs(now)]


def test_a_new_job_is_due_at_once_and_then_once_a_round(done: list[datetime]) -> None:
    assert run(NOW) == [True]
    assert run(NOW) == run(NOW + HOUR - SECOND) == []
    assert run(NOW + HOUR) == [True]
    assert done == [NOW, NOW + HOUR]


def test_rounds_that_were_slept_through_are_done_once(done: list[datetime]) -> None:
    for now in (NOW, NOW + 100 * HOUR, NOW + 100 * HOUR + SECOND):
        run(now)
    assert done == [NOW, NOW + 100 * HOUR]


def test_jobs_come_in_the_order_of_their_names(jobs: Jobs) -> None:
    for name in ("cats", "ants", "bees"):
        periodic(name, every=HOUR)(id)
    assert names(NOW) == ["ants", "bees", "cats"]


def test_while_one_runner_is_at_it_no_other_may(done: list[datetime], jobs: Jobs) -> None:
    assert take_lease(job=jobs["bells"], now=NOW) == 1
    assert take_lease(job=jobs["bells"], now=NOW + SECOND) == 0
    assert not do_job(job=jobs["bells"], now=NOW + LEASE - SECOND)
    assert done == []


def test_a_job_that_was_due_when_the_runner_looked_is_not_done_twice(done: list[datetime]) -> None:
    """Two runners saw the same job due; the second comes to it after the first has finished."""
    (seen,) = due_jobs(NOW)
    assert do_job(job=seen, now=NOW)
    assert not do_job(job=seen, now=NOW + SECOND)
    assert done == [NOW]


def test_the_lease_of_a_runner_that_died_ends(done: list[datetime], jobs: Jobs) -> None:
    take_lease(job=jobs["bells"], now=NOW)
    assert names(NOW + LEASE - SECOND) == []
    assert run(NOW + LEASE) == [True]
    assert done == [NOW + LEASE]


def test_a_job_that_comes_round_faster_than_a_lease_ends_is_still_done_by_one(jobs: Jobs) -> None:
    periodic("ticks", every=timedelta(seconds=10))(id)
    take_lease(job=jobs["ticks"], now=NOW)
    assert names(NOW + LEASE - SECOND) == []
    assert names(NOW + LEASE) == ["ticks"]


def test_a_job_that_breaks_stops_no_other_and_is_tried_again(
    done: list[datetime], jobs: Jobs, caplog: pytest.LogCaptureFixture
) -> None:
    broken = [True]

    @periodic("alarm", every=HOUR)
    def alarm(_now: datetime) -> None:
        if broken:
            raise OSError("words of somebody")

    assert run(NOW) == [False, True]
    assert done == [NOW]
    assert names(NOW + LEASE - SECOND) == []
    assert run(NOW + LEASE) == [False]
    broken.clear()
    assert run(NOW + 2 * LEASE) == [True]
    assert names(NOW + 2 * LEASE + SECOND) == []
    assert caplog.messages == ["job alarm, attempt 1: OSError", "job alarm, attempt 2: OSError"]
    assert Lease.objects.get(job="alarm").attempts == 0


@pytest.mark.parametrize("back", [HOUR, timedelta(days=400)])
def test_a_clock_put_back_does_not_stop_the_work(done: list[datetime], back: timedelta) -> None:
    run(NOW)
    assert run(NOW - back - SECOND) == [True]
    assert len(done) == 2
    assert run(NOW - back) == []


def test_a_lease_from_before_the_clock_was_put_back_ends_too(done: list[datetime], jobs: Jobs) -> None:
    take_lease(job=jobs["bells"], now=NOW)
    assert names(NOW - timedelta(days=400)) == ["bells"]


def test_a_clock_put_forward_and_back_again_does_it_once_more_and_goes_on(done: list[datetime]) -> None:
    for now in (NOW, NOW + timedelta(days=4_000), NOW + SECOND, NOW + 2 * SECOND):
        run(now)
    assert done == [NOW, NOW + timedelta(days=4_000), NOW + SECOND]
    assert run(NOW + HOUR + SECOND) == [True]


def test_a_row_of_a_job_that_is_no_more_harms_nothing(done: list[datetime], jobs: Jobs) -> None:
    settle(job=Job("gone", HOUR, id), now=NOW)
    take_lease(job=jobs["bells"], now=NOW)
    jobs.clear()
    assert due_jobs(NOW + 100 * HOUR) == ()


def test_a_lease_says_nothing_about_anybody(done: list[datetime]) -> None:
    run(NOW)
    row = Lease.objects.values().get()
    assert row == {"job": "bells", "due_at": int((NOW + HOUR).timestamp()), "leased_until": 0, "attempts": 0}


def test_a_job_that_is_due_waits_for_a_good_moment(jobs: Jobs) -> None:
    done: list[datetime] = []
    periodic("owls", every=HOUR, when=lambda now: now >= NOW + 3 * HOUR)(done.append)
    assert run(NOW) == run(NOW + 2 * HOUR) == []
    assert run(NOW + 3 * HOUR) == [True]
    assert run(NOW + 3 * HOUR + SECOND) == []
