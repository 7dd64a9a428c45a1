"""When to look at whether it helps: each rule at its edge, and silence where too little is known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from stillroom.core.instruments.offtrack import Course, Sign, reasons, reasons_of_check_ins
from tests.core.instruments.sheets import PHQ9, shipped

BEGUN = date(2026, 3, 2)


def course(*scores: int | None, sessions: int = 0, name: str = "phq-9", apart: int = 1) -> Course:
    days = [BEGUN + timedelta(weeks=apart * place) for place in range(len(scores))]
    return Course(shipped(name), tuple(zip(days, scores, strict=True)), sessions)


def signs(given: Course, weeks: int = 1) -> list[Sign]:
    return [reason.sign for reason in reasons(given, BEGUN + timedelta(weeks=weeks))]


def test_reliably_worse_than_the_first_time_is_a_sign_at_any_time() -> None:
    assert signs(course(8, 14)) == [Sign.WORSE]
    assert signs(course(8, 13)) == []
    assert signs(course(8, 14, 12)) == []  # back within the noise
    assert signs(course(8, None, 14)) == [Sign.WORSE]
    assert signs(course(60, 48, name="who-5")) == [Sign.WORSE]


@pytest.mark.parametrize(
    ("first", "last", "weeks", "sessions", "expected"),
    [
        (15, 11, 6, 0, True),  # 4 points
        (15, 10, 6, 0, False),  # 5 points, a third
        (15, 11, 5, 0, False),  # too soon
        (15, 11, 5, 4, True),  # four sessions
        (15, 11, 5, 3, False),
        (26, 21, 6, 0, True),  # 5 points, but less than a fifth
        (25, 20, 6, 0, False),  # 5 points, a fifth
        (9, 9, 11, 0, False),  # began below 10
        (10, 10, 6, 0, True),
        (20, 11, 11, 0, False),
        (20, 11, 12, 0, True),  # less than half after twelve weeks
        (20, 10, 12, 0, False),
    ],
)
def test_too_little_of_a_fall_on_the_phq9(first: int, last: int, weeks: int, sessions: int, expected: bool) -> None:
    assert (Sign.TOO_LITTLE in signs(course(first, last, sessions=sessions), weeks)) is expected


def test_no_other_measure_has_a_figure_for_how_fast() -> None:
    assert signs(course(20, 20, name="gad-7"), weeks=30) == []


def test_no_reliable_change_after_eight_sessions() -> None:
    assert signs(course(12, 8, sessions=8, name="gad-7")) == []
    assert signs(course(12, 9, sessions=8, name="gad-7")) == [Sign.NO_CHANGE]
    assert signs(course(12, 9, sessions=7, name="gad-7")) == []
    assert signs(course(12, 17, sessions=8, name="gad-7")) == [Sign.WORSE]


def test_two_measures_missed_in_a_row() -> None:
    assert [signs(replace(course(9), missed=missed)) for missed in (0, 1, 2, 3)] == [
        [],
        [],
        [Sign.MISSED],
        [Sign.MISSED],
    ]


@pytest.mark.parametrize(
    ("check_ins", "expected"),
    [
        ((), False),
        (((8, 8, 8, 8),), False),
        (((8, 8, 8, 8), (7, 7, 7, 7)), False),
        (((8, 8, 8, 8), (9, 9, 9, 6)), True),
        (((8, 8, 8, 8), (6, 8, 8, 8), (6, 8, 8, 8)), False),  # told already, after the one before
        (((8, 8, 8, 8), (None, 8, 8, 8), (6, 8, 8, 8)), True),  # the last answer to this question counts
        (((8, 8, 8, 8), (None, None, None, None)), False),
    ],
)
def test_a_dip_of_two_on_any_question_of_the_check_in(
    check_ins: Sequence[Sequence[int | None]], expected: bool
) -> None:
    assert [reason.sign for reason in reasons_of_check_ins(check_ins)] == [Sign.DIPPED] * expected


def test_where_nothing_can_be_compared_nothing_is_claimed() -> None:
    for given in (course(), course(20), course(None, None), course(20, 0, name="itq", sessions=20)):
        assert signs(given, weeks=40) == []


def test_each_reason_says_where_its_figure_is_from() -> None:
    rule = PHQ9.reliable_change
    assert rule is not None
    all_of_them = replace(course(12, 20, sessions=9), missed=2)
    found = (*reasons(all_of_them, BEGUN + timedelta(weeks=20)), *reasons_of_check_ins(((9,), (2,))))
    assert [reason.sign for reason in found] == [Sign.WORSE, Sign.TOO_LITTLE, Sign.MISSED, Sign.DIPPED]
    assert found[0].source == rule.source
    assert all(reason.source for reason in found)
