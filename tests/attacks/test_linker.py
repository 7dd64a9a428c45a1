"""Attack 15: one copy of the disk does not say which account belongs to which space, once the night is over."""

import pytest

from stillroom.vault.erasure import flush_erased
from stillroom.vault.rewriting import rewrite
from tests.attacks.effort import effort
from tests.attacks.linker import best_guess, copy_of
from tests.attacks.town import Town, town

PEOPLE = effort(30, 700)
# By chance a guess gets one right on average, whatever the number of people; more than ten come once in a hundred
# million guesses. Of 600 that is under the two in a hundred of pv1 section 17.
CHANCE = 10

pytestmark = pytest.mark.django_db(transaction=True)


def linked(place: Town) -> dict[str, int]:
    return best_guess(copy_of(place.database, place.staff), place.truth)


def test_after_the_night_nothing_tells_whose_space_is_whose() -> None:
    """And the control: before it, where rows lie on their pages gives nearly everybody away."""
    with town(PEOPLE) as place:
        known = len(place.truth)
        assert known > 2 * CHANCE
        flush_erased()
        day = linked(place)
        assert day["place on page"] > 0.6 * known
        assert "row number" not in day
        rewrite()
        night = linked(place)
        assert max(night.values()) <= CHANCE, night
        assert "place on page" in night  # he did look
        left = copy_of(place.database, place.staff)
        assert (left.pages.free(), left.log) == ([], b"")


def test_with_row_numbers_they_are_joined_also_after_the_night() -> None:
    """The control: Django's own tables, and all else as it is."""
    with town(PEOPLE, stock=True) as place:
        rewrite()
        assert linked(place)["row number"] > 0.6 * len(place.truth)


def test_with_small_pages_the_ones_that_rows_go_on_to_join_them_until_the_night() -> None:
    """The control for the size of a page."""
    with town(PEOPLE, page=4096) as place:
        flush_erased()
        assert linked(place)["page it goes on to"] > CHANCE
        rewrite()
        assert linked(place)["page it goes on to"] <= CHANCE
