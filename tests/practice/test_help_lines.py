"""Is anybody there when the page says so?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stillroom.practice.help_lines import (
    ALWAYS,
    DAYS,
    HelpLine,
    Hours,
    Police,
    Window,
    is_open,
    next_change,
    opening_text,
    parse_window,
    shown,
)

LOS_ANGELES = ZoneInfo("America/Los_Angeles")
NEW_YORK = "America/New_York"
MINUTE = timedelta(minutes=1)


def line(*windows: str, zone: ZoneInfo = LOS_ANGELES) -> HelpLine:
    hours = Hours(zone, tuple(window for text in windows for window in parse_window(text)))
    return HelpLine(
        id="peers",
        name="Peers",
        what="Somebody to talk to.",
        call="+1 (555) 010-0199",
        text="",
        text_word="",
        chat="",
        hours=hours,
        languages=("en",),
        last_verified=date(2026, 11, 23),
        may_bring_police=Police.UNKNOWN,
        note="",
    )


WEEKDAYS = line("Mon-Fri 10:00-18:00")
ROUND_THE_CLOCK = replace(WEEKDAYS, hours=Hours(LOS_ANGELES, ALWAYS))
HOURS_UNKNOWN = replace(WEEKDAYS, hours=Hours(LOS_ANGELES, None))


def test_a_line_opens_at_the_minute_it_says_and_is_closed_at_the_minute_it_ends() -> None:
    monday = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # 10:00 in Los Angeles
    assert is_open(WEEKDAYS, monday - MINUTE) is False
    assert is_open(WEEKDAYS, monday) is True
    assert is_open(WEEKDAYS, monday + timedelta(hours=8) - MINUTE) is True
    assert is_open(WEEKDAYS, monday + timedelta(hours=8)) is False


def test_summer_time_moves_the_instant_and_not_the_hour_on_the_wall() -> None:
    winter, summer = datetime(2027, 3, 12, 18, tzinfo=UTC), datetime(2027, 3, 15, 17, tzinfo=UTC)
    assert is_open(WEEKDAYS, winter) and not is_open(WEEKDAYS, winter - MINUTE)
    assert is_open(WEEKDAYS, summer) and not is_open(WEEKDAYS, summer - MINUTE)


def test_a_night_line_is_open_past_midnight_and_past_the_end_of_the_week() -> None:
    night = line("Sun 22:00-02:00")
    assert is_open(night, datetime(2026, 11, 22, 23, 30, tzinfo=LOS_ANGELES))
    assert is_open(night, datetime(2026, 11, 23, 1, 59, tzinfo=LOS_ANGELES))
    assert not is_open(night, datetime(2026, 11, 23, 2, 0, tzinfo=LOS_ANGELES))
    assert not is_open(night, datetime(2026, 11, 23, 22, 0, tzinfo=LOS_ANGELES))


def test_days_may_run_over_the_end_of_the_week() -> None:
    assert parse_window("Sat-Mon 09:00-10:00") == tuple(Window(day * 1440 + 540, day * 1440 + 600) for day in (5, 6, 0))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "always",
        "Mon",
        "Mon 9:00-17:00",
        "Mon 10:00-10:00",
        "Mon 24:00-02:00",
        "Mon 10:60-11:00",
        "Mon 10:00-24:01",
        "Mom 10:00-12:00",
        "Mon-Fry 10:00-12:00",
        " Mon 10:00-12:00",
        "Mon 10:00-12:00 ",
    ],
)
def test_hours_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not|no time"):
        parse_window(text)


def test_unknown_hours_are_neither_open_nor_closed() -> None:
    now = datetime(2026, 11, 23, 18, tzinfo=UTC)
    assert is_open(HOURS_UNKNOWN, now) is None
    assert next_change(HOURS_UNKNOWN, now) is None
    assert "do not know" in opening_text(HOURS_UNKNOWN, now, NEW_YORK)


def test_a_line_that_never_closes_never_changes() -> None:
    now = datetime(2026, 11, 23, 18, tzinfo=UTC)
    assert is_open(ROUND_THE_CLOCK, now)
    assert next_change(ROUND_THE_CLOCK, now) is None
    assert opening_text(ROUND_THE_CLOCK, now, NEW_YORK) == "Open day and night."


def test_seven_days_of_24_hours_written_out_never_close_either() -> None:
    written = line("Mon-Sun 00:00-24:00")
    now = datetime(2026, 11, 23, 18, tzinfo=UTC)
    assert is_open(written, now)
    assert next_change(written, now) is None
    assert opening_text(written, now, NEW_YORK) == "Open day and night."


def test_the_visitor_reads_the_hours_by_their_own_clock_and_the_zone_is_named() -> None:
    monday_noon = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert opening_text(WEEKDAYS, monday_noon, NEW_YORK) == "Open now, until 9:00\xa0PM your time (New York)."
    monday_night = datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert opening_text(WEEKDAYS, monday_night, NEW_YORK) == (
        "Closed now. Opens tomorrow, 1:00\xa0PM your time (New York)."
    )
    saturday = datetime(2026, 11, 28, 20, tzinfo=UTC)
    assert opening_text(WEEKDAYS, saturday, LOS_ANGELES.key) == (
        "Closed now. Opens Mon 30 Nov, 10:00\xa0AM your time (Los Angeles)."
    )


def test_a_clock_that_may_not_be_theirs_is_called_by_its_city_alone() -> None:
    monday_night = datetime(2026, 11, 24, 3, tzinfo=UTC)
    said = opening_text(WEEKDAYS, monday_night, LOS_ANGELES.key, own=False)
    assert said == "Closed now. Opens tomorrow, 10:00\xa0AM by the clock of Los Angeles."


def test_a_window_inside_the_hour_that_spring_skips_does_not_open_that_night() -> None:
    night = line("Sun 02:00-02:30")
    before = datetime(2027, 3, 14, 9, 59, tzinfo=UTC)  # 01:59, and the next minute reads 03:00
    assert not is_open(night, before + MINUTE)
    in_a_week = datetime(2027, 3, 21, 2, 0, tzinfo=LOS_ANGELES)
    assert next_change(night, before) == in_a_week
    assert next_change(night, before - timedelta(days=6, hours=23)) == in_a_week


clock = st.integers(0, 1439).map(lambda minute: f"{minute // 60:02}:{minute % 60:02}")
window = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS), clock, clock).filter(lambda w: w[2] != w[3])


@settings(max_examples=60, deadline=None)
@given(
    windows=st.lists(window, min_size=1, max_size=2),
    zone=st.sampled_from(["America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "UTC"]),
    start=st.datetimes(datetime(2027, 3, 10), datetime(2027, 4, 6))  # noqa: DTZ001 made aware below
    | st.datetimes(datetime(2027, 10, 28), datetime(2027, 11, 8)),  # noqa: DTZ001
)
def test_the_next_change_is_the_one_that_watching_the_clock_finds(
    windows: list[tuple[str, str, str, str]], zone: str, start: datetime
) -> None:
    watched = line(*(f"{a}-{b} {c}-{d}" for a, b, c, d in windows), zone=ZoneInfo(zone))
    now = start.replace(second=0, microsecond=0, tzinfo=UTC)
    found = next_change(watched, now)
    state = is_open(watched, now)
    minutes = (now + step * MINUTE for step in range(1, 3 * 24 * 60))
    seen = next((minute for minute in minutes if is_open(watched, minute) != state), None)
    if seen is None:
        assert found is None or found >= now + timedelta(days=3) - MINUTE
    else:
        assert found == seen


def test_numbers_are_dialled_without_their_punctuation() -> None:
    assert WEEKDAYS.dial == "+15550100199"


def test_a_page_gets_a_line_in_words() -> None:
    night = datetime(2026, 11, 24, 3, tzinfo=UTC)
    by_text = replace(WEEKDAYS, text="741741", text_word="HOME", languages=("en", "es"), note="Free.")
    printed = shown(by_text, night, "UTC")
    assert printed.open is False
    assert printed.hours == "Closed now. Opens 6:00\xa0PM your time (UTC)."
    assert printed.languages == ("English", "Spanish")
    assert printed.police == "unknown"
    assert printed.note == "Send the word HOME to 741741. Free."
    assert shown(WEEKDAYS, night, "UTC").note == ""
