"""The identity card: in a space of its own, typed by the therapist, never demanded of the client."""

from datetime import timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.care.actions import NotNow, end_episode, record_identity
from stillroom.care.queries import CareEpisode, episode_of, identity_of
from stillroom.vault.models import Record
from tests.cast import NOW, Person

WEEK = timedelta(days=7)


def write(person: Person, care: CareEpisode, name: str, place: str, asked: bool, now=NOW) -> None:
    episode = episode_of(person.keyholder, care.id)
    record_identity(
        keyholder=person.keyholder, episode=episode, full_name=name, present_address=place, asked=asked, now=now
    )


def test_each_asking_stays_and_only_the_newest_place(ada: Person, tom: Person, care: CareEpisode):
    write(tom, care, "Ada Example", "12 First Street", True)
    write(tom, care, "Ada Example", "7 Second Street", True, NOW + WEEK)
    card = identity_of(ada.keyholder, care).card.document
    assert (card.full_name, card.present_address, card.asked) == ("Ada Example", "7 Second Street", (NOW, NOW + WEEK))


def test_what_the_client_types_herself_is_no_asking(ada: Person, tom: Person, care: CareEpisode):
    write(ada, care, "Ada", "", True)
    card = identity_of(tom.keyholder, episode_of(tom.keyholder, care.id)).card.document
    assert (card.full_name, card.asked) == ("Ada", ())


def test_the_card_lies_in_a_space_of_its_own(ada: Person, tom: Person, care: CareEpisode):
    before = set(Record.objects.filter(space_id=care.id).values_list("id", "version"))
    write(tom, care, "Ada Example", "12 First Street", True)
    assert set(Record.objects.filter(space_id=care.id).values_list("id", "version")) == before
    assert identity_of(ada.keyholder, care).space.id != care.id


def test_nobody_else_opens_it_and_nobody_writes_it_after_the_end(
    ada: Person, tom: Person, iris: Person, care: CareEpisode
):
    with pytest.raises(Hidden):
        identity_of(iris.keyholder, care)
    end_episode(keyholder=ada.keyholder, episode=care, now=NOW)
    with pytest.raises(NotNow):
        write(tom, care, "Ada Example", "", True)
