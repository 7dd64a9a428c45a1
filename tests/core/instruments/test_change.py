import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.instruments.change import (
    RELIABLE,
    Change,
    border_between,
    noise_of,
    reliable_change,
    reliable_change_index,
    significant_change,
)
from stillroom.core.instruments.scoring import score
from tests.core.instruments.sheets import ALL, PHQ9, SUM, made, shipped

RISING = {
    "score": "total",
    "points": 2.45,
    "direction": "increase=improvement",
    "source": "invented",
    "confidence": "none",
}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (15, 9, Change.IMPROVED),
        (15, 10, Change.NO_RELIABLE_CHANGE),
        (15, 15, Change.NO_RELIABLE_CHANGE),
        (10, 15, Change.NO_RELIABLE_CHANGE),
        (9, 15, Change.DETERIORATED),
        (None, 15, Change.UNDETERMINED),
        (15, None, Change.UNDETERMINED),
    ],
)
def test_six_points_on_the_phq9_are_more_than_noise(before: int | None, after: int | None, change: Change) -> None:
    assert reliable_change(PHQ9, {"total": before}, {"total": after}) is change


def test_the_figure_names_its_source() -> None:
    assert PHQ9.reliable_change is not None
    assert "NHS Talking Therapies" in PHQ9.reliable_change.source


def test_results_can_be_compared_as_they_are() -> None:
    before, after = score(PHQ9, [2] * 9 + [1]), score(PHQ9, [1] * 9 + [1])
    assert reliable_change(PHQ9, before.scores, after.scores) is Change.IMPROVED


def test_where_more_is_better_a_rise_is_the_improvement() -> None:
    rising = made(SUM, reliable_change=RISING)
    assert reliable_change(rising, {"total": 8}, {"total": 11}) is Change.IMPROVED
    assert reliable_change(rising, {"total": 11}, {"total": 8}) is Change.DETERIORATED


def test_decimals_do_not_hide_a_change_that_is_just_enough() -> None:
    rising = made(SUM, reliable_change=RISING)
    assert 5.3 - 2.85 < 2.45
    assert reliable_change(rising, {"total": 2.85}, {"total": 5.3}) is Change.IMPROVED


def test_without_a_published_figure_nothing_is_claimed() -> None:
    assert reliable_change(made(SUM), {"total": 4}, {"total": 20}) is Change.UNDETERMINED


# --- the figures behind it, worked by hand


def test_the_worked_figures_of_the_reliable_change_index() -> None:
    noise = noise_of(7.5, 0.90)
    assert [round(each, 2) for each in (noise.standard_error, noise.of_difference, noise.points)] == [2.37, 3.35, 6.57]
    assert reliable_change_index(20, 14, noise) > -RELIABLE
    assert reliable_change_index(20, 13, noise) < -RELIABLE
    assert reliable_change_index(13, 20, noise) == -reliable_change_index(20, 13, noise)


@pytest.mark.parametrize(
    ("deviation", "reliability"), [(0, 0.9), (-1, 0.9), (1, 1), (1, -0.1), (float("nan"), 0.9), (float("inf"), 0.5)]
)
def test_noise_needs_figures_that_can_be(deviation: float, reliability: float) -> None:
    with pytest.raises(ValueError, match="are needed"):
        noise_of(deviation, reliability)


def test_the_border_lies_equally_far_from_both_groups_in_their_deviations() -> None:
    assert border_between((20, 5), (5, 5)) == 12.5
    assert border_between((20, 6), (5, 3)) == 10.0  # (6 * 5 + 3 * 20) / 9
    with pytest.raises(ValueError, match="above 0"):
        border_between((20, 0), (5, 3))


@pytest.mark.parametrize(
    ("name", "before", "after", "change"),
    [
        ("phq-9", 15, 9, Change.RECOVERED),
        ("phq-9", 16, 10, Change.IMPROVED),
        ("phq-9", 9, 3, Change.IMPROVED),  # below the border all along
        ("phq-9", 12, 9, Change.NO_RELIABLE_CHANGE),  # across it, by noise
        ("phq-9", 9, 15, Change.DETERIORATED),
        ("phq-9", None, 9, Change.UNDETERMINED),
        ("gad-7", 11, 7, Change.RECOVERED),
        ("gad-7", 12, 8, Change.IMPROVED),
        ("pcl-5", 46, 28, Change.RECOVERED),
        ("pcl-5", 47, 29, Change.IMPROVED),
        ("core-10", 16, 10, Change.RECOVERED),
        ("core-10", 17, 11, Change.IMPROVED),
        ("who-5", 40, 52, Change.RECOVERED),
        ("who-5", 20, 48, Change.IMPROVED),
        ("who-5", 52, 40, Change.DETERIORATED),
        ("itq", 20, 0, Change.UNDETERMINED),
    ],
)
def test_recovered_is_reliable_and_across_the_border(
    name: str, before: int | None, after: int | None, change: Change
) -> None:
    instrument = shipped(name)
    rule = instrument.reliable_change
    of = rule.score if rule else "ptsd"
    assert significant_change(instrument, {of: before}, {of: after}) is change


def test_the_table_of_published_points_and_borders_each_with_a_source() -> None:
    rules = {each.id: each.reliable_change for each in ALL if each.reliable_change}
    assert {name: rule.points for name, rule in rules.items()} == {
        "phq-9": 6,
        "gad-7": 4,
        "pcl-5": 15,
        "core-10": 6,
        "who-5": 10,
        "gbo": 2.45,
    }
    borders = {name: rule.border for name, rule in rules.items() if rule.border}
    assert {name: f"{border.op}{border.value}" for name, border in borders.items()} == {
        "phq-9": "<10",
        "gad-7": "<8",
        "pcl-5": "<=28",
        "core-10": "<11",
        "who-5": ">50",
    }
    assert all(rule.source for rule in rules.values()) and all(border.source for border in borders.values())


@given(st.integers(0, 27), st.integers(0, 27))
def test_a_change_turned_round_is_its_opposite(first: int, last: int) -> None:
    opposite = {Change.IMPROVED: Change.DETERIORATED, Change.DETERIORATED: Change.IMPROVED}
    there, back = (reliable_change(PHQ9, {"total": a}, {"total": b}) for a, b in ((first, last), (last, first)))
    assert back is opposite.get(there, there)
    assert reliable_change(PHQ9, {"total": first}, {"total": first}) is Change.NO_RELIABLE_CHANGE
