"""What changed between two versions, as a person reads it: sentence by sentence, nothing hidden, nothing made up."""

from dataclasses import replace

import pytest

from stillroom.practice.texts import ConsentText, all_texts
from stillroom.practice.texts.changes import Passage, Piece, changes

OLD = """A session costs $150. You can pay less.

## If you cannot come

- Call us.
- Write to us.

Nobody asks why."""


def text(body: str, title: str = "Fees") -> ConsentText:
    return replace(all_texts()[0], body=body, title=title)


def between(after: str, title: str = "Fees") -> list[tuple[str, list[tuple[str, str]]]]:
    found = changes(text(OLD), text(after, title))
    return [(one.shape, [(piece.fate, piece.words) for piece in one.pieces]) for one in found if one.changed]


def test_the_same_words_have_not_changed() -> None:
    assert between(OLD) == []
    assert changes(text(OLD), text(OLD))[0] == Passage("heading", (Piece("kept", "Fees"),))


def test_one_sentence_of_a_paragraph_is_shown_beside_those_that_stay() -> None:
    assert between(OLD.replace("costs $150", "costs $170")) == [
        (
            "paragraph",
            [("out", "A session costs $150."), ("in", "A session costs $170."), ("kept", "You can pay less.")],
        )
    ]


def test_an_item_that_is_gone_and_a_paragraph_that_is_new_stand_alone() -> None:
    assert between(OLD.replace("- Write to us.\n", "") + "\n\nWe keep your place.") == [
        ("item", [("out", "Write to us.")]),
        ("paragraph", [("in", "We keep your place.")]),
    ]


def test_a_title_is_part_of_it() -> None:
    assert between(OLD, "What it costs") == [("heading", [("out", "Fees")]), ("heading", [("in", "What it costs")])]


@pytest.mark.parametrize("after", [OLD, OLD.replace("$150", "$9"), "All new. Every word.", OLD + "\n\n- One\n- Two"])
def test_without_what_is_new_it_is_the_old_text_and_without_what_is_gone_the_new_one(after: str) -> None:
    """Both can be read off the page whole."""
    found = changes(text(OLD), text(after))

    def without(fate: str) -> list[str]:
        return [piece.words for one in found for piece in one.pieces if piece.fate != fate]

    def sentences(body: str) -> list[str]:
        one = changes(text(body), text(body))
        return [piece.words for passage in one for piece in passage.pieces]

    assert without("in") == sentences(OLD)
    assert without("out") == sentences(after)
