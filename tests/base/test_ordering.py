"""Titles and names stand where people look for them, in both languages of the house."""

import re
import unicodedata
from pathlib import Path

import pytest

from stillroom.base.ordering import alphabetical

STILLROOM = Path(__file__).resolve().parents[2] / "stillroom"


def test_accents_and_capitals_do_not_move_a_title() -> None:
    titles = ["Preocupación y tensión", "Ánimo y energía", "ánimo", "Zoë", "Después", "zebra", "Éxito", "Eva"]
    assert sorted(titles, key=alphabetical) == [
        "ánimo", "Ánimo y energía", "Después", "Eva", "Éxito", "Preocupación y tensión", "zebra", "Zoë",
    ]  # fmt: skip
    assert sorted(titles, key=str.casefold)[-1] == "Éxito"  # control: what code points alone would do


def test_enye_is_a_letter_after_n() -> None:
    assert sorted(["caoba", "caña", "canto", "Ñandú", "nube", "oro"], key=alphabetical) == [
        "canto", "caña", "caoba", "nube", "Ñandú", "oro",
    ]  # fmt: skip


@pytest.mark.parametrize("one", ["é", "ñ", "Ö"])
def test_a_letter_in_one_sign_or_two_is_the_same(one: str) -> None:
    assert alphabetical(unicodedata.normalize("NFD", one)) == alphabetical(unicodedata.normalize("NFC", one))


def test_two_that_differ_in_accents_alone_have_an_order_of_their_own() -> None:
    assert alphabetical("papa") < alphabetical("papá")


SORTED_BY_CODE_POINTS = re.compile(r"(?:sorted\(|\.sort\().*casefold")


def test_no_list_is_sorted_by_code_points_alone() -> None:
    found = [
        f"{path.name}: {line.strip()}"
        for path in STILLROOM.rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if SORTED_BY_CODE_POINTS.search(line)
    ]
    assert found == []
    assert SORTED_BY_CODE_POINTS.search("sorted(found, key=lambda one: one.title.casefold())")
