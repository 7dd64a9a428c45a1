"""What changed is said line by line, and nothing is lost on the way."""

from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.plans.comparing import Change, changes

LINES = st.lists(st.text(min_size=1, max_size=12), max_size=5, unique=True)


def test_the_same_is_no_change_and_order_does_not_count():
    assert changes({"steps": ["a", "b"]}, {"steps": ["b", "a"]}) == ()


def test_other_words_in_a_part_of_one_line_are_one_change():
    assert changes({"words": ["Sleep"]}, {"words": ["Rest at night"]}) == (Change("words", "Sleep", "Rest at night"),)


def test_a_line_that_was_put_in_other_words_is_told_from_a_new_one_and_one_taken_out():
    before = {"steps": ["walk for ten minutes", "tea at nine"]}
    after = {"steps": ["walk for twenty minutes", "call Jo"]}
    assert changes(before, after) == (
        Change("steps", "walk for ten minutes", "walk for twenty minutes"),
        Change("steps", "", "call Jo"),
        Change("steps", "tea at nine", ""),
    )


def test_a_part_that_only_one_has_is_new_or_taken_out_whole():
    assert changes({}, {"problem": ["x"]}) == (Change("problem", "", "x"),)
    assert changes({"problem": ["x"]}, {}) == (Change("problem", "x", ""),)


@given(LINES, LINES)
def test_each_line_that_came_or_went_is_in_exactly_one_change(before: list[str], after: list[str]):
    found = changes({"steps": before}, {"steps": after})
    assert sorted(each.before for each in found if each.before) == sorted(set(before) - set(after))
    assert sorted(each.after for each in found if each.after) == sorted(set(after) - set(before))
