"""When a note opens, by a clock that this file turns."""

import unicodedata
from datetime import timedelta

import pytest

from stillroom.core.sealing.notes import seal_note
from stillroom.safecalls.working import LASTS, check_ins, is_over, may_open, opens_at, plainly
from tests.cast import NOW

AT = 1_000_000
ALL = int(LASTS.total_seconds())


@pytest.mark.parametrize(
    ("now", "opened", "can"),
    [
        (AT - 1, 0, False),
        (AT, 0, True),
        (AT + ALL - 1, 0, True),
        (AT + ALL, 0, False),
        (AT - 3600, 1, True),  # handed out once, and the clock put back
        (AT + ALL, 5, False),
    ],
)
def test_a_note_opens_at_its_time_and_for_three_days(now: int, opened: int, can: bool):
    assert may_open(AT, opened, now) is can
    assert is_over(AT, now) is (now >= AT + ALL)


def test_check_ins_come_one_after_another_and_the_note_opens_after_the_grace():
    times = check_ins(NOW, 60, 30, 3)
    assert times == tuple(NOW + timedelta(minutes=minutes) for minutes in (60, 90, 120))
    assert opens_at(times, 1, 20) == NOW + timedelta(minutes=110)
    with pytest.raises(IndexError):
        opens_at(times, 3, 20)


def test_a_word_is_the_same_however_it_is_typed():
    assert plainly(" Lemon  TREE ") == plainly("lemontree")
    assert plainly("lemon") != plainly("lemons")
    one_way, the_other = (unicodedata.normalize(form, "canción") for form in ("NFC", "NFD"))
    assert one_way != the_other
    assert plainly(one_way) == plainly(the_other)


def test_a_key_of_another_length_seals_nothing():
    with pytest.raises(ValueError, match="32"):
        seal_note(b"short", b"", "x")
