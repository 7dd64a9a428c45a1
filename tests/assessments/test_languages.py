"""One questionnaire in two languages: whoever answers reads their own, and all answers make one line."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.assessments import readings
from stillroom.assessments.documents import Response
from stillroom.assessments.queries import progress_of, responses_of
from stillroom.safety.documents import RiskFlag
from stillroom.vault.records import read_all
from tests.assessments.test_opening import WORDS, opened
from tests.assessments.walking import GRAVE, PHQ9, PLAIN, Walk, text
from tests.care.pair import Pair
from tests.home.test_spanish import SPANISH, left_in_english, shown

FIRST = "Poco interés o placer en hacer cosas"


def in_spanish(browser: Client) -> Client:
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"
    return browser


@pytest.fixture
def spanish(pair: Pair) -> Walk:
    return Walk(in_spanish(pair.ada.browser()), pair.space)


def h1(page: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", re.findall(r"<h1.*?</h1>", page, re.DOTALL)[0]).split()))


def test_a_reader_of_spanish_is_asked_in_the_published_spanish(spanish: Walk):
    page = text(spanish.browser.get(spanish.step(1)))
    assert h1(page) == FIRST
    assert '<div lang="es-US">' in page and "Ningún día" in page
    assert "Ánimo y energía" in text(spanish.browser.get(spanish.start))


# What is the same in both: the people, and what one of them wrote.
SAME = {"Tom Vale", WORDS}


def test_nothing_that_the_house_says_on_adas_list_is_english(pair: Pair, monkeypatch: pytest.MonkeyPatch):
    opened(pair)
    browser = pair.ada.browser()
    for name, answers in (("phq-9", PLAIN), ("gad-7", (2, 1, 1, 1, 1, 1, 1)), ("pcl-5", (3,) * 20)):
        Walk(browser, pair.space, name).all(answers)
        Walk(browser, pair.space, name).all(answers)
    lists = [reverse("assessments:start", args=[pair.space]), reverse("assessments:own_start")]
    for address in lists:
        assert left_in_english(browser, address) - SAME - {pair.ada.profile.handle} == set()
    seen = shown(browser, lists[0], **SPANISH)
    assert {"algunas señales", "algo"} <= seen
    with monkeypatch.context() as patched:  # the control: without the words in Spanish they are found
        patched.setattr(readings, "in_language", lambda instrument, language: instrument)
        assert {"some signs", "some"} <= left_in_english(browser, lists[0])


def test_two_languages_make_one_line_and_both_flags(pair: Pair, spanish: Walk):
    english = Walk(pair.ada.browser(), pair.space)
    english.all(PLAIN)
    page = spanish.all(GRAVE)
    assert [each.document.version for each in read_all(pair.his().space, Response)] == [
        "PHQ-9 (US English)",
        "PHQ-9 (US Spanish)",
    ]
    (measure,) = responses_of(pair.tom.keyholder, pair.his())
    assert [reading.main.value for reading in measure.readings] == [8, 10]
    assert measure.readings[1].change is not None
    assert len(read_all(pair.his().space, RiskFlag)) == 1
    his = text(pair.tom.browser().get(page))
    assert PHQ9.items[0].text in his and "Answered in Spanish." in his and ", moderate" in his
    in_his_spanish = unescape(text(in_spanish(pair.tom.browser()).get(page)))
    assert ", moderada" in in_his_spanish and "ofrece el plan de seguridad" in in_his_spanish
    hers = text(spanish.browser.get(page))
    assert FIRST in hers and "una carga moderada de señales de ánimo bajo" in hers


def test_help_comes_with_the_grave_answer_in_spanish_too(spanish: Walk):
    answer = spanish.answer(9, 2)
    assert answer.status_code == 200 and 'class="help' in text(answer)


def test_what_was_begun_in_one_language_goes_on_in_the_other(pair: Pair, spanish: Walk):
    english = Walk(pair.ada.browser(), pair.space)
    english.answer(1, 3)
    assert re.search(r'value="3"[^>]* checked', text(spanish.browser.get(spanish.step(1))))
    spanish.answer(2, 2)
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space).answers[:2] == (3, 2)


def test_questions_without_published_spanish_are_english_and_the_page_says_so(pair: Pair):
    opened(pair)
    for name in ("gad-7", "pcl-5"):
        walk = Walk(in_spanish(pair.ada.browser()), pair.space, name)
        page = text(walk.browser.get(walk.step(1)))
        assert '<div lang="en-US">' in page
        assert "así que están en inglés" in unescape(page)
        assert "así que están en inglés" not in unescape(text(walk.browser.get(walk.url("answer", "phq-9", 1))))
        english = text(pair.ada.browser().get(walk.step(1)))
        assert "so they are in English" not in english
    start = unescape(text(walk.browser.get(walk.start)))
    assert start.count("Las preguntas están en inglés") == 3  # these two, and the CORE-10
    assert start.count("Sus preguntas están en inglés") == 1
