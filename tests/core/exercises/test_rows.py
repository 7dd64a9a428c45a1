"""Small lines in one answer: packed and read again as they were, and what changed between two times."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.exercises.rows import Change, Changed, change, packed, unpacked

ROWS = st.lists(st.dictionaries(st.sampled_from(["who", "how"]), st.text(min_size=1), min_size=1), min_size=1)


@given(rows=ROWS)
def test_what_is_packed_is_read_again(rows: list[dict[str, str]]):
    assert list(unpacked(packed(rows))) == rows


def test_empty_cells_and_lines_are_left_out():
    assert packed([{"who": "", "how": ""}, {}]) == ""
    assert unpacked(packed([{"who": "U", "how": ""}, {"who": ""}])) == ({"who": "U"},)


@pytest.mark.parametrize("text", ["", "{}", "null", "[1, 2]", "[", '"x"', "[[]]"])
def test_what_is_no_such_answer_has_no_lines(text: str):
    assert unpacked(text) == ()


def test_a_line_is_itself_by_its_first_cell_wherever_it_stands():
    before = [{"who": "U", "how": "1"}, {"who": "V", "how": "2"}, {"who": "W"}]
    after = [{"who": "V", "how": "3"}, {"who": "X"}, {"who": "U", "how": "1"}]
    found = change(before, after, ["who", "how"])
    assert found == Change(("X",), ("W",), (Changed("V", (("how", "2", "3"),)),))
    assert not change(before, list(reversed(before)), ["who", "how"])
