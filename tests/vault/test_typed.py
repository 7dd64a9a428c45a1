"""Names and passphrases are read alike however they are spelled."""

import pytest

from stillroom.vault.typed import Norm, handle_tag, normalise_handle, same_passphrase


@pytest.mark.parametrize("typed", ["amber-otter-lamp", " Amber  OTTER_lamp ", "amber.otter.lamp", "ＡMBER otter lamp"])
def test_one_name_has_one_tag_in_every_spelling(typed: str) -> None:
    assert handle_tag(typed) == handle_tag("amber otter lamp")
    assert normalise_handle(typed) == "amber-otter-lamp"


def test_a_tag_says_nothing_without_the_pepper(settings) -> None:
    before = handle_tag("amber-otter-lamp")
    settings.PEPPERS = {1: bytes(32)}
    assert handle_tag("amber-otter-lamp") != before
    assert handle_tag("amber-otter-lamb") != handle_tag("amber-otter-lamp")


@pytest.mark.parametrize(
    ("one", "other", "norm", "same"),
    [
        ("Amber, otter-lamp", "amber otter lamp", Norm.WORDS, True),
        ("amber otter lamb", "amber otter lamp", Norm.WORDS, False),
        ("Amber, otter-lamp", "amber otter lamp", Norm.FREE, False),
        ("Grüße an alle hier", "Grüße an alle hier", Norm.FREE, True),
    ],
)
def test_passphrases_are_the_same_when_they_would_open_the_same(one: str, other: str, norm: Norm, same: bool) -> None:
    assert same_passphrase(one, other, norm) is same
