"""The PHQ-9: what holds for it beside the laws of `test_catalogue.py`."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.scoring import score, shown
from tests.core.instruments.sheets import PHQ9

NINE = 9
raw = st.integers(0, 3)
maybe = st.none() | raw
full_sheets = st.tuples(st.lists(raw, min_size=NINE, max_size=NINE), maybe).map(lambda both: [*both[0], both[1]])


def with_gaps(most: int) -> st.SearchStrategy[list[Answer]]:
    """Sheets with up to `most` of the nine unanswered."""
    return st.tuples(full_sheets, st.sets(st.integers(0, NINE - 1), max_size=most)).map(
        lambda both: [None if place in both[1] else answer for place, answer in enumerate(both[0])]
    )


sheets = with_gaps(4) | st.lists(maybe, min_size=NINE + 1, max_size=NINE + 1)


def total(answers: list[Answer]) -> int | float | None:
    return score(PHQ9, answers).scores["total"]


def flags(answers: list[Answer]) -> list[str]:
    return [flag.id for flag in score(PHQ9, answers).flags]


@given(full_sheets)
def test_a_full_sheet_is_the_plain_sum_and_stays_in_range(answers: list[Answer]) -> None:
    value = total(answers)
    assert value == sum(answer for answer in answers[:NINE] if answer is not None)
    assert 0 <= value <= 27


@given(sheets)
def test_no_sheet_leaves_the_range_or_lacks_a_band(answers: list[Answer]) -> None:
    result = score(PHQ9, answers)
    value = result.scores["total"]
    assert value is None or 0 <= value <= 27
    assert (result.bands["total"] is None) == (value is None)


@given(full_sheets, st.integers(0, NINE - 1))
def test_one_worse_answer_never_lowers_the_total(answers: list[int], place: int) -> None:
    assume(answers[place] < 3)
    worse = [*answers]
    worse[place] += 1
    assert total(worse) == total(answers) + 1  # type: ignore[operator]


@given(with_gaps(2), st.integers(0, NINE - 1))
def test_one_worse_answer_never_lowers_a_prorated_total(answers: list[Answer], place: int) -> None:
    answer = answers[place]
    assume(isinstance(answer, int) and answer < 3)
    worse = [*answers]
    worse[place] = answer + 1  # type: ignore[operator]
    assert total(worse) >= total(answers)  # type: ignore[operator]


@given(sheets, st.permutations(range(NINE)))
def test_the_total_does_not_care_which_question_was_which(answers: list[Answer], order: list[int]) -> None:
    assert total([*(answers[place] for place in order), answers[NINE]]) == total(answers)


@given(sheets)
def test_up_to_two_missing_are_made_up_for_by_the_mean_of_the_others(answers: list[Answer]) -> None:
    answered = [answer for answer in answers[:NINE] if isinstance(answer, int)]
    if NINE - len(answered) > 2:
        assert total(answers) is None
    else:
        exact = Fraction(sum(answered) * NINE, len(answered))
        assert total(answers) == int(exact + Fraction(1, 2))


def test_half_a_point_is_rounded_up() -> None:
    # The only halves that nine items can have: 8 answered add a multiple of 9/8.
    assert total([1, 1, 1, 1, 0, 0, 0, 0, None, None]) == 5  # 4.5
    assert total([3, 3, 3, 3, 0, 0, 0, 0, None, None]) == 14  # 13.5


@given(sheets)
def test_flags_come_from_question_nine_alone(answers: list[Answer]) -> None:
    ninth = answers[NINE - 1]
    alone: list[Answer] = [None] * (NINE - 1) + [ninth, None]
    assert flags(answers) == flags(alone)
    assert ("phq9_si_positive" in flags(answers)) == (isinstance(ninth, int) and ninth >= 1)
    assert ("phq9_si_frequent" in flags(answers)) == (isinstance(ninth, int) and ninth >= 2)
    assert ("phq9_si_unanswered" in flags(answers)) == (ninth is None)


def test_a_flag_stands_when_there_is_no_score() -> None:
    result = score(PHQ9, [None] * 8 + [2, None])
    assert result.scores == {"total": None}
    assert [(flag.id, flag.level.value) for flag in result.flags] == [
        ("phq9_si_positive", "elevated"),
        ("phq9_si_frequent", "high"),
    ]


@given(full_sheets, maybe)
def test_the_last_question_is_not_scored(answers: list[Answer], difficulty: Answer) -> None:
    assert score(PHQ9, answers).to_json() == score(PHQ9, [*answers[:NINE], difficulty]).to_json()


@given(sheets)
def test_the_last_question_is_asked_once_something_was_a_problem(answers: list[Answer]) -> None:
    asked = shown(PHQ9, answers)
    assert all(asked[:NINE])
    assert asked[NINE] == any(isinstance(answer, int) and answer >= 1 for answer in answers[:NINE])
