"""Every exercise on the shelf is whole in each language, and a file that is not says what is wrong."""

import copy
import tomllib

import pytest
from django.urls import reverse

from stillroom.core.instruments.rules import Level
from stillroom.toolkit.addresses import ExerciseInAddress
from stillroom.toolkit.definition import LANGUAGES, BadDefinition, Kind, defined
from stillroom.toolkit.shelves import FOLDER, shelf
from tests.lint.test_reading import is_easy, is_easy_in_spanish, prose
from tests.lint.test_words import TELLING, VOICES

EACH = pytest.mark.parametrize("name", sorted(shelf()))
ROWS = {"id": "more", "kind": "rows", "columns": [{"id": "all", "kind": "words"}]}
GOOD = tomllib.loads((FOLDER / "diary-card.toml").read_text(encoding="utf-8"))


@EACH
def test_each_is_short_says_its_source_and_asks_the_same_in_each_language(name: str):
    made = shelf()[name]
    assert made.minutes <= 10
    assert made.source
    labels = [list(made.words[language].labels) for language in LANGUAGES]
    assert labels[0] == labels[1]
    assert made.words["en"].title != made.words["es"].title


def test_addresses_are_neutral_and_each_one_s_own():
    words = [each.address for each in shelf().values()]
    assert len(set(words)) == len(words)
    for name in shelf():
        assert ExerciseInAddress().to_python(ExerciseInAddress().to_url(name)) == name
    addresses = [reverse("toolkit:do", args=[name]) for name in shelf()]
    assert [address for address in addresses if TELLING.search(address)] == []
    with pytest.raises(ValueError, match="nothing"):
        ExerciseInAddress().to_python("nothing")


@pytest.mark.parametrize(
    ("answers", "met"),
    [
        ({"urge_die": "3"}, []),
        ({"urge_die": "4"}, [Level.HIGH]),
        ({"acted": "no"}, []),
        ({"acted": "yes"}, [Level.HIGH]),
        ({"urge_die": "", "note": "9"}, []),
        ({}, []),
        ({"urge_die": "5", "urge_hurt": "5", "acted": "yes"}, [Level.HIGH] * 3),
    ],
)
def test_the_diary_card_asks_for_a_person_from_four_on_and_for_an_act(answers: dict[str, str], met: list[Level]):
    assert [each.level for each in shelf()["diary-card"].alarms_in(answers)] == met


def broken(change):
    table = copy.deepcopy(GOOD)
    change(table)
    return table


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda t: t.pop("source"), "source"),
        (lambda t: t.update(group="other"), "no group"),
        (lambda t: t["fields"].append(dict(t["fields"][0])), "ids of their own"),
        (lambda t: t["en"]["labels"].pop("note"), "no label for note"),
        (lambda t: t["es"]["labels"].update(more="x"), "not there: more"),
        (lambda t: t["en"]["options"]["skills"].pop("stop"), "options of skills"),
        (lambda t: t["fields"][0].update(low=5, high=5), "no scale"),
        (lambda t: t["fields"][3].update(options=["no"]), "nothing to choose"),
        (lambda t: t["fields"][0].update(kind="essay"), "essay"),
        (lambda t: t["alarms"][0].update(field="nowhere"), "no field nowhere"),
        (lambda t: t["alarms"][2].update(chosen="maybe"), "no field acted"),
        (lambda t: t["alarms"][0].update(level="terrible"), "terrible"),
        (lambda t: t["en"].update(rating="How hard?"), "one language alone"),
        (lambda t: t["en"].pop("finds"), "finds"),
        (lambda t: t["es"].update(finds=[]), "by which it is found"),
        (lambda t: t["fields"][0].update(kind="rows"), "rows have columns"),
        (lambda t: t["fields"][0].update(kind="picked"), "comes from somewhere"),
        (lambda t: t["fields"].append(ROWS), "too much for a row"),
        (lambda t: t.update(works_out="magic"), "nothing works out magic"),
        (lambda t: t.update(works_out="sleep"), "words for what sleep works out"),
        (lambda t: t.update(drawn="sea"), "nothing draws sea"),
        (lambda t: t.update(opened_by_therapist=True), "made sure of before it is opened"),
    ],
)
def test_a_file_that_is_not_whole_says_what_is_wrong(change, says: str):
    with pytest.raises(BadDefinition, match=says):
        defined("test", broken(change))


def test_the_control_the_file_as_it_is():
    assert defined("diary-card", GOOD) == shelf()["diary-card"]


def test_what_leads_on_and_what_is_picked_from_are_on_the_shelf():
    for each in shelf().values():
        assert each.then in ("", *shelf())
        for asked in each.fields:
            if asked.kind is Kind.PICKED:
                exercise, field = asked.source
                assert shelf()[exercise].field_of(field).columns
        if each.charts:
            numbers = {part.id for part in each.fields if part.kind is Kind.NUMBER}
            assert each.charts in numbers | set(each.words["en"].worked)
        if each.drawn == "week":
            (rows,) = (part for part in each.fields if part.columns)
            assert {"week-grid.day", "week-grid.part"} <= {f"{each.name}.{column.own}" for column in rows.columns}


# What the toolkit promises to have; a name that goes is missed by somebody.
NAMED = """thought-record activity week-grid exposure-ladder exposure-trial worry-time problem abc-sheet stuck-points
impact-statement diary-card chain script pros-cons opposite-action calm-place container resource between-log window
trigger-map nightmare parts body-map boundary-plan yes-no-maybe consent-check eco-map disclosure repair stigma-map
externalise letter kindness preferred-story strengths values energy non-negotiables after-work early-signs sleep-diary
body-care money-steps peers safety-plan"""


def test_every_exercise_that_is_promised_is_there():
    assert set(NAMED.split()) == set(shelf())


@pytest.mark.parametrize("name", [each.name for each in shelf().values() if each.opened_by_therapist])
def test_what_a_therapist_opens_says_what_to_make_sure_of(name: str):
    for language in LANGUAGES:
        assert len(shelf()[name].words[language].ready) >= 3


def said(name: str, language: str) -> list[str]:
    """All that the pages of an exercise say, but for what people may type to find it."""
    words = shelf()[name].words[language]
    options = [text for each in words.options.values() for text in each.values()]
    return [
        words.title,
        words.about,
        words.caution,
        words.rating,
        *words.labels.values(),
        *words.hints.values(),
        *options,
    ]


@EACH
def test_it_is_easy_to_read_in_each_language_and_harms_nobody(name: str):
    assert is_easy(prose(said(name, "en")))
    assert is_easy_in_spanish(prose(said(name, "es")))
    assert [(why, text) for why, pattern in VOICES.items() for text in said(name, "en") if pattern.search(text)] == []
