"""Every exercise on the shelf is whole in each language, and a file that is not says what is wrong."""

import copy
import tomllib

import pytest
from django.urls import reverse

from stillroom.core.instruments.rules import Level
from stillroom.toolkit.addresses import ExerciseInAddress
from stillroom.toolkit.definition import LANGUAGES, BadDefinition, defined
from stillroom.toolkit.shelves import FOLDER, shelf
from tests.lint.test_words import TELLING

EACH = pytest.mark.parametrize("name", sorted(shelf()))
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
    ],
)
def test_a_file_that_is_not_whole_says_what_is_wrong(change, says: str):
    with pytest.raises(BadDefinition, match=says):
        defined("test", broken(change))


def test_the_control_the_file_as_it_is():
    assert defined("diary-card", GOOD) == shelf()["diary-card"]
