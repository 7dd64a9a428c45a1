"""A mistake in a data file is found when it is read, with its place, not when somebody's sheet is scored."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from stillroom.core.instruments.parse import parse_instrument
from stillroom.core.instruments.reading import BadInstrument, UnsupportedMethod
from tests.core.instruments.sheets import PHQ9, SUM, data_of, invented, item, options, phq9_data

Change = Callable[[Any], object]


def test_the_catalogues_phq9_is_read_whole() -> None:
    assert (PHQ9.id, len(PHQ9.items), PHQ9.year) == ("phq-9", 10, 2001)
    assert [each.loinc for each in PHQ9.items if each.risk] == ["44260-8"]
    assert PHQ9.loinc is not None
    assert (PHQ9.loinc.panel, PHQ9.loinc.total) == ("44249-1", "44261-6")
    assert PHQ9.licence.show_attribution
    assert not PHQ9.licence.non_commercial
    difficulty = PHQ9.items[-1]
    assert (difficulty.scored, difficulty.required) == (False, False)
    assert difficulty.options[0].label == "Not difficult at all"


def test_reading_does_not_change_the_data() -> None:
    data = phq9_data()
    before = copy.deepcopy(data)
    parse_instrument(data)
    assert data == before


@pytest.mark.parametrize("field", sorted(phq9_data()))
def test_every_field_is_needed(field: str) -> None:
    data = phq9_data()
    del data[field]
    with pytest.raises(BadInstrument, match=f"'{field}' is missing"):
        parse_instrument(data)


@pytest.mark.parametrize("field", sorted(phq9_data()))
@pytest.mark.parametrize("value", [7.5, "", [[]], {"no": "such"}, True])
def test_no_field_takes_just_anything(field: str, value: object) -> None:
    with pytest.raises(BadInstrument):
        parse_instrument({**phq9_data(), field: value})


MISTAKES: dict[str, tuple[Change, str]] = {
    "an unknown field": (lambda d: d.update(colour="red"), r"phq-9: 'colour' is not known"),
    "an unknown field inside": (lambda d: d["items"][2].update(hint="x"), r"items\[2\]: 'hint' is not known"),
    "an address of signs": (lambda d: d.update(address="mood-1"), "3 to 12 letters"),
    "an address that says the id": (lambda d: d.update(address="myphq"), "address: this tells"),
    "an address that says what it measures": (lambda d: d.update(address="depress"), "address: this tells"),
    "no items": (lambda d: d["items"].clear(), "at least one item"),
    "an item twice": (lambda d: d["items"][1].update(id="q1"), r"items\[1\].id: 'q1' is there twice"),
    "a text for a truth": (lambda d: d["items"][0].update(reverse="no"), r"reverse: true or false"),
    "an option twice": (lambda d: d["response_options"][1].update(value=0), "there twice"),
    "a decimal option": (lambda d: d["response_options"][1].update(value=0.5), "whole number"),
    "no options": (lambda d: d["response_options"].clear(), "needs options"),
    "a number with no end": (lambda d: d["items"][0].update(type="integer", min=0), "'min' and 'max'"),
    "an unreadable condition": (lambda d: d["items"][9].update(show_if="sometimes"), "show_if: 'sometimes'"),
    "a condition on what comes later": (lambda d: d["items"][0].update(show_if="q2 >= 1"), "asked before"),
    "no scores": (lambda d: d["scoring"]["scores"].clear(), "at least one score"),
    "a score twice": (lambda d: d["scoring"]["scores"].append(d["scoring"]["scores"][0]), "'total' is there twice"),
    "a score of an unknown item": (lambda d: d["scoring"]["scores"][0]["items"].append("q10"), "no item 'q10'"),
    "an item counted twice": (lambda d: d["scoring"]["scores"][0]["items"].append("q1"), "cannot be counted"),
    "an unscored item counted": (
        lambda d: d["scoring"]["scores"][0]["items"].append("difficulty"),
        "cannot be counted",
    ),
    "a range the items cannot make": (
        lambda d: d["scoring"]["scores"][0].update(range=[0, 28]),
        "the items make 0 to 27 possible",
    ),
    "a multiplier that moves the range": (lambda d: d["scoring"]["scores"][0].update(multiplier=2), "0 to 54"),
    "an item_max for a sum": (lambda d: d["scoring"]["scores"][0].update(item_max=3), "goes with"),
    "all may be missing": (lambda d: d["scoring"]["scores"][0]["missing"].update(max_missing=9), "only 9 items"),
    "another rounding": (lambda d: d["scoring"]["scores"][0]["missing"].update(round="down"), "'down' is not one"),
    "a policy without its number": (
        lambda d: d["scoring"]["scores"][0]["missing"].pop("max_missing"),
        "'prorate' needs max_missing, round",
    ),
    "bands that overlap": (lambda d: d["scoring"]["scores"][0]["bands"][1].update(min=4), "must rise"),
    "a band upside down": (lambda d: d["scoring"]["scores"][0]["bands"][1].update(max=1), "below 'min'"),
    "a cutoff on nothing": (lambda d: d["cutoffs"][0].update(score="sum"), "'sum' is not one of total"),
    "a cutoff with no comparison": (lambda d: d["cutoffs"][0].update(op="in"), "'in' is not one of"),
    "a cutoff of infinity": (lambda d: d["cutoffs"][0].update(value=float("inf")), "sensible size"),
    "a cutoff of nan": (lambda d: d["cutoffs"][0].update(value=float("nan")), "sensible size"),
    "a change the wrong way": (
        lambda d: d["reliable_change"].update(direction="increase=improvement"),
        "the score itself is higher_worse",
    ),
    "a change of nothing": (lambda d: d["reliable_change"].update(points=0), "more than 0"),
    "a risk rule on nothing": (lambda d: d["risk_rules"][0].update(item="q10"), "'q10' is not one of"),
    "a risk rule that never warns": (lambda d: d["risk_rules"][1].update(op=">", value=3), "no answer could ever"),
    "a level nobody knows": (lambda d: d["risk_rules"][0].update(level="red"), "'red' is not one of"),
    "a licence on hold": (lambda d: d["licence"].update(ship="hold"), "'hold' is not one of"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_its_place(name: str) -> None:
    change, sentence = MISTAKES[name]
    data = phq9_data()
    parse_instrument(copy.deepcopy(data))
    change(data)
    with pytest.raises(BadInstrument, match=sentence) as caught:
        parse_instrument(data)
    assert str(caught.value).startswith("phq-9")


UNSUPPORTED: dict[str, Change] = {
    "a method": lambda d: d["scoring"]["scores"][0].update(method="gas_t"),
    "a policy with this method": lambda d: d["scoring"]["scores"][0]["missing"].update(policy="mean_of_answered"),
    "an unknown policy": lambda d: d["scoring"]["scores"][0]["missing"].update(policy="pairs_only"),
    "a gate": lambda d: d["scoring"]["scores"][0].update(gate={"item": "q1"}),
    "an algorithm": lambda d: d["scoring"].update(asq={"rule": "..."}),
}


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_what_the_engine_cannot_score_is_refused_when_read(name: str) -> None:
    data = phq9_data()
    UNSUPPORTED[name](data)
    with pytest.raises(UnsupportedMethod, match="cannot be scored by this engine"):
        parse_instrument(data)


def test_not_applicable_is_an_option_without_a_value() -> None:
    read = parse_instrument(invented(SUM, response_options=options(1, 2, 3, 4, 5, "NA")))
    assert [option.value for option in read.items[0].options] == [1, 2, 3, 4, 5, None]
    assert read.items[0].offers_not_applicable
    assert read.items[0].highest == 5


def test_a_condition_may_speak_of_labels() -> None:
    items = [item("q1"), item("q2"), item("q3"), item("q4", show_if="any of q1-q3 is Label of 2 or not answered")]
    condition = parse_instrument(invented(SUM, items=items)).items[3].show_if
    assert condition is not None
    assert condition.holds([1, 2, 1, None])
    assert not condition.holds([1, 1, 1, None])


def test_a_non_commercial_licence_can_be_told() -> None:
    data = phq9_data()
    data["licence"] = {**dict(data["licence"]), "commercial_use": False}  # type: ignore[call-overload]
    assert parse_instrument(data).licence.non_commercial


PATTERN_MISTAKES: dict[str, tuple[Change, str]] = {
    "for everybody": (lambda p: p.update(clinician_only=False), "clinicians only"),
    "of nothing": (lambda p: p.update(clusters=[]), "at least one cluster"),
    "with an item that is not there": (lambda p: p["clusters"][0].update(items=["q21"]), "'q21' is not one of"),
    "with an item twice": (lambda p: p["clusters"][0].update(items=["q1", "q1"]), "counts once"),
    "that always holds": (lambda p: p["clusters"][0].update(threshold=0), "some answers must lie below"),
    "that never holds": (lambda p: p["clusters"][0].update(threshold=5), "some answers must lie below"),
    "that wants more than there is": (lambda p: p["clusters"][1].update(min_count=3), "only 2 items"),
    "that wants nothing": (lambda p: p["clusters"][1].update(min_count=0), "1 or more"),
    "with a word too many": (lambda p: p.update(colour="red"), "'colour' is not known"),
}


@pytest.mark.parametrize("name", PATTERN_MISTAKES)
def test_a_mistake_in_a_pattern_is_named(name: str) -> None:
    change, sentence = PATTERN_MISTAKES[name]
    data: Any = data_of("pcl-5")
    change(data["scoring"]["patterns"][0])
    with pytest.raises(BadInstrument, match=sentence):
        parse_instrument(data)


def test_the_same_pattern_twice_is_refused() -> None:
    data: Any = data_of("pcl-5")
    data["scoring"]["patterns"] *= 2
    with pytest.raises(BadInstrument, match="twice"):
        parse_instrument(data)
