"""Two people write to each other, and nobody else reads along."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from stillroom.accounts.actions import save_draft
from stillroom.accounts.queries import draft_of
from stillroom.base import presence
from stillroom.care.actions import end_episode
from stillroom.care.queries import episodes_of
from stillroom.messaging.actions import CannotWriteHere, mark_read, send_message
from stillroom.messaging.documents import Message
from stillroom.messaging.queries import messages_of, unread_of
from stillroom.vault.records import NotYours, read_all, writing
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.sameness import seen

LATER = NOW + timedelta(minutes=5)


def unread(person: Person) -> list[int]:
    return [one.count for one in unread_of(person.keyholder, episodes_of(person.keyholder))]


def talk(pair: Pair) -> str:
    return reverse("messaging:conversation", args=[pair.space])


@pytest.mark.parametrize("count", [1, 3])
def test_the_other_sees_how_many_are_new_until_they_have_read_them(pair: Pair, count: int):
    for number in range(count):
        send_message(episode=pair.hers(), text=f"message {number}", now=NOW + timedelta(minutes=number))
    assert unread(pair.tom) == [count]
    assert unread(pair.ada) == []
    shown = messages_of(pair.tom.keyholder, pair.his())
    mark_read(keyholder=pair.tom.keyholder, episode=pair.his(), messages=shown, now=LATER)
    assert unread(pair.tom) == []
    mark_read(keyholder=pair.tom.keyholder, episode=pair.his(), messages=(), now=LATER)
    assert unread(pair.tom) == []


def test_messages_stand_in_order_with_their_writers(pair: Pair):
    send_message(episode=pair.hers(), text="Hello", now=NOW)
    send_message(episode=pair.his(), text="Hello Ada", now=LATER)
    found = [(m.document.text, m.role) for m in messages_of(pair.ada.keyholder, pair.hers())]
    assert found == [("Hello", "client"), ("Hello Ada", "therapist")]


def test_nobody_changes_or_removes_what_was_said(pair: Pair):
    stored = send_message(episode=pair.hers(), text="said", now=NOW)
    for episode in (pair.hers(), pair.his()):
        with pytest.raises(NotYours), writing(episode.space, now=LATER) as work:
            work.replace(stored, Message("unsaid"))
        with pytest.raises(NotYours), writing(episode.space, now=LATER) as work:
            work.remove(stored)


def test_after_the_end_both_can_read_and_neither_can_write(pair: Pair):
    send_message(episode=pair.hers(), text="kept", now=NOW)
    end_episode(keyholder=pair.tom.keyholder, episode=pair.his(), now=LATER)
    for episode in (pair.hers(), pair.his()):
        with pytest.raises(CannotWriteHere):
            send_message(episode=episode, text="late", now=LATER)
        assert [m.document.text for m in read_all(episode.space, Message)] == ["kept"]


def test_a_message_sent_on_the_page_arrives_on_the_others(pair: Pair):
    answer = pair.ada.browser().post(talk(pair), {"text": "Grüße 🌊\nsecond line"})
    assert (answer.status_code, answer.url) == (302, talk(pair))
    page = pair.tom.browser().get(talk(pair)).content.decode()
    assert "Grüße 🌊" in page
    assert unread(pair.tom) == []


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 20_001])
def test_what_cannot_be_sent_stays_in_the_field(pair: Pair, text: str):
    answer = pair.ada.browser().post(talk(pair), {"text": text})
    assert answer.status_code == 422
    assert "Please look at this again" in answer.content.decode()
    if text.strip():
        assert text in answer.content.decode()


def test_a_draft_waits_sealed_and_goes_when_it_is_sent(pair: Pair):
    browser = pair.ada.browser()
    draft = reverse("messaging:draft", args=[pair.space])
    assert browser.post(draft, {"text": "half a thought"}).status_code == 204
    assert "half a thought" in browser.get(talk(pair)).content.decode()
    assert "half a thought" not in pair.tom.browser().get(talk(pair)).content.decode()
    browser.post(talk(pair), {"text": "a whole one"})
    assert draft_of(pair.ada.keyholder, "message", pair.space) is None


def test_without_a_script_a_button_keeps_the_draft_and_leads_back_to_it(pair: Pair):
    browser = pair.ada.browser()
    page = talk(pair)
    assert "Keep this for later" in browser.get(page).content.decode()
    draft = reverse("messaging:draft", args=[pair.space])
    answer = browser.post(draft, {"text": "half a thought", "by_hand": "1"}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "Kept. Only you can open it." in answer.content.decode()
    assert "half a thought" in answer.content.decode()
    listed = browser.get(reverse("accounts:drafts")).content.decode()
    assert "A message" in listed and f'href="{page}"' in listed


def test_a_draft_survives_a_message_that_was_refused(pair: Pair):
    save_draft(keyholder=pair.ada.keyholder, form="message", about=pair.space, fields={"text": "long"}, now=NOW)
    pair.ada.browser().post(talk(pair), {"text": "x" * 20_001})
    assert draft_of(pair.ada.keyholder, "message", pair.space).document.fields == {"text": "long"}


@pytest.mark.parametrize("name", ["conversation", "talk", "draft"])
def test_a_stranger_gets_the_same_404_as_for_nothing(pair: Pair, iris: Person, eve, name: str):
    for browser in (iris.browser(), eve):
        answers = []
        for space in (pair.space, uuid4()):
            address = reverse(f"messaging:{name}", args=[space])
            answer = browser.post(address, {"text": "x"}) if name == "draft" else browser.get(address)
            answers.append(seen(answer))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404


def test_an_open_page_is_told_that_something_changed_and_nothing_else(pair: Pair):
    rung = []
    with presence.resting_on((presence.tag("talk", pair.space.bytes),), lambda: rung.append("changed")):
        send_message(episode=pair.hers(), text="secret", now=NOW)
    assert rung == ["changed"]


@pytest.mark.parametrize("messages", [1, 12])
def test_the_page_takes_as_many_queries_for_many_messages_as_for_one(
    pair: Pair, messages: int, django_assert_num_queries
):
    for number in range(messages):
        send_message(episode=pair.hers(), text=str(number), now=NOW + timedelta(seconds=number))
    browser = pair.tom.browser()
    browser.get(talk(pair))
    with django_assert_num_queries(10):
        browser.get(talk(pair))
