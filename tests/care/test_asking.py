"""Asking a therapist, and their answer."""

from datetime import timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.care.actions import (
    AskedAlready,
    AsksTooMany,
    CannotReach,
    NotNow,
    accept,
    begin,
    decline,
    take_back,
)
from stillroom.care.documents import Medium, Standing, State
from stillroom.care.queries import (
    CareEpisode,
    Delivery,
    delivery_of,
    episode_of,
    episodes_of,
    identity_of,
    request_of,
    requests_of,
)
from stillroom.practice.queries import Listing
from stillroom.vault.accounts import create_account
from stillroom.vault.documents import Role
from stillroom.vault.models import Account, Space
from tests.care.cast import Lister
from tests.cast import CHEAP, NOW, WORDS, Person

LATER = NOW + timedelta(hours=3)


def ask(ada: Person, listing: Listing, words: str = "I sleep badly.") -> CareEpisode:
    return begin(
        keyholder=ada.keyholder, profile=ada.profile, listing=listing, words=words, medium=Medium.VOICE, now=NOW
    )


def test_a_request_waits_for_the_therapist_with_its_words_and_nobody_else_sees_it(
    ada: Person, tom: Person, iris: Person, toms: Listing
):
    asked = ask(ada, toms)
    (request,) = requests_of(tom.keyholder, LATER)
    assert (request.episode.called, request.episode.words, request.episode.medium) == ("Ada", "I sleep badly.", "voice")
    assert request.until == NOW + timedelta(days=14)
    assert requests_of(iris.keyholder, LATER) == ()
    with pytest.raises(Hidden):
        request_of(iris.keyholder, asked.id, LATER)
    with pytest.raises(Hidden):
        episode_of(tom.keyholder, asked.id)


def test_after_a_yes_both_open_the_episode_and_the_identity_card(ada: Person, tom: Person, toms: Listing):
    asked = ask(ada, toms)
    accept(keyholder=tom.keyholder, request=request_of(tom.keyholder, asked.id, LATER), now=LATER)
    hers, his = episode_of(ada.keyholder, asked.id), episode_of(tom.keyholder, asked.id)
    assert (hers.is_open, his.is_open) == (True, True)
    assert (hers.other_called, his.other_called) == ("Tom Vale", "Ada")
    assert his.episode.began == LATER
    assert identity_of(ada.keyholder, hers).space.id == identity_of(tom.keyholder, his).space.id
    assert requests_of(tom.keyholder, LATER) == ()


def test_covers_show_how_each_of_one_or_three_episodes_stands(
    ada: Person, tom: Person, toms: Listing, list_person: Lister, person, django_assert_num_queries
):
    ask(ada, toms)
    for name in ("uma", "vic"):
        listing = list_person(person(name, Role.THERAPIST), name.title())
        ask(ada, listing)
    (request,) = requests_of(tom.keyholder, LATER)
    accept(keyholder=tom.keyholder, request=request, now=LATER)
    with django_assert_num_queries(1):
        (his,) = episodes_of(tom.keyholder)
    assert his.get(Standing) == Standing(State.ACTIVE, "Ada", "", toms.id, (), request.episode.identity_space)
    with django_assert_num_queries(1):
        hers = episodes_of(ada.keyholder)
    assert [(cover.label, cover.get(Standing).state) for cover in hers] == [
        ("Tom Vale", "active"),
        ("Uma", "asked"),
        ("Vic", "asked"),
    ]


def test_after_a_no_the_client_finds_the_words_and_the_therapist_has_no_key(
    ada: Person, tom: Person, toms: Listing, iris: Person, list_person: Lister
):
    asked = ask(ada, toms)
    iriss = list_person(iris, "Iris")
    request = request_of(tom.keyholder, asked.id, LATER)
    decline(keyholder=tom.keyholder, request=request, next_step="Iris knows more.", suggested=iriss.id, now=LATER)
    hers = episode_of(ada.keyholder, asked.id)
    assert (hers.episode.state, hers.episode.next_step, hers.episode.suggested) == (
        "declined",
        "Iris knows more.",
        iriss.id,
    )
    assert episodes_of(ada.keyholder)[0].get(Standing).state is State.DECLINED
    assert requests_of(tom.keyholder, LATER) == ()
    for space in (asked.id, asked.episode.identity_space):
        assert space not in tom.keyholder.ring.spaces


def test_a_second_answer_to_the_same_request_changes_nothing(ada: Person, tom: Person, toms: Listing):
    asked = ask(ada, toms)
    first, second = (request_of(tom.keyholder, asked.id, LATER) for _ in range(2))
    decline(keyholder=tom.keyholder, request=first, next_step="No room.", suggested=None, now=LATER)
    with pytest.raises(NotNow):
        accept(keyholder=tom.keyholder, request=second, now=LATER)
    assert episode_of(ada.keyholder, asked.id).episode.state is State.DECLINED
    assert asked.id not in tom.keyholder.ring.spaces


def test_what_is_taken_back_is_gone_for_both(ada: Person, tom: Person, toms: Listing):
    asked = ask(ada, toms)
    request = request_of(tom.keyholder, asked.id, LATER)
    take_back(keyholder=ada.keyholder, episode=episode_of(ada.keyholder, asked.id))
    assert not Space.objects.filter(id__in=[asked.id, asked.episode.identity_space]).exists()
    assert requests_of(tom.keyholder, LATER) == ()
    with pytest.raises(Hidden):
        accept(keyholder=tom.keyholder, request=request, now=LATER)
    assert episodes_of(ada.keyholder) == ()


def test_what_has_begun_cannot_be_taken_back(ada: Person, tom: Person, toms: Listing):
    asked = ask(ada, toms)
    accept(keyholder=tom.keyholder, request=request_of(tom.keyholder, asked.id, LATER), now=LATER)
    for episode in (asked, episode_of(ada.keyholder, asked.id)):  # as an old page shows it, and as it is
        with pytest.raises(NotNow):
            take_back(keyholder=ada.keyholder, episode=episode)
    assert episode_of(tom.keyholder, asked.id).is_open


def test_nobody_asks_the_same_person_twice_nor_four_people_at_once(
    ada: Person, toms: Listing, list_person: Lister, person
):
    ask(ada, toms)
    with pytest.raises(AskedAlready):
        ask(ada, toms)
    others = [list_person(person(name, Role.THERAPIST), name.title()) for name in ("uma", "vic", "wen")]
    ask(ada, others[0])
    ask(ada, others[1])
    with pytest.raises(AsksTooMany):
        ask(ada, others[2])


def test_nothing_is_sent_to_a_key_that_the_practice_did_not_vouch_for(ada: Person, toms: Listing):
    stranger = create_account(handle="mallory", passphrase=WORDS, profile=ada.profile, now=NOW, cost=CHEAP)
    row = Account.objects.get(id=stranger.keyholder.account)
    Account.objects.filter(id=toms.account).update(public_key=row.public_key)
    spaces = Space.objects.count()
    with pytest.raises(CannotReach):
        ask(ada, toms)
    assert Space.objects.count() == spaces


def test_a_client_can_tell_what_became_of_an_unanswered_request(ada: Person, toms: Listing):
    asked = ask(ada, toms)
    assert delivery_of(ada.keyholder, asked, LATER) is Delivery.WAITING
    assert delivery_of(ada.keyholder, asked, NOW + timedelta(days=14)) is Delivery.OVER
    Account.objects.filter(id=toms.account).update(public_key=bytes(1216))
    assert delivery_of(ada.keyholder, asked, LATER) is Delivery.LOST
