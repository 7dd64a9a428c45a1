"""What the desk reads from other rooms' covers about one person."""

from datetime import timedelta

import pytest

from stillroom.assessments.documents import Latest, Sheet, newest
from stillroom.assessments.encoding import encode
from stillroom.assessments.queries import instrument_of, measures_of
from stillroom.base.ids import new_id
from stillroom.desk.seams import HIGH, WIDE, trend_in
from stillroom.vault.covers import Cover
from stillroom.vault.documents import fields_of
from tests.cast import NOW, Person

LOW, HEAVY = (0,) * 9 + (0,), (3,) * 8 + (0, 2)
OPEN = (None,) * 10


def sheet(answers: tuple[int | None, ...], days: int, name: str = "phq-9") -> Sheet:
    at = NOW - timedelta(days=days)
    return Sheet(name, instrument_of(None, name).version, encode(answers), at, at)


def cover(*sheets: Sheet) -> Cover:
    return Cover(new_id(), "Ada", {"measures": fields_of(Latest(newest(sheets)))} if sheets else {})


@pytest.mark.parametrize(
    ("first", "last", "way"), [(LOW, HEAVY, "worse"), (HEAVY, LOW, "better"), (HEAVY, HEAVY, "steady")]
)
def test_a_trend_says_what_is_more_than_noise(tom: Person, first, last, way: str) -> None:
    trend = trend_in(measures_of(tom.keyholder, cover(sheet(first, 14), sheet(last, 0))))
    assert trend is not None
    assert (trend.way, trend.said) == (way, f"PHQ-9 {sum(each or 0 for each in last[:9])}")


def test_its_line_is_true_to_time_and_to_the_whole_scale(tom: Person) -> None:
    trend = trend_in(measures_of(tom.keyholder, cover(sheet(LOW, 40), sheet(LOW, 30), sheet(HEAVY, 0))))
    assert trend is not None
    places = [tuple(map(float, place.split(","))) for place in trend.line.split()]
    assert [x for x, _y in places] == [0, WIDE / 4, WIDE]
    assert [y for _x, y in places] == [HIGH, HIGH, pytest.approx(HIGH * (1 - 24 / 27), abs=0.05)]


def test_one_score_alone_is_a_number_and_no_trend(tom: Person) -> None:
    trend = trend_in(measures_of(tom.keyholder, cover(sheet(HEAVY, 3))))
    assert trend is not None and (trend.way, trend.line, trend.said) == ("", "", "PHQ-9 24")


def test_what_has_no_score_has_no_trend(tom: Person) -> None:
    assert trend_in(measures_of(tom.keyholder, cover())) is None
    assert trend_in(measures_of(tom.keyholder, cover(sheet(OPEN, 1)))) is None


def test_the_questionnaire_that_was_answered_last_is_the_one(tom: Person) -> None:
    trend = trend_in(measures_of(tom.keyholder, cover(sheet(HEAVY, 9), sheet((1,) * 7, 1, "gad-7"))))
    assert trend is not None and trend.said == "GAD-7 7"
