"""Every room's jobs are known as soon as the product runs."""

import re
from datetime import timedelta

import pytest
from django.conf import settings

from stillroom.outbox.periodic import JOBS, Job, periodic

NAMED = re.compile(r'@periodic\(\s*"([a-z.-]+)"')


def test_what_any_room_names_in_its_jobs_is_there() -> None:
    written = {name for path in settings.HOUSE.glob("*/jobs.py") for name in NAMED.findall(path.read_text())}
    assert len(written) >= 4
    assert set(JOBS) == written


def test_each_is_named_after_its_room_and_comes_round_within_a_day() -> None:
    for name, job in JOBS.items():
        assert name.split(".")[0] in settings.ROOMS
        assert timedelta(minutes=1) <= job.every <= timedelta(days=1)


def test_a_name_is_given_once(jobs: dict[str, Job]) -> None:
    first = periodic("bells", every=timedelta(hours=1))(id)
    with pytest.raises(ValueError, match="bells"):
        periodic("bells", every=timedelta(hours=2))(len)
    assert jobs["bells"].work is first
