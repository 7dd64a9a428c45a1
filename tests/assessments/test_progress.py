"""How far somebody has come, and what is asked next."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.assessments.progress import Progress, from_fields, nothing_yet, to_fields
from stillroom.core.instruments.answers import Answer, AnswerError
from tests.assessments.walking import PHQ9
from tests.cast import NOW

BEGUN = nothing_yet(PHQ9, uuid4(), NOW)


def answered(*answers: Answer) -> Progress:
    progress = BEGUN
    for place, answer in enumerate(answers):
        progress = progress.with_answer(place, answer)
    return progress


def test_the_last_question_is_asked_once_something_was_a_problem() -> None:
    assert answered(*[0] * 9).place == len(PHQ9.items)
    assert answered(*[0] * 8, 1).place == 9
    assert answered(*[None] * 9).route == tuple(range(9))


def test_a_skipped_question_counts_as_not_answered_and_moves_on() -> None:
    progress = answered(1, None, 2)
    assert (progress.answered, progress.place) == (2, 3)


def test_one_goes_back_question_by_question_and_from_the_first_to_none() -> None:
    assert [BEGUN.before(place) for place in (0, 1, 8)] == [None, 0, 7]


def test_an_answer_can_be_changed() -> None:
    assert answered(3, 3).with_answer(0, 1).answers[:2] == (1, 3)


@pytest.mark.parametrize("answer", [4, -1, "NA"])
def test_an_answer_that_is_not_offered_is_not_kept(answer: Answer) -> None:
    with pytest.raises(AnswerError):
        BEGUN.with_answer(0, answer)


@given(st.lists(st.none() | st.integers(0, 3), max_size=10))
def test_a_draft_comes_back_as_it_was_on_any_device(answers: list[Answer]) -> None:
    progress = answered(*answers)
    assert from_fields(PHQ9, to_fields(progress)) == progress


@pytest.mark.parametrize(
    "change",
    [
        {"version": "another"},
        {"answers": "   4" * 10},
        {"answers": "   1" * 9},
        {"answers": "1" * 40},
        {"record": "?"},
        {"started": "?"},
        {"place": ""},
    ],
)
def test_a_draft_of_other_questions_or_harmed_is_no_draft(change: dict[str, str]) -> None:
    fields = to_fields(answered(1, 2))
    assert from_fields(PHQ9, fields) is not None
    assert from_fields(PHQ9, {**fields, **change}) is None
    assert from_fields(PHQ9, {}) is None
