"""Which language a questionnaire is in, and what the house says about it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from django.utils.translation import gettext, override

from stillroom.assessments import queries
from stillroom.assessments.catalogue import catalogue
from stillroom.assessments.client_words import SAID, words_of
from stillroom.assessments.queries import instrument_of
from stillroom.base.errors import Hidden
from stillroom.core.instruments.model import Instrument
from tests.assessments.walking import PHQ9
from tests.care.pair import Pair

SPANISH = replace(PHQ9, language="es-US", version="PHQ-9 (US Spanish)")


@pytest.fixture
def with_spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    both: Mapping[tuple[str, str], Instrument] = {**catalogue(), (SPANISH.id, SPANISH.version): SPANISH}
    monkeypatch.setattr(queries, "catalogue", lambda: both)


def test_an_instrument_is_asked_in_the_readers_language(with_spanish: None) -> None:
    assert instrument_of(None, PHQ9.id) == PHQ9
    with override("es"):
        assert instrument_of(None, PHQ9.id) == SPANISH


def test_without_a_tested_wording_in_it_the_english_one_is_asked() -> None:
    with override("es"):
        assert instrument_of(None, PHQ9.id) == PHQ9
        with pytest.raises(Hidden):
            instrument_of(None, "nothing")


def test_what_the_house_says_of_every_questionnaire_is_in_the_catalogue_and_in_spanish() -> None:
    said = set().union(*(words_of(instrument) for instrument in catalogue().values()))
    assert said - {""} == set(SAID)
    with override("es"):
        assert [words for words in SAID if gettext(words) == words] == []


def test_a_spanish_page_says_that_the_questions_are_in_english_and_marks_them(pair: Pair) -> None:
    browser, page = pair.ada.browser(), f"/with/{pair.space}/questions/phq-9/1/"
    spanish = browser.get(page, HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert "solo en inglés" in spanish
    assert '<div lang="en-US">' in spanish
    assert (
        "Ánimo y energía" in browser.get(f"/with/{pair.space}/questions/", HTTP_ACCEPT_LANGUAGE="es").content.decode()
    )
    english = browser.get(page).content.decode()
    assert "that is the wording that was tested" not in english
