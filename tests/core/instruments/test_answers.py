import pytest

from stillroom.core.instruments.answers import AnswerError
from stillroom.core.instruments.scoring import score, shown
from tests.core.instruments.sheets import PHQ9, SUM, made, options

FULL: list[object] = [0] * 10


def with_fourth(answer: object) -> list[object]:
    return [*FULL[:3], answer, *FULL[4:]]


@pytest.mark.parametrize("answer", [-1, 4, 10**30])
def test_an_answer_out_of_range_is_refused_by_name(answer: int) -> None:
    with pytest.raises(AnswerError, match=r"^q4: choose one of the answers") as caught:
        score(PHQ9, with_fourth(answer))
    assert caught.value.item == "q4"


@pytest.mark.parametrize("answer", ["1", "", 1.0, float("nan"), True, False, [1], {"level": 1}, b"1", object()])
def test_an_answer_of_another_type_is_refused_by_name(answer: object) -> None:
    with pytest.raises(AnswerError, match="whole number") as caught:
        score(PHQ9, with_fourth(answer))
    assert caught.value.item == "q4"


@pytest.mark.parametrize("answers", [[], [0] * 9, [0] * 11, "0000000000", b"0000000000"])
def test_a_sheet_of_another_length_is_refused(answers: list[object]) -> None:
    for ask in (score, shown):
        with pytest.raises(AnswerError, match="10 answers are needed") as caught:
            ask(PHQ9, answers)
        assert caught.value.item is None


def test_not_applicable_is_taken_only_where_it_is_offered() -> None:
    with pytest.raises(AnswerError, match='no "not applicable"') as caught:
        score(PHQ9, with_fourth("NA"))
    assert caught.value.item == "q4"
    offering = made(SUM, response_options=options(1, 2, 3, 4, 5, "NA"))
    assert score(offering, [1, 5, 1, "NA"]).scores == {"total": None}
    assert score(offering, [1, 5, 1, 1]).scores == {"total": 4}


def test_the_unscored_question_is_checked_as_well() -> None:
    with pytest.raises(AnswerError, match="difficulty"):
        score(PHQ9, [*FULL[:9], 4])


def test_an_error_never_repeats_the_answer() -> None:
    with pytest.raises(AnswerError) as caught:
        score(PHQ9, with_fourth("canary"))
    assert "canary" not in str(caught.value) + repr(caught.value)
