"""What was answered cannot be told from how long anything sealed is (pv1 section 4)."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.assessments.catalogue import catalogue
from stillroom.assessments.documents import Latest, OwnResponse, Response, Sheet, newest, sheet_as
from stillroom.assessments.encoding import WIDTH, decode, encode
from stillroom.assessments.progress import nothing_yet, to_fields
from stillroom.core.instruments.answers import Answer
from stillroom.vault.documents import fields_of
from tests.assessments.walking import PHQ9
from tests.cast import NOW

one = st.none() | st.just("NA") | st.integers(-999, 9999)
sheets = st.lists(st.none() | st.integers(0, 3), min_size=10, max_size=10)


def sheet(answers: list[Answer]) -> Sheet:
    return Sheet("phq-9", PHQ9.version, encode(answers), NOW, NOW)


def length(document: object) -> int:
    return len(json.dumps(fields_of(document)))


@given(st.lists(one, max_size=40))
def test_answers_come_back_as_they_were_given(answers: list[Answer]) -> None:
    assert decode(encode(answers)) == tuple(answers)


@given(st.lists(one, min_size=10, max_size=10))
def test_every_answer_takes_the_same_room(answers: list[Answer]) -> None:
    assert len(encode(answers)) == 10 * WIDTH


@given(sheets, sheets)
def test_no_document_and_no_cover_is_longer_for_other_answers(one_sheet: list[Answer], other: list[Answer]) -> None:
    for kind in (Response, OwnResponse):
        assert length(sheet_as(kind, sheet(one_sheet))) == length(sheet_as(kind, sheet(other)))
    assert length(Latest((sheet(one_sheet),))) == length(Latest((sheet(other),)))


@given(st.none() | st.integers(0, 3), st.none() | st.integers(0, 3))
def test_no_draft_is_longer_for_another_answer(one_answer: Answer, other: Answer) -> None:
    begun = nothing_yet(PHQ9, uuid4(), NOW)
    for place in range(8):
        drafts = [to_fields(begun.with_answer(place, answer)) for answer in (one_answer, other)]
        assert len(json.dumps(drafts[0])) == len(json.dumps(drafts[1]))


def test_plain_lists_of_answers_would_tell() -> None:
    assert len(json.dumps([None] * 10)) != len(json.dumps([3] * 10))


@pytest.mark.parametrize("text", ["1", "   1  ", "  x1", "1   ", "  01", "1.50", "  na", " + 1", "  ١", "   ١"])
def test_what_was_not_written_here_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r"answers|invalid literal"):
        decode(text)


@pytest.mark.parametrize("answer", [10_000, -1000])
def test_an_answer_too_wide_is_a_bug(answer: int) -> None:
    with pytest.raises(ValueError, match="wider"):
        encode([answer])


def test_every_answer_that_an_instrument_takes_has_room() -> None:
    for instrument in catalogue().values():
        for item in instrument.items:
            assert decode(encode(list(item.values))) == tuple(item.values)


def test_the_cover_keeps_the_first_and_the_newest_five_of_each_questionnaire() -> None:
    several = [
        Sheet(name, "1", encode([number]), NOW, NOW + timedelta(days=number)) for number in range(9) for name in "ab"
    ]
    kept = newest(reversed(several))
    assert len(kept) == 12
    assert {decode(each.answers)[0] for each in kept} == {0, 4, 5, 6, 7, 8}
    assert list(kept) == sorted(kept, key=lambda each: each.finished)
    assert newest([replace(several[0], instrument="c"), *several])[0].instrument == "c"
