"""Where the parts of a chart lie: true to time and scale for any numbers, and never outside the drawing."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.charts.model import Mark, Plot
from stillroom.core.charts.plotting import INSET, LEFT, RIGHT, TOP, plot

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
PHQ9 = ((0, "few"), (5, "some"), (10, "moderate"), (15, "heavy"), (20, "very heavy"))
PCL5 = ((0, "below"), (31, "edge"), (33, "in"))
# (hours since the start, number or None): drawn as plain integers, which is quick on a busy machine too.
numbers = st.lists(st.tuples(st.integers(0, 3_000), st.integers(-1, 27)), max_size=8).map(
    lambda pairs: [(START + timedelta(hours=hours), None if value < 0 else value) for hours, value in pairs]
)


def drawn(*points: object, high: int = 27, bands: object = PHQ9) -> Plot:
    found = plot(points, 0, high, bands)  # type: ignore[arg-type]
    assert found is not None
    return found


def xs(chart: Plot) -> list[float]:
    return [dot.x for dot in chart.dots]


def test_without_a_number_there_is_nothing_to_draw() -> None:
    assert plot((), 0, 27, PHQ9) is None
    assert plot([(START, None)], 0, 27, PHQ9) is None


def test_one_number_stands_in_the_middle_and_has_no_line() -> None:
    chart = drawn((START, 9))
    assert xs(chart) == [(LEFT + RIGHT) / 2]
    assert chart.strokes == []
    assert [label.value for label in chart.labels] == [9]
    assert chart.first == chart.last == START


def test_the_distance_between_dots_is_the_time_between_them() -> None:
    chart = drawn((START, 9), (START + DAY, 9), (START + 4 * DAY, 9))
    first, second, third = xs(chart)
    assert (first, third) == (LEFT + INSET, RIGHT - INSET)
    assert third - second == pytest.approx(3 * (second - first), abs=0.3)


def test_the_height_of_a_dot_is_its_number() -> None:
    chart = drawn((START, 0), (START + DAY, 27), (START + 2 * DAY, 13.5))
    assert [dot.y for dot in chart.dots] == [chart.base, TOP, pytest.approx((chart.base + TOP) / 2, abs=0.1)]


def test_two_on_one_day_lie_beside_each_other_and_two_at_one_moment_over_each_other() -> None:
    early, late, end = xs(drawn((START, 9), (START + timedelta(hours=12), 12), (START + DAY, 3)))
    assert early < late < end
    same = drawn((START, 9), (START, 12))
    assert xs(same)[0] == xs(same)[1]


def test_days_without_a_time_can_be_drawn_too() -> None:
    chart = drawn((date(2026, 3, 1), 2), (date(2026, 3, 3), 4), high=10, bands=())
    assert len(chart.dots) == 2 and chart.stripes == []


def test_the_order_in_which_numbers_come_does_not_matter() -> None:
    points = [(START + days * DAY, days) for days in (3, 1, 2)]
    assert drawn(*points) == drawn(*sorted(points))


def test_a_long_time_without_a_number_is_dotted_and_what_lies_around_it_is_not() -> None:
    days = (0, 7, 14, 14 + 57, 14 + 64)
    chart = drawn(*((START + each * DAY, 9) for each in days))
    assert [stroke.dashed for stroke in chart.strokes] == [False, True, False]
    assert chart.has_gap
    assert [stroke.points.count(",") for stroke in chart.strokes] == [3, 2, 2]
    assert not drawn((START, 9), (START + 56 * DAY, 9)).has_gap


def test_what_has_no_number_is_marked_on_the_axis_and_the_line_goes_past_it() -> None:
    chart = drawn((START, 9), (START + DAY, None), (START + 2 * DAY, 3))
    assert chart.open_at == [(LEFT + RIGHT) / 2]
    assert len(chart.dots) == 2 and len(chart.strokes) == 1


def test_a_change_that_counts_has_a_shape_of_its_own() -> None:
    chart = drawn((START, 9, Mark.NONE), (START + DAY, 20, Mark.UP), (START + 2 * DAY, 3, Mark.DOWN))
    round_one, up, down = chart.dots
    assert round_one.path == ""

    def tip_and_foot(path: str) -> tuple[float, float]:
        tip, foot = path[1:-1].split("L")[:2]
        return float(tip.split()[1]), float(foot.split()[1])

    assert tip_and_foot(up.path)[0] < up.y < tip_and_foot(up.path)[1]
    assert tip_and_foot(down.path)[0] > down.y > tip_and_foot(down.path)[1]


def test_bands_fill_the_frame_from_the_lowest_to_the_highest_without_a_gap() -> None:
    stripes = drawn((START, 9)).stripes
    assert [stripe.name for stripe in stripes] == [name for _start, name in PHQ9]
    assert stripes[0].y + stripes[0].height == pytest.approx(drawn((START, 9)).base)
    assert stripes[-1].y == TOP
    for lower, upper in pairwise(stripes):
        assert upper.y + upper.height == pytest.approx(lower.y, abs=0.11)
        assert lower.shaded is not upper.shaded


def test_a_band_too_thin_for_its_name_goes_without_and_its_numbers_do_not_run_together() -> None:
    chart = drawn((START, 31), high=80, bands=PCL5)
    assert [stripe.name_y is None for stripe in chart.stripes] == [False, True, False]
    assert [tick.value for tick in chart.ticks] == [0, 31, 80]


def test_a_name_makes_room_for_the_line() -> None:
    falling = drawn((START, 14), (START + 30 * DAY, 3))
    rising = drawn((START, 3), (START + 30 * DAY, 14))
    assert [stripe.at_end for stripe in falling.stripes] != [stripe.at_end for stripe in rising.stripes]
    assert falling.stripes[2].at_end and not rising.stripes[2].at_end


def test_only_the_ends_carry_their_number_and_the_first_only_where_there_is_room() -> None:
    twenty = drawn(*((START + days * DAY, days) for days in range(20)))
    assert [label.value for label in twenty.labels] == [0, 19]
    close = drawn((START, 5), (START, 9))
    assert [label.value for label in close.labels] == [9]


@given(numbers)
def test_nothing_ever_lies_outside_the_drawing(points: list[tuple[datetime, int | None]]) -> None:
    chart = plot(points, 0, 27, PHQ9)
    if chart is None:
        assert all(value is None for _at, value in points)
        return
    assert len(chart.dots) + len(chart.open_at) == len(points)
    assert all(LEFT < x < RIGHT for x in (*xs(chart), *chart.open_at))
    assert all(TOP <= dot.y <= chart.base for dot in chart.dots)
    assert all(10 <= label.y <= chart.height for label in chart.labels)
    assert all(TOP < stripe.name_y < chart.base for stripe in chart.stripes if stripe.name_y is not None)
    assert xs(chart) == sorted(xs(chart))


@given(numbers.filter(lambda points: any(value is not None for _at, value in points)))
def test_a_higher_number_never_stands_lower(points: list[tuple[datetime, int | None]]) -> None:
    dots = sorted(drawn(*points).dots, key=lambda dot: dot.value)
    assert [dot.y for dot in dots] == sorted((dot.y for dot in dots), reverse=True)


@pytest.mark.parametrize(("low", "high", "value"), [(0, 0, 0), (5, 0, 3), (0, 27, 28), (0, 27, -1)])
def test_a_number_outside_its_scale_is_a_mistake(low: int, high: int, value: int) -> None:
    with pytest.raises(ValueError, match="scale"):
        plot([(START, value)], low, high)


def test_what_happened_stands_on_the_axis_true_to_time_and_only_inside() -> None:
    happened = [(START + 5 * DAY, "met"), (START - DAY, "met"), (START + 10 * DAY, "goal"), (START + 11 * DAY, "met")]
    found = plot([(START, 3), (START + 10 * DAY, 9)], 0, 27, PHQ9, happened)
    assert found is not None
    middle, end = found.signs
    assert (middle.kind, end.kind) == ("met", "goal")
    assert middle.x == pytest.approx((found.dots[0].x + found.dots[1].x) / 2, abs=0.1)
    assert end.x == found.dots[1].x
    assert "Z" in end.path and "Z" not in middle.path


def test_one_number_alone_takes_what_happened_at_its_moment() -> None:
    found = plot([(START, 3)], 0, 27, PHQ9, [(START, "goal"), (START + DAY, "met")])
    assert found is not None
    assert [(sign.x, sign.kind) for sign in found.signs] == [((LEFT + RIGHT) / 2, "goal")]
