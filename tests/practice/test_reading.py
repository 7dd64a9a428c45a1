"""The counter that judges our texts is itself judged by words whose syllables are known."""

import pytest

from tests.reading import grade, sentences, syllables

KNOWN = {
    1: "you name work asked lives which through breathe there called these line trust felt goes tells needs law's",
    2: "being table little people session going wanted quiet police places license open client",
    3: "therapist together telephone remember family",
    4: "emergency confidential information",
}


@pytest.mark.parametrize(("word", "count"), [(word, n) for n, words in KNOWN.items() for word in words.split()])
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_sentence_ends_at_a_stop_at_a_list_item_and_at_an_empty_line() -> None:
    text = "You can call 988. Or write:\n\n- to us at 9:30\n- to a friend\n\nWho reads it?"
    assert len(sentences(text)) == 5


def test_the_grade_is_the_published_sum() -> None:
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)


def test_legal_prose_is_graded_as_hard_as_it_is() -> None:
    legal = (
        "Notwithstanding any other provision, confidentiality of communications between psychotherapist and patient "
        "shall be subject to limitations established by applicable statutory authority, including mandatory reporting."
    )
    assert grade(legal) > 18
    assert grade("You can stop at any time. Nobody will ask you why.") < 4


def test_nothing_has_no_grade() -> None:
    with pytest.raises(ValueError, match="no words"):
        grade("- … -")
