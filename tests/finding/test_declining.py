"""A no in one language, read in another."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.utils.translation import override

from stillroom.care.documents import Episode, State
from stillroom.finding.forms import SENTENCES, DeclineForm
from tests.cast import NOW

NO = Episode(therapist=UUID(int=1), state=State.DECLINED, called="Ada", ended=NOW)


@pytest.mark.parametrize("sentence", [each for each in SENTENCES if each != "own"])
def test_the_sentence_is_in_the_language_of_whoever_reads_it(sentence: str) -> None:
    with override("es"):
        form = DeclineForm((), {"sentence": sentence, "words": "Suerte."})
        assert form.is_valid()
        kept = replace(NO, next_step=form.next_step)
        assert kept.next_step_said == f"{SENTENCES[sentence]}\n\nSuerte."
    with override("en"):
        assert kept.next_step_said == f"{SENTENCES[sentence]}\n\nSuerte."
        assert kept.next_step == kept.next_step_said


@pytest.mark.parametrize("words", ["", "I am 100% full.", "Zwei\n\nAbs\u00e4tze"])
def test_own_words_stay_as_they_were_written(words: str) -> None:
    with override("es"):
        assert replace(NO, next_step=words).next_step_said == words
