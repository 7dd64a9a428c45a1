"""Instants as people read them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from django.utils.translation import override

from stillroom.base.times import city, local_days, local_time, long_date, short_date

EVENING = datetime(2027, 3, 5, 5, 30, tzinfo=UTC)


def test_an_evening_in_los_angeles_is_the_next_day_in_utc():
    read = local_time(EVENING, "America/Los_Angeles")
    assert (read.full_day, read.day) == ("Thursday 4 March", "Thu 4 Mar")
    assert (read.clock, read.city) == ("9:30\xa0PM", "Los Angeles")


def test_the_same_instant_has_another_day_for_someone_further_east():
    read = local_time(EVENING, "Asia/Kathmandu")
    assert (read.day, read.clock, read.city) == ("Fri 5 Mar", "11:15\xa0AM", "Kathmandu")


def test_what_a_form_sends_back_is_the_same_instant():
    assert datetime.fromisoformat(local_time(EVENING, "Europe/Berlin").iso) == EVENING


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/Los_Angeles", "Los Angeles"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
        ("Etc/GMT+8", "GMT+8"),
    ],
)
def test_a_zone_is_named_by_its_city(zone, name):
    assert city(zone) == name


def test_the_hour_that_comes_twice_says_which_one_it_is():
    first = datetime(2027, 11, 7, 8, 30, tzinfo=UTC)
    assert local_time(first, "America/Los_Angeles").clock == "1:30\xa0AM PDT"
    assert local_time(first + timedelta(hours=1), "America/Los_Angeles").clock == "1:30\xa0AM PST"
    assert local_time(first + timedelta(hours=2), "America/Los_Angeles").clock == "2:30\xa0AM"


def test_in_spanish_the_same_clock_reads_as_it_is_said_there():
    with override("es"):
        read = local_time(EVENING, "America/Los_Angeles")
        assert (read.full_day, read.day, read.clock) == ("jueves 4 de marzo", "jue 4 mar", "9:30\xa0p.m.")
    assert local_time(EVENING, "America/Los_Angeles").day == "Thu 4 Mar"


def test_an_instant_without_a_zone_is_a_mistake():
    with pytest.raises(ValueError, match="needs its zone"):
        local_time(EVENING.replace(tzinfo=None), "UTC")


def test_an_unknown_zone_is_a_mistake():
    with pytest.raises(ZoneInfoNotFoundError):
        local_time(EVENING, "Mars/Olympus")


def test_free_times_are_gathered_by_the_readers_days():
    starts = [EVENING + timedelta(hours=hours) for hours in (0, 2, 3, 30)]
    days = local_days(starts, "America/Los_Angeles")
    assert [(day, [time.clock for time in times]) for day, times in days] == [
        ("Thu 4 Mar", ["9:30\xa0PM", "11:30\xa0PM"]),
        ("Fri 5 Mar", ["12:30\xa0AM"]),
        ("Sat 6 Mar", ["3:30\xa0AM"]),
    ]


def test_no_free_times_are_no_days():
    assert local_days([], "UTC") == []


def test_a_date_has_a_long_and_a_short_form():
    assert (long_date(date(2027, 3, 4)), short_date(date(2027, 3, 4))) == ("4 March 2027", "4 Mar")
