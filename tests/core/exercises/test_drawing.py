"""Where people and places stand: all apart, all within the drawing."""

from itertools import combinations
from math import dist

import pytest

from stillroom.core.exercises.drawing import PARTS, around, on_body
from stillroom.toolkit.shelves import shelf


@pytest.mark.parametrize("many", [1, 2, 12])
def test_people_stand_apart_and_within(many: int):
    people = around([{"who": f"P{n}"} for n in range(many)])
    assert len(people) == many
    assert all(20 <= each.x <= 300 and 20 <= each.y <= 300 for each in people)
    assert all(dist((a.x, a.y), (b.x, b.y)) > 40 for a, b in combinations(people, 2))


def test_a_line_says_how_strong_it_is_whether_it_strains_and_what_flows():
    strong, weak = around(
        [
            {"who": "A name that is too long", "strength": "3", "feels": "strain", "energy": "both"},
            {"who": "U", "strength": "x"},
            {"strength": "2"},
        ]
    )
    assert (strong.width, strong.strain, strong.gives, strong.takes) == (7, True, True, True)
    assert (weak.width, weak.strain, weak.gives, weak.takes) == (1, False, False, False)
    assert len(strong.name) == 12


def test_every_part_that_can_be_named_has_a_place_in_the_figure():
    part = shelf()["body-map"].field_of("spots").columns[0]
    assert set(part.options) == set(PARTS)
    spots = on_body([{"part": "hands", "much": "10"}, {"part": "belly"}, {"felt": "?"}, {"part": "tail"}])
    assert [(each.number, each.radius) for each in spots] == [(1, 16), (1, 16), (2, 12)]
