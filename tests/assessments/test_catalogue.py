"""The shipped questionnaires are whole: read at the start, offered only as they may be."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from stillroom.assessments import catalogue as shelf
from stillroom.assessments import queries
from stillroom.assessments.catalogue import catalogue, in_language
from stillroom.assessments.queries import instrument_of, offers_of
from stillroom.base.errors import Hidden
from stillroom.core.instruments.model import ClientWords, Instrument, Listed, Unlock
from stillroom.core.instruments.reading import BadInstrument
from tests.assessments.walking import PHQ9
from tests.cast import Person
from tests.reading import grade

REAL = shelf.HERE
SPANISH = json.loads((REAL / "phq-9.es.json").read_text())


@pytest.fixture
def another_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of this test alone, with the PHQ-9 on it."""
    (tmp_path / "phq-9.json").write_bytes((shelf.HERE / "phq-9.json").read_bytes())
    monkeypatch.setattr(shelf, "HERE", tmp_path)
    shelf.shelf.cache_clear()
    yield tmp_path
    shelf.shelf.cache_clear()


def put(folder: Path, name: str, **changes: object) -> None:
    data = json.loads((folder / "phq-9.json").read_text())
    (folder / f"{name}.json").write_text(json.dumps({**data, **changes}))


def test_every_file_is_an_instrument_under_its_own_name_and_worked_examples_are_not_read_as_one() -> None:
    assert {key[0] for key in catalogue()} == {path.stem for path in shelf.HERE.glob("*.json") if "." not in path.stem}
    assert ("phq-9", PHQ9.version) in catalogue()


def test_an_id_in_no_file_is_hidden() -> None:
    for name in ("phq-8", "PHQ-9", ""):
        with pytest.raises(Hidden):
            instrument_of(None, name)


def test_an_older_version_can_be_read_and_the_newest_is_asked(another_shelf: Path) -> None:
    put(another_shelf, "phq-9b", version="Second")
    assert {version for _id, version in catalogue()} == {PHQ9.version, "Second"}
    assert instrument_of(None, "phq-9").version == "Second"


def test_the_same_version_twice_stops_everything(another_shelf: Path) -> None:
    put(another_shelf, "twin")
    with pytest.raises(BadInstrument, match="twice"):
        catalogue()


def test_one_word_in_addresses_for_two_or_two_for_one_stops_everything(another_shelf: Path) -> None:
    for change in ({"id": "other"}, {"version": "Second", "address": "spirit"}):
        put(another_shelf, "phq-9b", **change)
        shelf.shelf.cache_clear()
        with pytest.raises(BadInstrument, match="needs one address"):
            catalogue()


def test_what_a_therapist_must_unlock_is_not_offered(monkeypatch: pytest.MonkeyPatch, ada: Person) -> None:
    locked = replace(PHQ9, administration=replace(PHQ9.administration, unlock=Unlock("Later.", ("Talk first.",))))
    plan = replace(PHQ9, id="plan", administration=replace(PHQ9.administration, listed=Listed.PLAN))
    table = {("phq-9", PHQ9.version): locked, ("plan", PHQ9.version): plan}
    offered = {offer.instrument.id for offer in offers_of(ada.keyholder, None)}
    assert {"phq-9", "gad-7"} < offered and not offered & {"pcl-5", "itq", "des-ii", "asq", "ace-brfss", "sisq-drug"}
    assert not offered & {"gbo", "gas"}
    monkeypatch.setattr(queries, "catalogue", lambda: table)
    assert offers_of(ada.keyholder, None) == ()


def translation(folder: Path, **changes: object) -> None:
    data = json.loads((REAL / "phq-9.es.json").read_text())
    (folder / "phq-9.es.json").write_text(json.dumps({**data, **changes}))


def counted(instrument: Instrument) -> Instrument:
    """What is left of an instrument without its words: ids, values, scoring, thresholds, rules."""
    items = tuple(
        replace(item, text="", options=tuple(replace(option, label="") for option in item.options))
        for item in instrument.items
    )
    classes = instrument.classification
    scores = tuple(
        replace(
            each,
            label="",
            client_label="",
            bands=tuple(replace(band, label="", client_text="", client_short="") for band in each.bands),
        )
        for each in instrument.scores
    )
    return replace(
        instrument,
        **dict.fromkeys(("version", "language", "title", "instructions", "construct", "audience_notes"), ""),
        administration=replace(instrument.administration, unlock=instrument.administration.requires_therapist_unlock),
        cutoffs=tuple(replace(each, label="") for each in instrument.cutoffs),
        patterns=tuple(replace(each, description="") for each in instrument.patterns),
        risk_rules=tuple(replace(each, flag=replace(each.flag, action="")) for each in instrument.risk_rules),
        risk_missing=tuple(replace(each, flag=replace(each.flag, action="")) for each in instrument.risk_missing),
        class_rules=tuple(replace(each, flag=replace(each.flag, action="")) for each in instrument.class_rules),
        classification=classes
        and replace(classes, description="", cases=tuple(replace(case, label="") for case in classes.cases)),
        client=ClientWords("", ""),
        recall_period=replace(instrument.recall_period, text=""),
        licence=replace(instrument.licence, attribution=""),
        verification=replace(instrument.verification, wording=""),
        items=items,
        scores=scores,
    )


def test_a_reader_of_spanish_gets_the_published_spanish_words() -> None:
    with override("es"):
        spanish = instrument_of(None, "phq-9")
    assert (spanish.language, spanish.version, spanish.edition) == ("es-US", "PHQ-9 (US Spanish)", PHQ9.version)
    assert spanish.items[0].text == "Poco interés o placer en hacer cosas"
    assert spanish.items[0].options[0].label == "Ningún día"
    assert "Pfizer" in spanish.licence.attribution and spanish.licence.show_attribution
    assert all(ours.text != theirs.text for ours, theirs in zip(PHQ9.items, spanish.items, strict=True))


def test_all_that_counts_in_a_translation_is_what_it_is_in_the_original() -> None:
    translated = shelf.shelf().in_language
    assert {key[0] for key in translated} == {name for name, _version in catalogue()}
    for (name, edition, _language), each in translated.items():
        assert counted(each) == counted(catalogue()[name, edition])


def test_the_comparison_sees_an_option_a_band_or_a_rule_that_differs() -> None:
    """The control of the one above."""
    first, score = PHQ9.items[0], PHQ9.scores[0]
    option = replace(first, options=(replace(first.options[0], value=3), *first.options[1:]))
    band = replace(score, bands=(replace(score.bands[0], max=5), *score.bands[1:]))
    for other in (
        replace(PHQ9, items=(option, *PHQ9.items[1:])),
        replace(PHQ9, items=(replace(first, id="q0"), *PHQ9.items[1:])),
        replace(PHQ9, scores=(band,)),
        replace(PHQ9, risk_rules=PHQ9.risk_rules[1:]),
    ):
        assert counted(other) != counted(PHQ9)


@pytest.mark.parametrize("name", sorted({name for name, _version in catalogue()} - {"phq-9"}))
def test_where_no_published_spanish_was_found_the_questions_stay_and_our_own_words_are_spanish(name: str) -> None:
    base = next(each for (found, _version), each in catalogue().items() if found == name)
    spanish = in_language(base, "es")
    assert (spanish.version, spanish.items, spanish.language) == (base.version, base.items, base.language)
    assert spanish.client.name != base.client.name and spanish.client.about != base.client.about
    assert bool(spanish.client.hint) == bool(base.client.hint) and (spanish.client.hint or "x") != base.client.hint
    for mine, other in zip(base.scores, spanish.scores, strict=True):
        assert bool(mine.client_label) == bool(other.client_label)
        for ours, theirs in zip(mine.bands, other.bands, strict=True):
            assert ours.client_text != theirs.client_text and ours.client_short != theirs.client_short


def test_every_instrument_speaks_to_its_client_in_every_language_of_the_house() -> None:
    for language, _name in settings.LANGUAGES:
        for instrument in catalogue().values():
            assert (
                language == "en"
                or in_language(instrument, language).client != instrument.client
                or (instrument.version != instrument.edition)
            )


def clinicians_words(instrument: Instrument) -> list[str]:
    """All that the house itself says to whoever reads the answers."""
    unlock = instrument.administration.unlock
    flags = [rule.flag for rule in (*instrument.risk_rules, *instrument.risk_missing, *instrument.class_rules)]
    classes = instrument.classification
    return [
        instrument.construct,
        instrument.audience_notes,
        *(each.label for each in instrument.scores),
        *(band.label for each in instrument.scores for band in each.bands),
        *(each.label for each in instrument.cutoffs),
        *(each.description for each in instrument.patterns),
        *(flag.action for flag in flags),
        *((classes.description, *(case.label for case in classes.cases)) if classes else ()),
        *((unlock.when, *unlock.preparation) if unlock else ()),
    ]


def test_a_clinician_who_reads_spanish_reads_no_word_of_the_house_in_english() -> None:
    for (name, edition, language), each in shelf.shelf().in_language.items():
        english = clinicians_words(catalogue()[name, edition])
        assert language == "es" and len(english) > 2
        assert [word for word, ours in zip(clinicians_words(each), english, strict=True) if word == ours] == []


def test_a_language_that_nobody_translated_is_read_in_the_source() -> None:
    assert in_language(PHQ9, "fr") == PHQ9


def test_a_translation_that_misses_a_word_stops_everything(another_shelf: Path) -> None:
    for sentence, change in (
        ("nothing that this translates", {"of": "PHQ-9 (first)"}),
        ("5 bands are needed", {"bands": {"total": []}}),
        ("'q1' is missing", {"questions": {**SPANISH["questions"], "items": {}}}),
        ("4 labels are needed", {"questions": {**SPANISH["questions"], "options": ["Nada"]}}),
        ("a version of its own", {"questions": {**SPANISH["questions"], "version": PHQ9.version}}),
        ("'tone' is not known", {"tone": "warm"}),
        ("an object is needed", {"clinician": None}),
        ("5 texts are needed", {"clinician": {**SPANISH["clinician"], "bands": {"total": ["leve"]}}}),
        ("'phq9_ge10' is missing", {"clinician": {**SPANISH["clinician"], "cutoffs": {}}}),
        ("'unlock' is not known", {"clinician": {**SPANISH["clinician"], "unlock": {}}}),
    ):
        translation(another_shelf, **change)
        shelf.shelf.cache_clear()
        with pytest.raises(BadInstrument, match=sentence):
            catalogue()


def test_client_words_are_easy_and_name_no_diagnosis() -> None:
    for instrument in catalogue().values():
        words = [
            instrument.client.name + ".",
            instrument.client.about,
            instrument.client.hint,
            *(each.client_label + "." for each in instrument.scores),
            *(band.client_text + "." for each in instrument.scores for band in each.bands),
        ]
        assert not re.search(r"depress|ptsd|disorder|diagnos|severe|trauma|patient", " ".join(words).lower())
        if instrument.language.startswith("en"):
            assert grade(instrument.client.about) <= 6, instrument.id
            assert not instrument.client.hint or grade(instrument.client.hint) <= 6, instrument.id
