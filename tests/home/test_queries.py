"""A home page asks the database the same number of questions for one episode, for three and for twelve."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stillroom.care.actions import accept, begin
from stillroom.care.documents import Medium
from stillroom.care.queries import episode_of, episodes_of, request_of
from stillroom.messaging.actions import send_message
from stillroom.plans.actions import propose_goal
from stillroom.practice.listings import Listing
from stillroom.vault import rollbacks
from stillroom.vault.documents import Role
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.cast import NOW, Person, make_person
from tests.practice.cast import OpenPractice
from tests.safety.raising import raised

EPISODES = (1, 3, 12)


def alive(client: Person, therapist: Person, listing: Listing) -> None:
    """An episode with something in every room."""
    asked = begin(
        keyholder=client.keyholder, profile=client.profile, listing=listing, words="", medium=Medium.VIDEO, now=NOW
    )
    accept(keyholder=therapist.keyholder, request=request_of(therapist.keyholder, asked.id, NOW), now=NOW)
    pair = Pair(client, therapist, asked.id)
    for episode in (pair.hers(), pair.his()):
        send_message(episode=episode, text="Hello", now=NOW)
    propose_goal(episode=pair.hers(), words="Sleep", steps=["tea"], version=0, now=NOW)
    raised(pair)


def asked_by(person: Person, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """How many queries the page makes the first time of a day, when the ring is brought up to date, and after."""
    monkeypatch.setattr(rollbacks, "_days", rollbacks._Days())
    browser, counts = person.browser(), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = browser.get(reverse("home:today"))
        assert page.status_code == 200
        counts.append(len(asked))
    return counts[0], counts[1]


def test_for_a_client(
    ada: Person, list_person: Lister, open_practice: OpenPractice, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = {}
    for number in range(1, EPISODES[-1] + 1):
        therapist = make_person(f"therapist{number}", Role.THERAPIST)
        alive(ada, therapist, list_person(therapist, f"Therapist {number}"))
        if number in EPISODES:
            counts[number] = asked_by(ada, monkeypatch)
    assert len(episodes_of(ada.keyholder)) == EPISODES[-1]
    assert len(set(counts.values())) == 1, counts
    assert max(counts[1]) <= 14


def test_for_a_therapist(tom: Person, toms: Listing, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {}
    for number in range(1, EPISODES[-1] + 1):
        alive(make_person(f"client{number}", Role.CLIENT), tom, toms)
        if number in EPISODES:
            counts[number] = asked_by(tom, monkeypatch)
    assert len(episodes_of(tom.keyholder)) == EPISODES[-1]
    assert len(set(counts.values())) == 1, counts
    assert max(counts[1]) <= 15


def test_opening_each_episode_instead_would_grow(tom: Person, toms: Listing) -> None:
    """The control: what the covers are for."""
    counts = []
    for number in range(2):
        alive(make_person(f"client{number}", Role.CLIENT), tom, toms)
        with CaptureQueriesContext(connection) as asked:
            for cover in episodes_of(tom.keyholder):
                episode_of(tom.keyholder, cover.space)
        counts.append(len(asked))
    assert counts[0] < counts[1]
