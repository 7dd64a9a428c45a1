"""A text that changed after it was agreed to: shown sentence by sentence, to agree to or not; nobody is locked out."""

import re

import pytest
from django.urls import reverse

from stillroom.care.actions import NotNow, TextChanged, refuse_consent
from stillroom.care.documents import Standing
from stillroom.care.queries import (
    CareEpisode,
    changed_since,
    consents_due,
    consents_missing,
    consents_open,
    consents_refused,
    episode_of,
    episodes_of,
    may_begin,
)
from stillroom.practice.queries import current_texts
from stillroom.practice.texts import ConsentText
from stillroom.vault.records import NotYours
from tests.care.test_agreeing import agree
from tests.cast import NOW, Person
from tests.practice.ready import confirm_one_text
from tests.practice.versions import newer_text

NEW = "A session is free now. You do not have to prove anything."


@pytest.fixture
def changed(ada: Person, max_: Person, care: CareEpisode, monkeypatch: pytest.MonkeyPatch) -> ConsentText:
    """Ada has agreed to everything; then the fees' text changed, and the lawyer said yes to the new words."""
    for text in consents_missing(ada.keyholder, care, "en"):
        agree(ada, care, text)
    newer = newer_text(monkeypatch, "fees", NEW)
    confirm_one_text(max_, newer, NOW)
    (missing,) = consents_missing(ada.keyholder, care, "en")
    return missing


def say_no(person: Person, care: CareEpisode, text: ConsentText, sha256: str = "") -> None:
    refuse_consent(
        keyholder=person.keyholder, episode=care, language="en", text=text.id, sha256=sha256 or text.sha256, now=NOW
    )


def due(person: Person) -> bool:
    (cover,) = episodes_of(person.keyholder)
    return bool(consents_due(person.keyholder, cover.get(Standing), current_texts(person.keyholder, "en")))


def test_what_changed_is_told_against_the_version_that_was_agreed_to(
    ada: Person, care: CareEpisode, changed: ConsentText
) -> None:
    found = changed_since(ada.keyholder, care, changed)
    assert found is not None
    assert found.given.version == 1
    new = [piece.words for passage in found.passages for piece in passage.pieces if piece.fate == "in"]
    assert "A session is free now." in new
    assert not any("{" in piece.words for passage in found.passages for piece in passage.pieces)


def test_a_new_version_locks_nobody_out_of_the_room(ada: Person, care: CareEpisode, changed: ConsentText) -> None:
    assert may_begin(ada.keyholder, care, "en")


def test_before_the_first_yes_nothing_begins(ada: Person, care: CareEpisode) -> None:
    """The control."""
    assert not may_begin(ada.keyholder, care, "en")
    for text in consents_missing(ada.keyholder, care, "en")[1:]:
        agree(ada, care, text)
    assert not may_begin(ada.keyholder, care, "en")


def test_a_no_is_kept_seen_by_both_and_asks_no_more(
    ada: Person, tom: Person, care: CareEpisode, changed: ConsentText
) -> None:
    assert due(ada)
    for _twice in range(2):
        say_no(ada, care, changed)
    assert not due(ada) and not due(tom)
    assert consents_open(ada.keyholder, care, "en") == ()
    assert [(each.document.text, each.document.version) for each in consents_refused(ada.keyholder, care)] == [
        ("fees", 2)
    ]
    assert may_begin(ada.keyholder, care, "en")
    page = tom.browser().get(reverse("care:agree", args=[care.id])).content.decode()
    assert "Said no to" in page and "version 2" in page


def test_a_no_can_become_a_yes(ada: Person, care: CareEpisode, changed: ConsentText) -> None:
    say_no(ada, care, changed)
    agree(ada, care, changed)
    assert consents_refused(ada.keyholder, care) == ()
    assert consents_missing(ada.keyholder, care, "en") == ()


def test_a_third_version_asks_again_after_a_no(
    ada: Person, max_: Person, care: CareEpisode, changed: ConsentText, monkeypatch: pytest.MonkeyPatch
) -> None:
    say_no(ada, care, changed)
    confirm_one_text(max_, newer_text(monkeypatch, "fees", "Back to what it was."), NOW)
    assert [text.version for text in consents_open(ada.keyholder, care, "en")] == [3]
    assert due(ada)


def test_nobody_says_no_for_her_to_other_words_or_to_a_text_that_nothing_stands_behind(
    ada: Person, tom: Person, care: CareEpisode, changed: ConsentText
) -> None:
    with pytest.raises(TextChanged):
        say_no(ada, care, changed, "00" * 32)
    with pytest.raises(NotYours):
        say_no(tom, episode_of(tom.keyholder, care.id), changed)
    assert consents_refused(ada.keyholder, care) == ()


def test_a_first_text_has_no_no(ada: Person, care: CareEpisode) -> None:
    first = consents_missing(ada.keyholder, care, "en")[0]
    with pytest.raises(NotNow):
        say_no(ada, care, first)


def test_she_reads_it_without_colour_says_no_and_later_yes(
    ada: Person, care: CareEpisode, changed: ConsentText
) -> None:
    browser, address = ada.browser(), reverse("care:agree", args=[care.id])
    page = browser.get(address).content.decode()
    assert "This text has changed since you agreed to it" in page
    assert re.search(r"<ins><span[^>]*>new: </span>A session is free now\.</ins>", page)
    assert "<del>" in page
    sent = {"text": changed.id, "sha256": changed.sha256}
    browser.post(address, {**sent, "no": "yes"})
    page = browser.get(address).content.decode()
    assert "You said no to" in page and "I have read it again, and I agree" in page
    browser.post(address, sent)
    assert "You said no to" not in browser.get(address).content.decode()
