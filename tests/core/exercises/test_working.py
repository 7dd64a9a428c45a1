"""Sleep at any hour, energy, and how far fear fell: by numbers worked out by hand."""

import pytest

from stillroom.core.exercises.rows import packed
from stillroom.core.exercises.working import energy, minutes_of, sleep, trial

NIGHT = {"bed": "23:00", "lights": "23:30", "latency": "20", "awake": "40", "woke": "06:45", "up": "07:00"}


@pytest.mark.parametrize(
    ("answers", "in_bed", "asleep", "efficiency"),
    [
        # 8 h in bed; 30 until dark, 20 to fall asleep, 40 awake, 15 after waking: 375 of 480.
        (NIGHT, 480, 375, 78),
        # After a night of work: the same by day.
        ({"bed": "07:00", "up": "13:00"}, 360, 360, 100),
        # Over noon, in an own shift.
        ({"bed": "10:30", "lights": "11:00", "up": "16:30", "latency": "30"}, 360, 300, 83),
        # What is left open counts as nothing.
        ({"bed": "22:00", "up": "06:00"}, 480, 480, 100),
        # An hour in bed and none of it asleep.
        ({"bed": "22:00", "up": "23:00", "awake": "60"}, 60, 0, 0),
    ],
)
def test_sleep_is_worked_out_at_any_hour(answers: dict[str, str], in_bed: int, asleep: int, efficiency: int):
    assert sleep(answers) == {"in_bed": in_bed, "asleep": asleep, "efficiency": efficiency}


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"bed": "23:00"},
        {"bed": "23:00", "up": "23:00"},
        {"bed": "07:00", "up": "06:00"},  # 23 hours: the two were swapped
        {"bed": "23:00", "up": "07:00", "awake": "600"},
        {"bed": "x", "up": "07:00"},
        {**NIGHT, "lights": "22:00"},  # before bed: all of the day would be left
    ],
)
def test_times_that_do_not_fit_give_no_figure(answers: dict[str, str]):
    assert set(sleep(answers).values()) == {None}


@pytest.mark.parametrize(
    ("clock", "minutes"),
    [("00:00", 0), ("7:05", 425), ("23:59", 1439), ("24:00", None), ("12:60", None), ("12", None), ("-1:00", None)],
)
def test_a_clock_is_read(clock: str, minutes: int | None):
    assert minutes_of(clock) == minutes


def test_energy_is_what_comes_in_less_what_goes_out():
    rows = [{"kind": "gives", "much": "3"}, {"kind": "takes", "much": "5"}, {"kind": "takes"}, {"much": "4"}]
    assert energy({"what": packed(rows)}) == {"gives": 3, "takes": 5, "left": -2}
    assert energy({}) == {"gives": None, "takes": None, "left": None}


def test_fear_falls_from_its_peak():
    assert trial({"peak": "80", "end": "35"}) == {"fell": 45}
    assert trial({"peak": "80"}) == {"fell": None}
