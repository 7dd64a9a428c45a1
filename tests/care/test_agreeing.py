"""Consents: each text on its own, with the hash of what was shown; a new version asks again."""

from dataclasses import replace
from hashlib import sha256

import pytest

from stillroom.care.actions import NotNow, TextChanged, end_episode, give_consent
from stillroom.care.documents import Standing
from stillroom.care.queries import (
    CareEpisode,
    consent_of,
    consents_due,
    consents_given,
    consents_missing,
    episode_of,
    episodes_of,
)
from stillroom.practice import texts
from stillroom.practice.queries import current_texts
from stillroom.vault.records import NotYours
from tests.cast import NOW, Person
from tests.practice.ready import confirm_one_text


def agree(person: Person, episode: CareEpisode, text: texts.ConsentText) -> None:
    give_consent(keyholder=person.keyholder, episode=episode, language="en", text=text.id, sha256=text.sha256, now=NOW)


def test_every_text_is_asked_for_once_and_kept_with_the_hash_of_what_was_shown(ada: Person, care: CareEpisode):
    missing = consents_missing(ada.keyholder, care, "en")
    assert [text.id for text in missing] == list(texts.ORDER)
    assert all("{" not in text.body for text in missing)
    for text in missing:
        agree(ada, care, text)
    given = [stored.document for stored in consents_given(ada.keyholder, care)]
    shown = {f"{t.id}\n{t.version}\n{t.language}\n{t.title}\n\n{t.body}" for t in missing}
    assert {consent.sha256 for consent in given} == {sha256(text.encode()).hexdigest() for text in shown}
    assert consents_missing(ada.keyholder, care, "en") == ()


def test_what_is_still_to_agree_to_shows_on_the_cover(ada: Person, tom: Person, care: CareEpisode):
    def due(person: Person) -> bool:
        (cover,) = episodes_of(person.keyholder)
        return bool(consents_due(person.keyholder, cover.get(Standing), current_texts(person.keyholder, "en")))

    for text in consents_missing(ada.keyholder, care, "en"):
        assert due(ada) and due(tom)
        agree(ada, care, text)
    assert not due(ada) and not due(tom)


def test_a_new_version_asks_again_once_a_lawyer_has_confirmed_it_and_the_old_one_can_still_be_read(
    ada: Person, max_: Person, care: CareEpisode, monkeypatch: pytest.MonkeyPatch
):
    for text in consents_missing(ada.keyholder, care, "en"):
        agree(ada, care, text)
    fees = next(text for text in texts.all_texts() if text.id == "fees")
    newer = replace(fees, version=fees.version + 1, body="It costs more now.")
    published = (*texts.all_texts(), newer)
    monkeypatch.setattr(texts, "_published", lambda: published)
    assert consents_missing(ada.keyholder, care, "en") == ()
    confirm_one_text(max_, newer, NOW)
    missing = consents_missing(ada.keyholder, care, "en")
    assert [(text.id, text.version) for text in missing] == [("fees", newer.version)]
    old = next(each for each in consents_given(ada.keyholder, care) if each.document.text == "fees")
    assert consent_of(ada.keyholder, care, old.id).same


def test_a_text_whose_facts_changed_since_says_so(ada: Person, care: CareEpisode, monkeypatch: pytest.MonkeyPatch):
    (first, *_) = consents_missing(ada.keyholder, care, "en")
    agree(ada, care, first)
    (given,) = consents_given(ada.keyholder, care)
    monkeypatch.setattr(
        "stillroom.care.queries.consents._filled", lambda text, _listing: replace(text, body="Something else.")
    )
    assert not consent_of(ada.keyholder, care, given.id).same


def test_nobody_agrees_to_a_text_that_is_not_the_one_on_the_page(ada: Person, care: CareEpisode):
    (first, second, *_) = consents_missing(ada.keyholder, care, "en")
    for text in (replace(first, body=f"{first.body} "), replace(second, id=first.id), replace(first, id="nothing")):
        with pytest.raises(TextChanged):
            agree(ada, care, text)
    agree(ada, care, first)
    assert len(consents_given(ada.keyholder, care)) == 1


def test_a_therapist_cannot_agree_for_a_client(tom: Person, care: CareEpisode):
    his = episode_of(tom.keyholder, care.id)
    with pytest.raises(NotYours):
        agree(tom, his, consents_missing(tom.keyholder, his, "en")[0])


def test_nothing_is_agreed_to_after_the_end(ada: Person, care: CareEpisode):
    text = consents_missing(ada.keyholder, care, "en")[0]
    with pytest.raises(NotNow):
        agree(ada, end_episode(keyholder=ada.keyholder, episode=care, now=NOW), text)


def test_who_reads_spanish_agrees_to_the_spanish_words_by_their_hash(ada: Person, care: CareEpisode):
    missing = consents_missing(ada.keyholder, care, "es")
    assert [(text.id, text.language) for text in missing] == [(id, "es") for id in texts.ORDER]
    first = missing[0]
    give = {"keyholder": ada.keyholder, "episode": care, "text": first.id, "now": NOW}
    with pytest.raises(TextChanged):  # not the words that were on the page
        give_consent(**give, language="en", sha256=first.sha256)
    give_consent(**give, language="es", sha256=first.sha256)
    (given,) = consents_given(ada.keyholder, care)
    assert (given.document.language, given.document.title, given.document.sha256) == ("es", first.title, first.sha256)
    assert consent_of(ada.keyholder, care, given.id).same


def test_who_turns_to_another_language_has_not_taken_back_a_yes(ada: Person, tom: Person, care: CareEpisode):
    for text in consents_missing(ada.keyholder, care, "en"):
        agree(ada, care, text)
    assert consents_missing(ada.keyholder, care, "es") == ()
    (cover,) = episodes_of(tom.keyholder)
    assert not consents_due(tom.keyholder, cover.get(Standing), current_texts(tom.keyholder, "es"))


def test_a_new_version_asks_again_in_whichever_language_the_old_one_was_agreed_to(
    ada: Person, max_: Person, care: CareEpisode, monkeypatch: pytest.MonkeyPatch
):
    for text in consents_missing(ada.keyholder, care, "en"):
        agree(ada, care, text)
    spanish = next(text for text in texts.consent_texts("es") if text.id == "fees")
    newer = replace(spanish, version=spanish.version + 1, body="Ahora cuesta más.")
    published = (*texts.all_texts(), newer)
    monkeypatch.setattr(texts, "_published", lambda: published)
    confirm_one_text(max_, newer, NOW)
    assert [(text.id, text.version) for text in consents_missing(ada.keyholder, care, "es")] == [("fees", 2)]
    assert consents_missing(ada.keyholder, care, "en") == ()
