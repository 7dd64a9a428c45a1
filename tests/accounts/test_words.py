"""Names and passphrases drawn by chance."""

import re
from collections import Counter
from math import log2

import pytest

from stillroom.accounts.words import Form, drawn_from, eff_long, new_handle, new_passphrase, spelled


def test_the_list_is_the_effs_long_one() -> None:
    words = eff_long()
    assert (len(words), len(set(words)), words[0], words[-1]) == (7776, 7776, "abacus", "zoom")


def test_what_is_left_out_costs_next_to_nothing() -> None:
    assert set(drawn_from()) < set(eff_long())
    assert len(drawn_from()) == 7754
    assert 6 * log2(len(drawn_from())) > 77.5
    assert 3 * log2(len(drawn_from())) > 38.7


def test_no_word_that_is_drawn_tells_or_has_a_hyphen_of_its_own() -> None:
    assert not {"client", "clinic", "police", "prison", "undress"} & set(drawn_from())
    assert not [word for word in drawn_from() if not word.isalpha()]


def test_a_name_is_three_words_and_a_passphrase_six_or_24_digits() -> None:
    assert len(new_handle().split("-")) == 3
    assert len(new_passphrase(Form.WORDS).split(" ")) == 6
    assert re.fullmatch(r"\d{4}( \d{4}){5}", new_passphrase(Form.DIGITS))


def test_draws_differ_and_reach_far_into_the_list() -> None:
    words = Counter(word for _ in range(500) for word in new_passphrase(Form.WORDS).split())
    assert len(words) > 2_000
    assert set(words) <= set(drawn_from())


@pytest.mark.parametrize(
    "typed", ["123456789012345678901234", "1234-5678-9012-3456-7890-1234", " 1234 5678  901234567890 1234 "]
)
def test_digits_are_read_in_any_grouping(typed: str) -> None:
    assert spelled(typed) == "1234 5678 9012 3456 7890 1234"


@pytest.mark.parametrize("typed", ["amber otter lamp", "1234 5678", "12345678901234567890123٤"])
def test_anything_else_is_left_as_it_was_typed(typed: str) -> None:
    assert spelled(typed) == typed
