"""What somebody types finds what fits, in both languages, and is kept nowhere."""

import pytest
from django.urls import reverse
from django.utils import translation

from stillroom.core.exercises.finding import Findable, found, tokens
from stillroom.toolkit.looking import fitting, is_grave
from stillroom.vault.models import Record
from tests.care.pair import Pair

# What is typed, in both languages; of these exercises each that is named has to be among the first three.
FITS = [
    ("I can't breathe", "no puedo respirar", {"breathe"}),
    ("I had a bad client", "tuve un mal cliente", {"after-work", "boundary-plan", "trigger-map", "peers", "body-care"}),
    ("I feel dirty", "me siento sucia", {"stigma-map", "kindness", "externalise"}),
    ("I can't sleep after work", "no puedo dormir después del trabajo", {"after-work", "sleep-diary"}),
    ("my partner found out", "mi pareja se enteró", {"disclosure", "repair", "eco-map"}),
    ("I want to say no more often", "quiero decir que no más a menudo", {"boundary-plan", "script", "yes-no-maybe"}),
]
BOTH = [(en, "en", fits) for en, _es, fits in FITS] + [(es, "es", fits) for _en, es, fits in FITS]


@pytest.mark.parametrize(("typed", "language", "fits"), BOTH)
def test_what_fits_is_among_the_first_three(typed: str, language: str, fits: set[str]):
    with translation.override(language):
        first = [each.name for each in fitting(typed)[:3]]
    assert first[0] in fits
    assert len(fits.intersection(first)) == min(len(fits), 3)


@pytest.mark.parametrize("typed", ["I CANT BREATHE!!", "can’t breathe", "breathing is hard"])
def test_it_finds_the_same_however_it_is_typed(typed: str):
    assert fitting(typed)[0].name == "breathe"


@pytest.mark.parametrize("typed", ["", "   ", "zzz", "the and of", "🙂", "a" * 200])
def test_what_says_nothing_finds_nothing(typed: str):
    assert fitting(typed) == ()


def test_a_rare_word_counts_more_than_a_common_one():
    shelf = [Findable("rare", ("owl",), ""), Findable("common", ("work",), ""), Findable("other", ("work day",), "")]
    assert found("owl work", shelf)[0] == "rare"


def test_accents_case_and_small_words_make_no_difference():
    assert tokens("¿Qué VERGÜENZA?") == tokens("verguenza")
    assert tokens("I don't sleep") == tokens("dont sleeping")


@pytest.mark.parametrize(
    ("typed", "grave"),
    [
        ("I want to die", True),
        ("thinking of suicide", True),
        ("quiero morir", True),
        ("I killed the mood", True),  # once too often
        ("I can't breathe", False),
        ("no puedo dormir", False),
    ],
)
def test_people_come_first_where_somebody_may_be_in_danger(pair: Pair, typed: str, grave: bool):
    assert is_grave(typed) is grave
    page = pair.ada.browser().post(reverse("toolkit:find"), {"words": typed}).content.decode()
    assert ("First, somebody to talk to" in page) is grave
    assert (typed in page.replace("&#x27;", "'").replace("&#39;", "'")) is True


def test_it_goes_by_post_and_is_kept_nowhere(pair: Pair):
    browser, before = pair.ada.browser(), Record.objects.count()
    assert browser.get(reverse("toolkit:find")).status_code == 405
    page = browser.post(reverse("toolkit:find"), {"words": "I feel dirty"}).content.decode()
    assert reverse("toolkit:do", args=["kindness"]) in page
    assert Record.objects.count() == before
    assert "Nothing here says it like that" in browser.post(reverse("toolkit:find"), {"words": "zzz"}).content.decode()
