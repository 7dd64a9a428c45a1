"""Sums, means, percentages, reversal and missing answers on invented instruments."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.instruments.rounding import hundredths_half_up, whole_half_up
from stillroom.core.instruments.scoring import score
from tests.core.instruments.sheets import NO_MISSING, SUM, item, made, options, score_data

MEAN_OF_THREE = {"policy": "mean_of_answered", "min_answered": 3, "round": "2dp_half_up"}
ANSWERED_ONLY = {"policy": "answered_only", "min_answered": 1, "round": "2dp_half_up"}
OPTIONS_0_TO_6 = options(0, 1, 2, 3, 4, 5, 6, "NA")
FOUR_PLAIN = [item(name) for name in ("q1", "q2", "q3", "q4")]

sums = made(SUM)
means = made(score_data("mean", 1, 5, missing=MEAN_OF_THREE))
strict_means = made(score_data("mean", 1, 5, missing=NO_MISSING))
percents = made(
    score_data("percent_of_max", 0, 100, missing=ANSWERED_ONLY, item_max=6),
    items=FOUR_PLAIN,
    response_options=OPTIONS_0_TO_6,
)
four = st.lists(st.integers(1, 5), min_size=4, max_size=4)


def value(instrument: object, *answers: object) -> object:
    return score(instrument, answers).scores["total"]  # type: ignore[arg-type]


def test_a_reversed_item_counts_the_other_way_round() -> None:
    assert value(sums, 1, 5, 1, 1) == 4
    assert value(sums, 1, 1, 1, 1) == 8


@given(four)
def test_reversing_the_answer_and_the_item_changes_nothing(answers: list[int]) -> None:
    plain = made(SUM, items=FOUR_PLAIN)
    mirrored = [answers[0], 6 - answers[1], *answers[2:]]
    assert value(plain, *mirrored) == value(sums, *answers)
    assert 6 - (6 - answers[1]) == answers[1]


@given(four)
def test_reversing_every_item_twice_is_where_it_began(answers: list[int]) -> None:
    plain = made(SUM, items=FOUR_PLAIN)
    reversed_items = made(SUM, items=[{**each, "reverse": True} for each in FOUR_PLAIN])
    once = value(reversed_items, *answers)
    assert once == 24 - sum(answers)
    assert value(reversed_items, *(6 - answer for answer in answers)) == value(plain, *answers)


def test_reversal_uses_the_items_own_options() -> None:
    own = [item("q1"), item("q2", reverse=True, response_options=options(0, 25, 50, 100)), item("q3"), item("q4")]
    mixed = made(score_data("sum", 3, 115, missing=NO_MISSING), items=own)
    assert value(mixed, 1, 25, 1, 1) == 78


def test_without_a_policy_one_missing_answer_leaves_no_score() -> None:
    assert value(sums, 1, 5, None, 1) is None
    assert value(strict_means, 1, 5, None, 1) is None
    assert value(strict_means, 1, 5, 1, 2) == 1.25


def test_a_mean_of_the_answered_needs_enough_of_them() -> None:
    assert value(means, 4, 2, 3, None) == 3.67
    assert value(means, 4, 2, None, None) is None


def test_a_mean_is_a_decimal_number_even_when_it_is_whole() -> None:
    assert isinstance(value(means, 3, 3, 3, 3), float)
    assert isinstance(value(sums, 3, 3, 3, 3), int)


def test_a_percentage_is_of_the_answered_items_alone() -> None:
    assert value(percents, 6, 6, 6, 6) == 100.0
    assert value(percents, "NA", None, 3, "NA") == 50.0
    assert value(percents, 1, 0, 0, None) == 5.56
    assert value(percents, None, "NA", None, "NA") is None


def test_a_multiplier_stretches_a_sum() -> None:
    stretched = made(score_data("sum", 16, 80, missing=NO_MISSING, multiplier=4))
    assert value(stretched, 1, 5, 2, 1) == 20


def test_a_number_without_options_can_be_summed() -> None:
    times = made(
        score_data("sum", 0, None, missing=NO_MISSING, items=["q1"]),
        items=[item("q1", type="integer", min=0, max=9999)],
        response_options=[],
    )
    assert value(times, 365) == 365


@given(st.integers(-10_000, 10_000), st.integers(1, 500))
def test_rounding_is_exact_and_halves_go_up(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    whole = whole_half_up(numerator, denominator)
    assert whole - Fraction(1, 2) <= exact < whole + Fraction(1, 2)
    cents = round(hundredths_half_up(numerator, denominator) * 100)
    assert cents - Fraction(1, 2) <= exact * 100 < cents + Fraction(1, 2)


def test_rounding_does_not_go_through_floats() -> None:
    assert hundredths_half_up(2675, 1000) == 2.68 != round(2.675, 2)


BANDS = [
    {"min": 4, "max": 9.99, "label": "low", "client_text": "little", "client_short": "few"},
    {"min": 10, "max": None, "label": "high", "client_text": "much", "client_short": "lots"},
]


@pytest.mark.parametrize(("answers", "band"), [((1, 5, 1, 1), "low"), ((2, 3, 2, 2), "low"), ((3, 3, 2, 2), "high")])
def test_a_band_begins_at_its_least_value(answers: tuple[int, ...], band: str) -> None:
    banded = made({**SUM, "bands": BANDS})
    assert score(banded, answers).bands == {"total": band}


def test_bands_have_words_for_the_clinician_and_for_the_client() -> None:
    rule = made({**SUM, "bands": BANDS}).scores[0]
    band = rule.band_of(12)
    assert band is not None
    assert (band.label, band.client_text) == ("high", "much")
    assert rule.band_of(None) is None
    assert rule.band_of(3) is None


def test_scores_without_bands_leave_bands_out_of_the_json() -> None:
    assert list(score(sums, [1, 1, 1, 1]).to_json()) == ["scores", "cutoffs_met", "flags"]
