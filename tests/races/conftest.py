"""The cast over a database file that really commits, so that threads meet in it."""

from datetime import UTC, datetime

import pytest

from stillroom.practice.listings import Listing
from stillroom.scheduling.actions import set_hours
from stillroom.scheduling.models import OpeningHours
from stillroom.scheduling.queries import free_times
from tests.care.cast import list_person, toms
from tests.care.pair import pair

__all__ = ["list_person", "pair", "toms"]


@pytest.fixture(autouse=True)
def really_commits(transactional_db: None) -> None:
    """Each test of this folder."""


@pytest.fixture
def starts(toms: Listing) -> list[str]:
    """Tom's free times, an hour apart: free day and night, because pages read the real clock."""
    every_day = ", ".join(f"{day} 00:00 00:00" for day in range(7))
    set_hours(week=OpeningHours(therapist=toms.id, zone=toms.zone, windows=every_day, notice_hours=0))
    return [start.isoformat() for start in free_times(None, toms, datetime.now(UTC))[10:60:2]]
