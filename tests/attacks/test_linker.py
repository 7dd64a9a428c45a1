"""Attack 15: one copy of the disk does not say which account belongs to which space, once the night is over."""

import pytest

from stillroom.vault.erasure import flush_erased
from stillroom.vault.rewriting import rewrite
from tests.attacks.effort import effort
from tests.attacks.linker import best_guess, copy_of
from tests.attacks.town import Town, town

FEW = 30
PEOPLE = effort(FEW, 700)
# By chance a guess gets one right on average, whatever the number of people; more than ten come once in a hundred
# million guesses. Of 600 that is under the two in a hundred of pv1 section 17.
CHANCE = 10

pytestmark = pytest.mark.django_db(transaction=True)


def linked(place: Town) -> dict[str, int]:
    return best_guess(copy_of(place.database, place.staff), place.truth)


def test_after_the_night_nothing_tells_whose_space_is_whose() -> None:
    with town(PEOPLE) as place:
        assert len(place.truth) > 2 * CHANCE
        rewrite()
        night = linked(place)
        assert max(night.values()) <= CHANCE, night
        assert "place on page" in night  # he did look
        left = copy_of(place.database, place.staff)
        assert (left.pages.free(), left.log) == ([], b"")


def test_before_it_where_rows_lie_on_their_pages_gives_most_away() -> None:
    """The control: so many people as come between two nights, and the log emptied."""
    with town(FEW) as place:
        flush_erased()
        day = linked(place)
        assert day["place on page"] > 0.6 * len(place.truth)
        assert "row number" not in day


def test_with_row_numbers_they_are_joined_also_after_the_night() -> None:
    """The control: Django's own tables, and all else as it is."""
    with town(FEW, stock=True) as place:
        rewrite()
        assert linked(place)["row number"] > 0.6 * len(place.truth)


def test_with_small_pages_the_ones_that_rows_go_on_to_join_them_until_the_night() -> None:
    """The control for the size of a page."""
    with town(FEW, page=4096) as place:
        flush_erased()
        assert linked(place)["page it goes on to"] > CHANCE
        rewrite()
        assert linked(place)["page it goes on to"] <= CHANCE
