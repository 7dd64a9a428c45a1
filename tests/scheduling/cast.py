"""Tom's week in tests: Monday to Friday, nine to five by his clock, 50 minutes and a pause of ten."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from stillroom.practice.listings import Listing
from stillroom.scheduling.actions import set_hours
from stillroom.scheduling.models import OpeningHours

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
WORKDAYS = ", ".join(f"{day} 09:00 17:00" for day in range(5))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """By Tom's clock, in the week of the tests: day 23 is the Monday, and `NOW` is ten in the morning of it."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LOS_ANGELES)


@pytest.fixture
def week(toms: Listing) -> OpeningHours:
    hours = OpeningHours(therapist=toms.id, zone="America/Los_Angeles", windows=WORKDAYS, notice_hours=24)
    set_hours(week=hours)
    return hours
