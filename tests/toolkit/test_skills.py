"""All skills are there in each language, easy to read, and the ones that can harm say for whom."""

import tomllib

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from stillroom.toolkit.definition import LANGUAGES
from stillroom.toolkit.skills import FILE, skills
from tests.lint.test_reading import is_easy, is_easy_in_spanish, prose
from tests.lint.test_words import VOICES

NAMES = {
    *("Wise mind", "Observe", "Describe", "Participate", "Non-judgmentally", "One-mindfully", "Effectively"),
    *("STOP", "Pros and cons", "TIPP", "ACCEPTS", "Self-soothe", "IMPROVE", "Radical acceptance", "Turning the mind"),
    *("Willingness", "Half-smile", "Name the emotion", "Check the facts", "Opposite action", "Problem solving"),
    *("ABC PLEASE", "Ride the wave", "DEAR MAN", "GIVE", "FAST", "Validation", "Dialectics"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_there_with_when_and_how(language: str):
    with translation.override(language):
        found = [each for _title, family in skills() for each in family]
    assert {each.known for each in found} == NAMES
    assert len({each.title for each in found}) == len(found) == len(tomllib.loads(FILE.read_text())["skills"])
    words = [text for each in found for text in (each.when, each.how, each.caution)]
    assert all(each.when and each.how for each in found)
    assert (is_easy if language == "en" else is_easy_in_spanish)(prose(words))
    if language == "en":
        assert [text for text in words for pattern in VOICES.values() if pattern.search(text)] == []


def test_cold_water_says_for_whom_it_is_not():
    (tipp,) = (each for _title, family in skills() for each in family if each.known == "TIPP")
    assert "heart" in tipp.caution
    assert "eating disorder" in tipp.caution


@pytest.mark.django_db
def test_anybody_looks_them_up():
    page = Client().get(reverse("toolkit:skills")).content.decode()
    assert "Stop before you act" in page
