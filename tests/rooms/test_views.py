"""The pages of a room."""

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client

from stillroom.care.actions import end_episode
from stillroom.care.queries import CareEpisode
from stillroom.rooms import relays
from stillroom.rooms.turn import Relay
from tests.cast import NOW, Person
from tests.sameness import seen


@pytest.fixture
def relay() -> Iterator[None]:
    relays.use(Relay("127.0.0.1", 3478, "secret"))
    yield
    relays.use(None)


def door(space: uuid.UUID) -> str:
    return f"/room/{space}/"


def over(space: uuid.UUID) -> str:
    return f"/room/{space}/over/"


def test_a_client_reads_at_the_door_what_will_happen(ada: Person, episode: CareEpisode, relay: None) -> None:
    page = ada.browser().get(door(episode.id)).content.decode()
    assert "<title>Room</title>" in page
    for words in (
        "You meet Tom Vale here",
        "Are you alone?",
        "Nothing is on yet: no camera, no microphone.",
        "I can turn my camera on later.",
        "You say them out loud. You do not have to type them.",
        "It is kept locked, apart from everything else.",
        "Stay on this page. It tries again by itself.",
        "If it does not come back, write to each other.",
        "sound and picture stop at once",
        "No one can stop a person from filming their own screen.",
        "your full name, and the address where you are now",
        "Not recorded by us",
        "If the line drops",
        "Leave now",
    ):
        assert words in page
    assert 'data-role="client"' in page
    assert f'data-socket="/ws/room/{episode.id}/"' in page
    assert 'data-do="admit"' not in page
    assert "coturn" not in page


def test_a_therapist_reads_what_to_ask_and_finds_the_card(tom: Person, episode: CareEpisode, relay: None) -> None:
    page = tom.browser().get(door(episode.id)).content.decode()
    assert 'data-role="therapist"' in page
    assert 'data-do="admit"' in page
    assert "Ask for their full name, out loud." in page
    assert f'href="/with/{episode.id}/card/"' in page


def test_without_a_relay_the_door_says_so_and_leads_to_the_messages(ada: Person, episode: CareEpisode) -> None:
    page = ada.browser().get(door(episode.id)).content.decode()
    assert "apt install coturn" in page
    assert f'href="/with/{episode.id}/talk/"' in page
    assert 'data-do="enter" disabled' in page


def test_who_has_not_agreed_yet_is_led_to_the_texts(ada: Person, tom: Person, accepted: CareEpisode) -> None:
    answer = ada.browser().get(door(accepted.id))
    assert (answer.status_code, answer["Location"]) == (302, f"/with/{accepted.id}/agree/")
    assert tom.browser().get(door(accepted.id)).status_code == 200


def test_strangers_get_the_same_404_as_for_nothing(
    iris: Person, max_: Person, eve: Client, episode: CareEpisode
) -> None:
    for browser in (iris.browser(), max_.browser(), eve):
        for address in (door, over):
            there, nowhere = browser.get(address(episode.id)), browser.get(address(uuid.uuid4()))
            assert there.status_code == 404
            assert seen(there) == seen(nowhere)


def test_after_leaving_there_is_a_quiet_page_even_when_all_has_ended(
    ada: Person, tom: Person, episode: CareEpisode
) -> None:
    assert "You have left the room" in tom.browser().get(over(episode.id)).content.decode()
    end_episode(keyholder=tom.keyholder, episode=episode, now=NOW)
    answer = ada.browser().get(over(episode.id))
    assert answer.status_code == 200
    assert ada.browser().get(door(episode.id)).status_code == 404


def test_nothing_is_posted_here(ada: Person, episode: CareEpisode) -> None:
    for address in (door, over):
        assert ada.browser().post(address(episode.id)).status_code in (403, 405)
