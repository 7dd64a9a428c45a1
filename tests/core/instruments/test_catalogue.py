"""Every instrument of the catalogue against its worked examples, and laws that hold for every sheet of each."""

import json
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stillroom.core.instruments.answers import NOT_APPLICABLE, Answer
from stillroom.core.instruments.model import Instrument, Item, Score
from stillroom.core.instruments.scoring import score, shown
from tests.core.instruments.sheets import ALL, CATALOGUE, examples_of

OF_ITEMS = tuple(each for each in ALL if each.goals is None)
EXAMPLES = [(each, example) for each in ALL for example in examples_of(each.id)]
Sheet: TypeAlias = tuple[Instrument, list[Answer]]


def _answer(item: Item, gaps: bool) -> st.SearchStrategy[Answer]:
    given: st.SearchStrategy[Answer] = st.sampled_from(sorted(item.values)[:40])
    if gaps and item.offers_not_applicable:
        given |= st.just(NOT_APPLICABLE)
    return st.none() | given if gaps else given


def _sheets(instrument: Instrument, gaps: bool) -> st.SearchStrategy[Sheet]:
    sheet = st.tuples(*(_answer(item, gaps) for item in instrument.items)).map(list)
    few = st.tuples(sheet, st.tuples(*(_answer(item, False) for item in instrument.items)), st.randoms())
    # A sheet of which most is answered is what people send; all open, or none, is rare.
    mostly = few.map(
        lambda drawn: [a if drawn[2].random() < 0.12 else b for a, b in zip(drawn[0], drawn[1], strict=True)]
    )
    return st.tuples(st.just(instrument), sheet | mostly if gaps else sheet)


# Made once: to build these anew for each example is what takes long.
SHEETS = st.one_of([_sheets(each, gaps=True) for each in OF_ITEMS])
PATTERNED = st.one_of([_sheets(each, gaps=True) for each in OF_ITEMS if each.patterns])
FULL = st.one_of([_sheets(each, gaps=False) for each in OF_ITEMS])


def test_all_twenty_four_are_there() -> None:
    assert {each.id for each in ALL} == {path.name.split(".")[0] for path in CATALOGUE.glob("*.json")}
    assert len(ALL) == 24
    assert sum(len(examples_of(each.id)) for each in ALL) == 132


def test_what_its_owner_has_not_allowed_is_not_shipped() -> None:
    assert not [each.id for each in ALL if each.licence.ship not in ("yes", "yes_with_conditions") or each.id == "brs"]
    assert {each.id for each in ALL if each.licence.non_commercial} == {"who-5", "gbo"}


@pytest.mark.parametrize(("instrument", "example"), EXAMPLES, ids=lambda each: getattr(each, "id", None))
def test_each_worked_example_gives_exactly_what_is_expected(instrument: Instrument, example: dict[str, object]) -> None:
    result = score(instrument, example["answers"]).to_json()  # type: ignore[arg-type]
    assert json.dumps(result) == json.dumps(example["expected"]), example["name"]


@pytest.mark.parametrize("name", ["phq-9", "gad-7", "pcl-5", "core-10", "itq"])
def test_there_are_worked_examples_for_every_band_and_cutoff(name: str) -> None:
    instrument = next(each for each in ALL if each.id == name)
    expected = [example["expected"] for example in examples_of(name)]
    assert instrument.main is not None
    if instrument.main.bands:
        main = instrument.main.id
        assert {each["bands"][main] for each in expected} >= {band.label for band in instrument.main.bands}  # type: ignore[index]
    assert {met for each in expected for met in each["cutoffs_met"]} == {each.id for each in instrument.cutoffs}  # type: ignore[index]


@pytest.mark.parametrize("instrument", ALL, ids=lambda each: each.id)
def test_bands_cover_the_whole_range_and_begin_where_the_last_one_ended(instrument: Instrument) -> None:
    for each in instrument.scores:
        if not each.bands:
            continue
        assert (each.bands[0].min, each.bands[-1].max) == (each.lowest, each.highest)
        # Scores are whole, or have two decimals.
        for one, other in zip(each.bands, each.bands[1:], strict=False):
            assert one.max is not None
            assert round(other.min - one.max, 2) in ({1} if each.method == "sum" else {0.01}) or one.max == 32


@given(SHEETS)
def test_no_sheet_leaves_the_range_of_a_score_or_lacks_a_band(drawn: Sheet) -> None:
    instrument, answers = drawn
    result = score(instrument, answers)
    assert set(result.scores) == {each.id for each in instrument.scores}
    for each in instrument.scores:
        value = result.scores[each.id]
        assert value is None or each.lowest <= value <= (value if each.highest is None else each.highest)  # type: ignore[operator]
        if each.bands:
            assert (result.bands[each.id] is None) == (value is None)
            band = each.band_of(value)
            assert result.bands[each.id] == (band.label if band else None)


@given(SHEETS, st.data())
def test_one_answer_further_on_moves_a_score_its_way_or_not_at_all(drawn: Sheet, data: st.DataObject) -> None:
    """Up where the item counts plainly, down where it is reversed; gates and categories included."""
    instrument, answers = drawn
    place = data.draw(st.integers(0, len(answers) - 1))
    answer, values = answers[place], sorted(instrument.items[place].values)
    assume(isinstance(answer, int) and answer < values[-1])
    more = [*answers[:place], values[values.index(answer) + 1], *answers[place + 1 :]]  # type: ignore[arg-type]
    before, after = score(instrument, answers).scores, score(instrument, more).scores
    for each in instrument.scores:
        if each.gate and each.gate.place == place:
            continue  # a gate decides which answers count at all
        first, then = before[each.id], after[each.id]
        if each.categories:
            assert first is None or then is None or then >= first
            continue
        sign = next((term.sign for term in each.terms if term.place == place), 0)
        assert (first is None) == (then is None)
        assert first is None or ((then - first) * sign >= 0 and (sign != 0 or then == first))  # type: ignore[operator]


@given(SHEETS, st.randoms(use_true_random=False))
def test_a_score_does_not_care_which_of_its_questions_was_which(drawn: Sheet, random: Random) -> None:
    """Among those that are answered alike and counted alike."""
    instrument, answers = drawn
    for each in instrument.scores:
        for places in _alike(instrument, each):
            mixed = [*places]
            random.shuffle(mixed)
            moved = [*answers]
            for to, source in zip(places, mixed, strict=True):
                moved[to] = answers[source]
            assert score(instrument, moved).scores[each.id] == score(instrument, answers).scores[each.id]


def _alike(instrument: Instrument, rule: Score) -> list[list[int]]:
    groups: dict[tuple[object, ...], list[int]] = {}
    for term in rule.terms:
        category = next((each.name for each in rule.categories if term.place in each.places), "")
        gate = rule.gate is not None and rule.gate.place == term.place
        key = (frozenset(instrument.items[term.place].values), term.sign, category, gate)
        groups.setdefault(key, []).append(term.place)
    return list(groups.values())


@given(FULL)
def test_turning_every_item_round_turns_the_score_round(drawn: Sheet) -> None:
    """Reversal is an involution: once it mirrors the score in its range, twice it is where it began."""
    instrument, answers = drawn
    turned = [item.lowest + item.highest - answer for item, answer in zip(instrument.items, answers, strict=True)]  # type: ignore[operator]
    assume(all(answer in item.values for item, answer in zip(instrument.items, turned, strict=True)))
    again = [item.lowest + item.highest - answer for item, answer in zip(instrument.items, turned, strict=True)]
    assert again == answers
    for each in instrument.scores:
        if each.method in ("sum", "mean") and each.gate is None and each.highest is not None:
            first, then = score(instrument, answers).scores[each.id], score(instrument, turned).scores[each.id]
            # Halves of a hundredth go up both ways.
            assert abs(first + then - each.lowest - each.highest) <= 0.0101  # type: ignore[operator]


@given(SHEETS)
def test_too_many_open_answers_leave_no_score_and_fewer_leave_one(drawn: Sheet) -> None:
    instrument, answers = drawn
    result = score(instrument, answers)
    for each in instrument.scores:
        if each.gate or each.categories:
            continue
        open_ = sum(not isinstance(answers[term.place], int) for term in each.terms)
        allowed = {
            "none": 0,
            "prorate": each.missing.max_missing,
        }.get(each.missing.policy.value, len(each.terms) - each.missing.min_answered)
        assert (result.scores[each.id] is None) == (open_ > allowed)


@given(SHEETS)
def test_a_flag_comes_from_its_own_answer_alone(drawn: Sheet) -> None:
    instrument, answers = drawn
    met = {flag.id for flag in score(instrument, answers).flags}
    for rule in instrument.risk_rules:
        alone: list[Answer] = [None] * len(answers)
        alone[rule.place] = answers[rule.place]
        assert (rule.flag.id in met) == (rule.flag in score(instrument, alone).flags)
    for missing in instrument.risk_missing:
        assert (missing.flag.id in met) == (not isinstance(answers[missing.place], int))


@given(PATTERNED, st.data())
def test_filling_a_gap_never_overturns_a_pattern_or_a_class(drawn: Sheet, data: st.DataObject) -> None:
    instrument, answers = drawn
    filled = [
        data.draw(_answer(item, False)) if answer is None else answer
        for item, answer in zip(instrument.items, answers, strict=True)
    ]
    before, after = score(instrument, answers).patterns, score(instrument, filled).patterns
    for name, value in before.items():
        assert value in (None, "undetermined") or after[name] == value


@given(SHEETS)
def test_what_is_asked_is_known_from_the_answers_before_it(drawn: Sheet) -> None:
    instrument, answers = drawn
    asked = shown(instrument, answers)
    for place in range(len(answers)):
        later = [*answers[:place], *([None] * (len(answers) - place))]
        assert shown(instrument, later)[place] == asked[place]
