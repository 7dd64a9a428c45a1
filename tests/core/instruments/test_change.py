import pytest

from stillroom.core.instruments.change import Change, reliable_change
from stillroom.core.instruments.scoring import score
from tests.core.instruments.sheets import PHQ9, SUM, made

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
