"""Rights and facts: short, in both languages, with their law and day, and honest about being old."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.practice.facts import STALE, Fact
from stillroom.practice.file import load_practice
from tests.lint.test_reading import is_easy_in_spanish
from tests.lint.test_words import HARMFUL, VOICES
from tests.reading import grade

SHIPPED = sorted((Path(__file__).resolve().parents[2] / "practices").glob("*.toml"))
LAW = 8  # laws have long names; the pages around them keep to 6


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_has_its_law_its_day_and_words_in_both_languages(path: Path):
    facts = load_practice(path.read_text(encoding="utf-8")).facts
    assert {"reporting", "condoms", "exam", "record"} <= {fact.id for fact in facts}
    for fact in facts:
        spanish = fact.said("es")
        assert spanish.title != fact.title
        assert grade(fact.words) <= LAW
        assert is_easy_in_spanish(spanish.words)
        assert not any(pattern.search(fact.words) for pattern in (HARMFUL, *VOICES.values()))


@pytest.mark.parametrize(("days", "stale"), [(0, False), (365, False), (366, True)])
def test_after_a_year_it_says_that_it_may_have_changed(days: int, stale: bool):
    fact = Fact("x", "X", "Words.", "Law 1", "", date(2026, 1, 1))
    assert fact.is_stale(date(2026, 1, 1) + timedelta(days=days)) is stale
    assert timedelta(days=365) == STALE


def test_a_file_from_before_there_were_any_stays_good():
    text = SHIPPED[0].read_text(encoding="utf-8")
    start, end = text.index("\n[[facts]]"), text.index("\n# Nobody under 18")
    assert load_practice(text[:start] + text[end:]).facts == ()


@pytest.mark.django_db
def test_anybody_reads_them_in_their_language():
    address = reverse("toolkit:facts")
    assert "Penal Code 647.3" in Client().get(address).content.decode()
    spanish = Client(headers={"accept-language": "es"}).get(address).content.decode()
    assert "Los condones no son prueba" in spanish
