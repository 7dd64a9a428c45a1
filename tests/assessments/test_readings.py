"""What answers come to is worked out from the answers, each time they are shown."""

from datetime import timedelta
from uuid import uuid4

from stillroom.assessments.documents import Sheet
from stillroom.assessments.encoding import encode
from stillroom.assessments.readings import Measure, flags_of_answer, measures, reading_of, words_of
from stillroom.core.charts.model import Mark
from stillroom.core.instruments.change import Change
from stillroom.core.instruments.model import Option
from tests.assessments.walking import PHQ9
from tests.cast import NOW

HEAVY = (2, 2, 2, 2, 2, 2, 2, 2, 0, 1)
LIGHT = (1, 1, 1, 1, 1, 1, 1, 1, 0, 1)
OPEN = (None,) * 10


def over_time(*several: tuple[int | None, ...]) -> tuple[Measure, ...]:
    return measures(
        (Sheet("phq-9", PHQ9.version, encode(answers), NOW, NOW + timedelta(weeks=week)), uuid4())
        for week, answers in enumerate(several)
    )


def test_one_sheet_has_a_score_a_band_and_nothing_to_compare_with() -> None:
    (measure,) = over_time(HEAVY)
    main = measure.latest.main
    assert (main.value, main.highest, main.label, main.words) == (
        16,
        27,
        "moderately severe",
        "a heavy load of low-mood signs",
    )
    assert measure.latest.change is None
    assert measure.points == ((NOW, 16, Mark.NONE),)


def test_three_sheets_are_compared_each_with_the_one_before() -> None:
    (measure,) = over_time(LIGHT, HEAVY, LIGHT)
    assert [reading.change for reading in measure.readings] == [None, Change.DETERIORATED, Change.IMPROVED]
    assert [point[1:] for point in measure.points] == [(8, Mark.NONE), (16, Mark.UP), (8, Mark.DOWN)]
    assert [reading.moved for reading in measure.readings] == [None, 8, -8]
    assert measure.since_first is Change.NO_RELIABLE_CHANGE


def test_a_sheet_left_open_has_no_score_and_makes_no_claim_about_change() -> None:
    (measure,) = over_time(LIGHT, OPEN)
    assert (measure.latest.main.value, measure.latest.main.words) == (None, "")
    assert measure.latest.change is Change.UNDETERMINED
    assert [value for _at, value, _mark in measure.points] == [8, None]
    assert (measure.latest.moved, measure.latest.mark, measure.since_first) == (None, Mark.NONE, None)


def test_after_a_sheet_without_a_score_the_last_one_with_a_score_is_compared_with() -> None:
    (measure,) = over_time(LIGHT, OPEN, HEAVY)
    assert (measure.latest.change, measure.latest.moved) == (Change.DETERIORATED, 8)
    assert measure.since_first is Change.DETERIORATED


def test_an_open_risk_question_is_to_be_asked_and_is_no_flag() -> None:
    (measure,) = over_time(OPEN)
    assert measure.latest.flags == ()
    assert [flag.id for flag in measure.latest.to_ask] == ["phq9_si_unanswered"]


def test_one_answer_alone_raises_what_it_raises() -> None:
    found = {value: [flag.id for flag in flags_of_answer(PHQ9, 8, value)] for value in (None, 0, 1, 2, 3)}
    assert found == {
        None: [],
        0: [],
        1: ["phq9_si_positive"],
        2: ["phq9_si_positive", "phq9_si_frequent"],
        3: ["phq9_si_positive", "phq9_si_frequent"],
    }
    assert flags_of_answer(PHQ9, 0, 3) == ()


def test_answers_are_shown_in_their_own_words() -> None:
    (measure,) = over_time((3, *OPEN[1:]))
    assert measure.latest.said[0] == ("Little interest or pleasure in doing things", "Nearly every day")
    assert measure.latest.said[1][1] == ""
    item = PHQ9.items[0]
    assert words_of(item, None) == ""
    assert Option(None, "Not for me") not in item.options


def test_a_record_is_found_among_all_or_not() -> None:
    found = over_time(LIGHT, HEAVY)
    record = found[0].readings[0].record
    assert record is not None
    assert reading_of(found, record) is found[0].readings[0]
    assert reading_of(found, uuid4()) is None
