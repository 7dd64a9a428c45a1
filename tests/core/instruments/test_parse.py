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
    "categories of a sum": (lambda d: d["scoring"]["scores"][0].update(categories=[]), "goes with category_count"),
    "a percentage of nothing": (
        lambda d: d["scoring"]["scores"][0].update(
            method="percent_of_max",
            missing={"policy": "answered_only", "min_answered": 1, "round": "2dp_half_up", "source": "s"},
        ),
        "'item_max' is missing",
    ),
    "an algorithm in words": (lambda d: d["scoring"].update(asq={"rule": "..."}), "'asq' is not known"),
    "a gate that leads nowhere": (
        lambda d: d["scoring"]["scores"][0].update(gate={"item": "q1", "if_value": 0}),
        "'treat_missing_as' and 'then_score'",
    ),
    "a gate that no answer opens": (
        lambda d: d["scoring"]["scores"][0].update(gate={"item": "q1", "if_value": 7, "then_score": 0}),
        "no answer could ever",
    ),
    "a gate out of the range": (
        lambda d: d["scoring"]["scores"][0].update(gate={"item": "q1", "if_value": 0, "then_score": 28}),
        "leads out of it",
    ),
    "a section that nobody prints": (lambda d: d["items"][0].update(section="A"), "'section_instructions' is needed"),
    "a section without an item": (lambda d: d.update(section_instructions={"A": "Look."}), "'A' is not known"),
    "no words above and no null": (lambda d: d.update(instructions=""), "a text is needed"),
    "listed nowhere": (lambda d: d["administration"].update(listed="front"), "'front' is not one of"),
    "open to all and yet opened": (lambda d: d["administration"].update(listed="opened"), "nothing else is"),
    "a border on the wrong side": (lambda d: d["reliable_change"]["border"].update(op=">"), "'>' is not one of"),
    "a border out of reach": (lambda d: d["reliable_change"]["border"].update(value=28), "does not reach"),
    "nothing that is expected": (
        lambda d: [d["reliable_change"]["expected"][0].pop(each) for each in ("points", "percent")],
        "a fall is expected",
    ),
    "a class rule without classes": (
        lambda d: d["risk_rules"].append(
            {"classification": "x", "flag": "f", "results": ["a"], "level": "high", "action": "Look."}
        ),
        "there is no classification",
    ),
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
    "goals without goals": lambda d: d["scoring"]["scores"][0].update(method="mean_change"),
    "a policy with this method": lambda d: d["scoring"]["scores"][0]["missing"].update(policy="mean_of_answered"),
    "an unknown policy": lambda d: d["scoring"]["scores"][0]["missing"].update(policy="pairs_only"),
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


CLASS_MISTAKES: dict[str, tuple[Change, str]] = {
    "for everybody": (lambda c: c.update(clinician_only=False), "clinicians only"),
    "of nothing": (lambda c: c["cases"].clear(), "takes everything"),
    "that leaves a sheet out": (lambda c: c["cases"].pop(), "takes everything"),
    "that is over too soon": (lambda c: c["cases"][0]["when"].clear(), "takes everything"),
    "named like a pattern": (lambda c: c.update(id="ptsd_pattern"), "a pattern has this name"),
    "on a pattern that is not there": (lambda c: c["cases"][0]["when"][0].update(pattern="x"), "'x' is not one of"),
    "on two things at once": (lambda c: c["cases"][0]["when"][0].update(any_of=["p1"]), "one of 'pattern'"),
    "on an answer that is not offered": (
        lambda c: c["cases"][0]["when"].append({"any_of": ["p1"], "is": 9}),
        "needs this answer",
    ),
    "on the answers of nobody": (lambda c: c["cases"][0]["when"].append({"all_of": [], "is": 1}), "needs this answer"),
}


@pytest.mark.parametrize("name", CLASS_MISTAKES)
def test_a_mistake_in_a_classification_is_named(name: str) -> None:
    change, sentence = CLASS_MISTAKES[name]
    data: Any = data_of("itq")
    change(data["scoring"]["classification"])
    with pytest.raises(BadInstrument, match=sentence):
        parse_instrument(data)


def test_a_flag_on_a_class_that_never_comes_out_is_refused() -> None:
    for results, sentence in ((["mild"], "'mild' is not one of"), ([], "no answer could ever")):
        data: Any = data_of("asq")
        data["risk_rules"][0]["results"] = results
        with pytest.raises(BadInstrument, match=sentence):
            parse_instrument(data)


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("gbo", lambda d: d["goals"]["fields"].reverse(), "goals with first, latest are needed"),
        ("gbo", lambda d: d["goals"].update(most=0), "1 or more"),
        ("gbo", lambda d: d["goals"]["fields"].clear(), "at least one number"),
        ("gbo", lambda d: d["scoring"]["scores"][0].update(items=["goal1"]), "except where the answers are goals"),
        ("gas", lambda d: d["scoring"]["scores"][0].pop("rho"), "'rho' is missing"),
        ("gas", lambda d: d["scoring"]["scores"][0].update(rho=1.5), "0 to 1"),
        ("gas", lambda d: d["scoring"]["scores"][0].update(rho=0.305), "two decimals"),
        ("ace-brfss", lambda d: d["scoring"]["scores"][0]["categories"].pop(), "belongs to one category"),
        ("ace-brfss", lambda d: d["items"][4]["response_options"][2].pop("same_as_before"), "same_as_before"),
        ("ace-brfss", lambda d: d["items"][0]["response_options"][1].update(same_as_before=True), "same_as_before"),
    ],
)
def test_a_mistake_in_goals_or_categories_is_named(name: str, change: Change, sentence: str) -> None:
    data: Any = data_of(name)
    change(data)
    with pytest.raises(BadInstrument, match=sentence):
        parse_instrument(data)


def test_the_same_pattern_twice_is_refused() -> None:
    data: Any = data_of("pcl-5")
    data["scoring"]["patterns"] *= 2
    with pytest.raises(BadInstrument, match="twice"):
        parse_instrument(data)
