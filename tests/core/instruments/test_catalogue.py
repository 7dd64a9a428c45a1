"""Every instrument of the catalogue against its worked examples, and laws that hold for every sheet of each."""

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.model import Instrument, Policy
from stillroom.core.instruments.scoring import score
from tests.core.instruments.sheets import CATALOGUE, GAD7, PCL5, PHQ9, examples_of

ALL = (GAD7, PCL5, PHQ9)
EXAMPLES = [(each, example) for each in ALL for example in examples_of(each.id)]


def _sheets(instrument: Instrument, gaps: bool) -> st.SearchStrategy[tuple[Instrument, list[Answer]]]:
    assert len({item.values for item in instrument.items}) == 1
    answer = st.integers(instrument.items[0].lowest, instrument.items[0].highest)
    count = len(instrument.items)
    sheet = st.lists(st.none() | answer if gaps else answer, min_size=count, max_size=count)
    return st.tuples(st.just(instrument), sheet)


# Made once: to build these anew for each example is what takes long.
SHEETS = st.one_of([_sheets(each, gaps=True) for each in ALL])
FULL = st.one_of([_sheets(each, gaps=False) for each in ALL])


def test_no_instrument_is_left_out() -> None:
    files = {path.name.split(".")[0] for path in CATALOGUE.glob("*.json")}
    assert {each.id for each in ALL} == files


@pytest.mark.parametrize(("instrument", "example"), EXAMPLES, ids=lambda each: getattr(each, "id", None))
def test_each_worked_example_gives_exactly_what_is_expected(instrument: Instrument, example: dict[str, object]) -> None:
    result = score(instrument, example["answers"]).to_json()  # type: ignore[arg-type]
    assert json.dumps(result) == json.dumps(example["expected"]), example["name"]


@pytest.mark.parametrize("instrument", ALL, ids=lambda each: each.id)
def test_there_are_worked_examples_for_every_band_cutoff_and_flag(instrument: Instrument) -> None:
    expected = [example["expected"] for example in examples_of(instrument.id)]
    assert {each["bands"]["total"] for each in expected} >= {band.label for band in instrument.scores[0].bands}  # type: ignore[index]
    assert {name for each in expected for name in each["cutoffs_met"]} == {each.id for each in instrument.cutoffs}  # type: ignore[index]
    flags = {rule.flag.id for rule in (*instrument.risk_rules, *instrument.risk_missing)}
    assert {flag for each in expected for flag in each["flags"]} == flags  # type: ignore[index]


@given(SHEETS)
def test_no_sheet_leaves_the_range_of_a_score_or_lacks_a_band(drawn: tuple[Instrument, list[Answer]]) -> None:
    instrument, answers = drawn
    result = score(instrument, answers)
    for each in instrument.scores:
        value = result.scores[each.id]
        assert value is None or each.lowest <= value <= (each.highest or value)
        if each.bands:
            assert (result.bands[each.id] is None) == (value is None)


@given(SHEETS, st.data())
def test_one_worse_answer_never_lowers_a_score(drawn: tuple[Instrument, list[Answer]], data: st.DataObject) -> None:
    instrument, answers = drawn
    place = data.draw(st.integers(0, len(answers) - 1))
    answer = answers[place]
    assume(isinstance(answer, int) and answer < instrument.items[place].highest)
    worse = [*answers[:place], answer + 1, *answers[place + 1 :]]  # type: ignore[operator]
    before, after = score(instrument, answers).scores, score(instrument, worse).scores
    for name, value in before.items():
        assert (value is None) == (after[name] is None)
        assert value is None or after[name] >= value  # type: ignore[operator]


@given(SHEETS, st.randoms(use_true_random=False))
def test_a_score_does_not_care_which_of_its_questions_was_which(
    drawn: tuple[Instrument, list[Answer]], random: object
) -> None:
    instrument, answers = drawn
    for each in instrument.scores:
        places = [term.place for term in each.terms]
        mixed = [*places]
        random.shuffle(mixed)  # type: ignore[attr-defined]
        moved = [*answers]
        for to, source in zip(places, mixed, strict=True):
            moved[to] = answers[source]
        assert score(instrument, moved).scores[each.id] == score(instrument, answers).scores[each.id]


@given(FULL)
def test_a_full_sheet_is_the_plain_sum(drawn: tuple[Instrument, list[Answer]]) -> None:
    instrument, answers = drawn
    for each in instrument.scores:
        assert score(instrument, answers).scores[each.id] == sum(answers[term.place] for term in each.terms)  # type: ignore[misc]


@given(SHEETS)
def test_too_many_open_answers_leave_no_score(drawn: tuple[Instrument, list[Answer]]) -> None:
    instrument, answers = drawn
    result = score(instrument, answers)
    for each in instrument.scores:
        missing = sum(answers[term.place] is None for term in each.terms)
        allowed = each.missing.max_missing if each.missing.policy is Policy.PRORATE else 0
        assert (result.scores[each.id] is None) == (missing > allowed)


@given(SHEETS)
def test_a_flag_comes_from_its_own_answer_alone(drawn: tuple[Instrument, list[Answer]]) -> None:
    instrument, answers = drawn
    met = {flag.id for flag in score(instrument, answers).flags}
    for rule in instrument.risk_rules:
        alone: list[Answer] = [None] * len(answers)
        alone[rule.place] = answers[rule.place]
        assert (rule.flag.id in met) == (rule.flag in score(instrument, alone).flags)
