"""Answers on a command line: one sheet, however the shell has cut it up."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.instruments.answers import AnswerError
from stillroom.core.instruments.written import read_answers

goal = st.dictionaries(st.sampled_from(["first", "latest", "a,b", "}{"]), st.none() | st.integers(-9, 99), min_size=1)
answers = st.lists(st.none() | st.just("NA") | st.integers(-999, 9999) | goal, min_size=1, max_size=30)


def written(answer: object) -> str:
    return "" if answer is None else json.dumps(answer) if isinstance(answer, dict) else str(answer)


@given(answers)
def test_one_argument_is_read_back_as_it_was_meant(given_: list[object]) -> None:
    assert read_answers([",".join(written(each) for each in given_)]) == given_


@given(answers)
def test_an_argument_for_each_answer_is_the_same(given_: list[object]) -> None:
    assert read_answers([written(each) for each in given_]) == given_


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9), st.sampled_from(["{}, ", "{} ,", "{} , "]))
def test_spaces_beside_commas_leave_nothing_open(given_: list[int], between: str) -> None:
    text = "".join(between.format(each) for each in given_[:-1]) + str(given_[-1])
    assert read_answers(text.split()) == given_


def test_what_is_empty_is_open() -> None:
    assert read_answers([""]) == [None]
    assert read_answers([",,"]) == [None, None, None]
    assert read_answers(["1", "", "2"]) == [1, None, 2]
    assert read_answers(["0,1,"]) == [0, 1, None]
    assert read_answers([" 1 , NA "]) == [1, "NA"]
    assert read_answers(["-1,0"]) == [-1, 0]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("1,x", "answer 2"),
        ("1.5", "answer 1"),
        ("1,na", "answer 2"),
        ("+1", "answer 1"),
        ("٣", "answer 1"),
        ("9" * 5000, "answer 1"),
        ("1e3", "answer 1"),
        ("nan", "answer 1"),
        ("true", "answer 1"),
        ("[1,2]", "answer 1"),
        ('{"first":1', "answer 1"),
        ('{"first":NaN}', "answer 1"),
        ('{"first":1,"first":2}', "answer 1"),
        ('{"first":1} {"first":2}', "answer 1"),
        ('0,{"a":' + "[" * 100_000, "answer 2"),
        ('{"first":' + "9" * 5000 + "}", "answer 1"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_place_and_not_repeated(text: str, item: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_answers([text])
    assert caught.value.item == item
    assert text not in str(caught.value)
