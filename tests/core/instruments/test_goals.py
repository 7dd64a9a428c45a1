"""Goals as answers: the mean change of ratings and the T-score, exact to the hundredth."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stillroom.core.instruments.answers import AnswerError
from stillroom.core.instruments.change import Change, reliable_change
from stillroom.core.instruments.rounding import root_half_up
from stillroom.core.instruments.scoring import score
from tests.core.instruments.sheets import shipped

GBO, GAS = shipped("gbo"), shipped("gas")
rating = st.none() | st.integers(0, 10)
rated = st.lists(st.fixed_dictionaries({"first": rating, "latest": rating}), min_size=1, max_size=3)
attained = st.lists(
    st.fixed_dictionaries({"weight": st.integers(0, 9), "level": st.none() | st.integers(-2, 2)}),
    min_size=1,
    max_size=9,
)


def t_score(*goals: tuple[int, int]) -> object:
    return score(GAS, [{"weight": weight, "level": level} for weight, level in goals]).scores["T"]


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ([(1, 0)] * 3, 50.0),
        ([(1, -1)] * 3, 36.31),
        ([(1, 1)] * 3, 63.69),
        ([(1, 2)], 70.0),
        ([(3, 1), (2, 0), (1, -1)], 54.41),
    ],
)
def test_the_worked_figures_of_the_t_score(goals: list[tuple[int, int]], expected: float) -> None:
    assert t_score(*goals) == expected


@given(attained)
def test_the_t_score_is_the_published_formula_to_the_hundredth(goals: list[dict[str, int | None]]) -> None:
    known = [(goal["weight"], goal["level"]) for goal in goals if goal["weight"] and goal["level"] is not None]
    found = score(GAS, goals).scores["T"]
    if not known:
        assert found is None
        return
    with localcontext() as context:
        context.prec = 60
        added = Decimal(sum(w * x for w, x in known))  # type: ignore[operator]
        spread = Decimal(7) * sum(w * w for w, _ in known) + Decimal(3) * sum(w for w, _ in known) ** 2  # type: ignore[operator,misc]
        exact = 50 + 10 * added / (spread / 10).sqrt()
    assert math.floor(exact * 100 + Decimal("0.5")) == round(found * 100)  # type: ignore[operator]


@given(attained, st.data())
def test_a_goal_that_goes_better_never_lowers_t_and_the_order_of_goals_does_not_matter(
    goals: list[dict[str, int | None]], data: st.DataObject
) -> None:
    before = score(GAS, goals).scores["T"]
    assert score(GAS, data.draw(st.permutations(goals))).scores["T"] == before
    place = data.draw(st.integers(0, len(goals) - 1))
    level = goals[place]["level"]
    assume(level is not None and level < 2)
    better = [*goals[:place], {**goals[place], "level": level + 1}, *goals[place + 1 :]]  # type: ignore[operator]
    assert before is None or score(GAS, better).scores["T"] >= before  # type: ignore[operator]


@given(attained)
def test_turning_every_level_round_mirrors_t_in_fifty(goals: list[dict[str, int | None]]) -> None:
    turned = [{**goal, "level": None if goal["level"] is None else -goal["level"]} for goal in goals]
    first, then = score(GAS, goals).scores["T"], score(GAS, turned).scores["T"]
    assert (first is None) == (then is None)
    assert first is None or abs(first + then - 100) <= 0.0101  # type: ignore[operator]


def test_a_goal_without_a_weight_counts_once_and_one_of_weight_nothing_not_at_all() -> None:
    assert score(GAS, [{"level": 2}]).scores["T"] == score(GAS, [{"weight": None, "level": 2}]).scores["T"] == 70.0
    assert score(GAS, [{"level": 2}, {"weight": 0, "level": -2}]).scores["T"] == 70.0
    assert score(GAS, [{"weight": 0, "level": 1}]).scores["T"] is None


@given(st.integers(0, 10**12), st.integers(1, 10**6))
def test_a_root_is_rounded_exactly_both_ways(numerator: int, denominator: int) -> None:
    up, down = root_half_up(numerator, denominator), root_half_up(numerator, denominator, negative=True)
    exact = Fraction(numerator, denominator)
    assert (up == 0 or Fraction(2 * up - 1, 2) ** 2 <= exact) and exact < Fraction(2 * up + 1, 2) ** 2
    # -root lies from down - 1/2 (it goes up from there) to below down + 1/2.
    assert exact <= Fraction(1 - 2 * down, 2) ** 2 and (down == 0 or Fraction(-2 * down - 1, 2) ** 2 < exact)


@given(rated)
def test_the_mean_change_is_that_of_the_goals_rated_at_both_times(goals: list[dict[str, int | None]]) -> None:
    changes = [
        goal["latest"] - goal["first"] for goal in goals if goal["first"] is not None and goal["latest"] is not None
    ]
    found = score(GBO, goals).scores["change"]
    if not changes:
        assert found is None
    else:
        exact = Fraction(sum(changes), len(changes))
        assert round(found * 100) == math.floor(exact * 100 + Fraction(1, 2))  # type: ignore[operator]
        assert -10 <= found <= 10  # type: ignore[operator]


def test_the_reliable_mean_change_of_goals_is_2_45() -> None:
    met = [score(GBO, [{"first": 0, "latest": latest}] * 3).cutoffs_met for latest in (2, 3)]
    assert met == [(), ("gbo_reliable",)]
    assert reliable_change(GBO, {"change": 0.0}, {"change": 2.45}) is Change.IMPROVED
    assert reliable_change(GBO, {"change": 0.0}, {"change": 2.44}) is Change.NO_RELIABLE_CHANGE


@pytest.mark.parametrize(
    ("answers", "item"),
    [
        ([], None),
        ([{"first": 1, "latest": 2}] * 4, None),
        ("goals", None),
        (None, None),
        ({"first": 1}, None),
        ([{"first": 1, "latest": 11}], "goal1.latest"),
        ([{"first": 1, "latest": 2}, {"first": -1, "latest": 2}], "goal2.first"),
        ([{"first": True, "latest": 2}], "goal1.first"),
        ([{"first": 1.0, "latest": 2}], "goal1.first"),
        ([{"first": float("nan"), "latest": 2}], "goal1.first"),
        ([{"first": "1", "latest": 2}], "goal1.first"),
        ([{"first": 10**30, "latest": 2}], "goal1.first"),
        ([{"first": 1, "last": 2}], "goal1"),
        ([{}], "goal1"),
        ([3], "goal1"),
        ([None], "goal1"),
        ([[1, 2]], "goal1"),
    ],
)
def test_goals_that_cannot_be_taken_are_named(answers: object, item: str | None) -> None:
    with pytest.raises(AnswerError) as caught:
        score(GBO, answers)  # type: ignore[arg-type]
    assert caught.value.item == item
