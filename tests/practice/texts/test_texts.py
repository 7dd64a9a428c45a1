"""What a client agrees to: readable, complete, and the same words for ever under the same number."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from stillroom.practice.file import Custodian, Practice, load_practice
from stillroom.practice.texts import ORDER, Block, ConsentText, Licensee, all_texts, consent_texts, fill, read_text
from tests.lint.test_catalogues import HARMFUL as HARMFUL_IN_SPANISH
from tests.reading import grade
from tests.reading_spanish import ease

PRACTICES = Path(__file__).resolve().parents[3] / "practices"
TOM = Licensee(name="Tom Alder", kind="LMFT", number="123456", state="CA", expires=date(2028, 5, 31))
PSYCHOLOGIST = Licensee(name="Iris Wren", kind="PSY", number="98765", state="CA", expires=date(2027, 1, 31))

# A published text is never edited: somebody agreed to it. To change one, copy it to the next version and add it here.
PUBLISHED = {
    ("complaint", 1, "en"): "3f8634d64a2ce2da395822685a97a80c6acbcbdc6730daa5f4e6158039dd4849",
    ("confidentiality", 1, "en"): "d765b03fff9af88c85763b6f04b7fdc6fc3150f9f28637b55a3e44fb89b7d414",
    ("fees", 1, "en"): "874dbe3d6709f021cfae882a86e8ffd4061ecb1227abd13cf88f7908c86a5ee3",
    ("names", 1, "en"): "73179cf6f3d3cc847b9225141a59d149b9bfe72814efc21f8edf1af68fe4c01e",
    ("records", 1, "en"): "eda441607bf96fa4fc77d541f0970ef1c2a8880a64a8c0919a364b2ebb3470dd",
    ("telehealth", 1, "en"): "b43031d0de8b5ba574a2833238e97f2a1e0c38f49c9dd0214d0d6d3c6ae67dbc",
    ("complaint", 1, "es"): "13b102a5f4b6ac27d1932c641cc2fbd0b63719dec7eb1354e05e7f578ea441e7",
    ("confidentiality", 1, "es"): "a0372757c800d611c54c88192131b168d31e5f56c43882d5c0e4d96c351f81b9",
    ("fees", 1, "es"): "70b026395a5005fa401a5c83f8e93267830046fe92e98c50f9a13d865442c513",
    ("names", 1, "es"): "0458ef97bf4d20e2513666c9be8f108c28ef5e60fe035750657ccd0028356c88",
    ("records", 1, "es"): "8256e510ad81ac49b1dd467db49262863efcae252fe21f7f33c16cbbef21aad0",
    ("telehealth", 1, "es"): "7e62b753a9b14a5924526941c218b281d98b2d514a9960ea6a4030ed540b4841",
}


@pytest.fixture
def practice() -> Practice:
    return load_practice((PRACTICES / "quiet-harbor.toml").read_text(encoding="utf-8"))


def texts_by_id(practice: Practice, licensee: Licensee = TOM) -> dict[str, ConsentText]:
    return {text.id: fill(text, practice, licensee) for text in consent_texts("en")}


def test_every_text_is_there_in_the_order_it_is_shown() -> None:
    assert tuple(text.id for text in consent_texts("en")) == ORDER


def test_a_published_text_is_never_edited() -> None:
    assert {(text.id, text.version, text.language): text.sha256 for text in all_texts()} == PUBLISHED


@pytest.mark.parametrize("text", all_texts(), ids=lambda text: f"{text.language}-{text.id}-{text.version}")
def test_a_client_can_read_it(text: ConsentText, practice: Practice) -> None:
    shown = fill(text, practice, TOM)
    if text.language == "en":
        assert grade(shown.body) <= 8
    else:
        assert ease(shown.body) >= 65  # quite easy: the consents may be harder than pages, and are not
    for block in shown.blocks:
        if block.kind == "paragraph":
            assert len(block.lines[0].split()) <= 75


@pytest.mark.parametrize("text", all_texts(), ids=lambda text: f"{text.language}-{text.id}-{text.version}")
def test_it_uses_no_word_that_wounds_or_promises_too_much(text: ConsentText, practice: Practice) -> None:
    words = fill(text, practice, TOM).body.casefold()
    for word in ("prostitut", "rescue", "victim", "risky", "non-compliant", "zero knowledge", "end-to-end", "failed"):
        assert word not in words
    assert not HARMFUL_IN_SPANISH.search(words)
    assert "extremo a extremo" not in words


def test_every_text_is_there_in_spanish_with_the_number_and_the_facts_of_the_english_one() -> None:
    english = {text.id: text for text in consent_texts("en")}
    spanish = {text.id: text for text in consent_texts("es")}
    assert {text.language for text in spanish.values()} == {"es"}
    for name, text in english.items():
        there = spanish[name]
        assert there.version == text.version
        assert sorted(re.findall(r"\{\w+\}", there.body)) == sorted(re.findall(r"\{\w+\}", text.body))
        assert [block.kind for block in there.blocks] == [block.kind for block in text.blocks]
        assert bool(there.custodian[0]) == bool(text.custodian[0])
        assert set(text.to_confirm) < set(there.to_confirm)
        assert there.sources == text.sources


def test_the_facts_are_written_in_the_language_of_the_text(practice: Practice) -> None:
    texts = {text.id: fill(text, practice, TOM).body for text in consent_texts("es")}
    assert "50 minutos y cuesta $150.00" in texts["fees"]
    assert "24 horas antes" in texts["fees"]
    assert "31 de mayo de 2028" in texts["complaint"]
    assert "terapia matrimonial y familiar" in texts["complaint"]


@pytest.mark.parametrize("text", all_texts(), ids=lambda text: f"{text.language}-{text.id}-{text.version}")
def test_each_names_what_a_lawyer_has_to_confirm_and_where_its_facts_are_from(text: ConsentText) -> None:
    assert text.needs_lawyer
    assert text.to_confirm
    assert text.sources


def test_filling_leaves_no_place_empty(practice: Practice) -> None:
    for text in texts_by_id(practice).values():
        assert "{" not in text.body


def test_the_fees_are_those_of_the_practice(practice: Practice) -> None:
    body = texts_by_id(practice)["fees"].body
    for fact in ("50 minutes", "$150.00", "$50.00", "$40.00", "24 hours", "QH SERVICES"):
        assert fact in body


def test_the_license_and_its_board_are_those_of_the_therapist(practice: Practice) -> None:
    tom, iris = texts_by_id(practice)["complaint"].body, texts_by_id(practice, PSYCHOLOGIST)["complaint"].body
    assert "Board of Behavioral Sciences receives and responds to complaints" in tom
    assert "marriage and family therapists" in tom
    assert "www.bbs.ca.gov" in tom
    assert "(916) 574-7830" in tom
    assert "LMFT 123456 (California)" in tom
    assert "May 31, 2028" in tom
    assert "Board of Psychology receives" in iris
    assert "Behavioral" not in iris


def test_a_text_about_a_therapist_is_not_shown_without_one(practice: Practice) -> None:
    complaint = next(text for text in consent_texts("en") if text.id == "complaint")
    with pytest.raises(KeyError):
        fill(complaint, practice)
    fees = next(text for text in consent_texts("en") if text.id == "fees")
    assert fill(fees, practice) == fill(fees, practice, TOM)


def test_who_keeps_records_is_told_as_it_is(practice: Practice) -> None:
    keeper = Custodian(b"\xab" * 32, date(2026, 1, 1))
    without = texts_by_id(practice)["confidentiality"].body
    having = texts_by_id(replace(practice, custodians=(keeper,)))["confidentiality"].body
    assert "Nobody else holds a key" in without
    assert "record keepers" not in without
    assert "two of three named record keepers" in having
    assert "Nobody else holds a key" not in having


def test_the_hash_is_of_the_words_that_were_shown(practice: Practice) -> None:
    fees = next(text for text in consent_texts("en") if text.id == "fees")
    shown = fill(fees, practice)
    dearer = fill(fees, replace(practice, fees=replace(practice.fees, session=practice.fees.session + 1)))
    assert shown.sha256 == fill(fees, practice).sha256
    assert len({fees.sha256, shown.sha256, dearer.sha256, replace(shown, version=2).sha256}) == 4


def test_a_language_without_a_translation_gets_english_and_the_text_says_so() -> None:
    assert {text.language for text in consent_texts("tlh")} == {"en"}


def source(body: str, **front: str) -> str:
    head = {
        "id": '"fees"',
        "version": "1",
        "language": '"en"',
        "date": "2026-11-23",
        "title": '"T"',
        "needs_lawyer": "true",
        "to_confirm": '["x"]',
        "sources": '["y"]',
        "custodian": "{}",
    } | front
    return "+++\n" + "".join(f"{key} = {value}\n" for key, value in head.items()) + f"+++\n\n{body}\n"


def test_headings_lists_and_paragraphs_become_blocks_of_plain_lines() -> None:
    text = read_text(
        "fees.v1.md", source("One\nline.\n\n## A heading\n\n- first\n  goes on\n- second\n\nLast & least.")
    )
    assert text.blocks == (
        Block("paragraph", ("One line.",)),
        Block("heading", ("A heading",)),
        Block("list", ("first goes on", "second")),
        Block("paragraph", ("Last & least.",)),
    )


@pytest.mark.parametrize("body", ["<b>no</b>", "**no**", "[no](https://example.org)", "`no`", "_no_"])
def test_anything_else_is_refused_so_that_no_mark_up_can_come_in(body: str) -> None:
    with pytest.raises(ValueError, match="only headings, lists and paragraphs"):
        read_text("fees.v1.md", source(body))


def test_a_file_whose_name_and_head_differ_is_refused() -> None:
    with pytest.raises(ValueError, match="its front matter says fees, version 2"):
        read_text("fees.v1.md", source("x", version="2"))
    with pytest.raises(ValueError, match="missing or unknown keys: mood"):
        read_text("fees.v1.md", source("x", mood='"good"'))
