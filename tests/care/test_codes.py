"""Coming in by a therapist's code."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from stillroom.care.actions import (
    CannotReach,
    NotListed,
    NotNow,
    join_by_invite,
    offer_invite,
    send_identity_again,
    take_identity,
    withdraw_invite,
)
from stillroom.care.documents import Episode, Standing, State
from stillroom.care.queries import episode_of, episodes_of, identity_of
from stillroom.practice.listings import Listing
from stillroom.practice.models import Therapist
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.invites import InviteUnknown, issue_invite
from stillroom.vault.models import Drop, Invite, Space
from stillroom.vault.records import writing
from stillroom.vault.spaces import create_space
from tests.cast import NOW, Person

LATER = NOW + timedelta(days=1)


@pytest.fixture
def code(tom: Person, toms: Listing) -> str:
    return offer_invite(keyholder=tom.keyholder, listing=toms, called="The one from Tuesday", now=NOW)


@pytest.fixture
def join(ada: Person) -> Callable[..., object]:
    def come_in(typed: str, person: Person = ada, now=LATER):
        return join_by_invite(keyholder=person.keyholder, profile=person.profile, typed=typed, now=now)

    return come_in


def test_a_code_brings_a_client_into_an_episode_that_has_begun(ada: Person, tom: Person, code: str, join):
    (before,) = episodes_of(tom.keyholder)
    assert (before.label, before.get(Standing).state) == ("The one from Tuesday", State.INVITED)
    joined = join(code.lower().replace("-", " "))
    his = episode_of(tom.keyholder, joined.id)
    assert (joined.is_open, joined.other_called) == (True, "Tom Vale")
    assert (his.is_open, his.other_called, his.episode.began) == (True, "Ada", LATER)
    assert episodes_of(ada.keyholder)[0].label == "Tom Vale"
    assert not Invite.objects.exists()


def test_the_therapist_picks_up_the_key_to_the_identity_card_at_the_next_look(
    ada: Person, tom: Person, code: str, join
):
    joined = join(code)
    his = episode_of(tom.keyholder, joined.id)
    assert take_identity(keyholder=tom.keyholder, episode=his, now=LATER)
    assert identity_of(tom.keyholder, his).space.id == identity_of(ada.keyholder, joined).space.id
    assert not take_identity(keyholder=tom.keyholder, episode=his, now=LATER)
    assert not Drop.objects.exists()


def test_a_key_to_the_card_that_was_not_picked_up_can_be_sent_again(ada: Person, tom: Person, code: str, join):
    joined = join(code)
    late = LATER + timedelta(days=15)
    his = episode_of(tom.keyholder, joined.id)
    assert not take_identity(keyholder=tom.keyholder, episode=his, now=late)
    send_identity_again(keyholder=ada.keyholder, episode=episode_of(ada.keyholder, joined.id), now=late)
    assert take_identity(keyholder=tom.keyholder, episode=his, now=late)


def test_the_therapist_takes_no_other_card_than_the_one_the_episode_names(
    ada: Person, tom: Person, iris: Person, toms: Listing, code: str, join, person
):
    joined = join(code)
    other = person("uma", Role.CLIENT)
    second = offer_invite(keyholder=tom.keyholder, listing=toms, called="Second", now=NOW)
    strange = join(second, other)
    his = episode_of(tom.keyholder, joined.id)
    take_identity(keyholder=tom.keyholder, episode=his, now=LATER)
    assert joined.episode.identity_space in tom.keyholder.ring.spaces
    assert strange.episode.identity_space not in tom.keyholder.ring.spaces


@pytest.mark.parametrize("how", ["used", "withdrawn", "too old", "mistyped"])
def test_a_code_that_works_no_more_says_the_same_and_leaves_nothing(
    ada: Person, tom: Person, iris: Person, code: str, join, person, how: str
):
    now = LATER
    if how == "used":
        join(code, person("uma", Role.CLIENT))
    elif how == "withdrawn":
        (cover,) = episodes_of(tom.keyholder)
        withdraw_invite(keyholder=tom.keyholder, episode=episode_of(tom.keyholder, cover.space))
    elif how == "too old":
        now = NOW + timedelta(days=15)
    else:
        code = code[::-1]
    spaces = Space.objects.count()
    with pytest.raises(InviteUnknown, match="letter by letter"):
        join(code, now=now)
    assert Space.objects.count() == spaces


def test_a_code_that_somebody_has_used_cannot_be_withdrawn(tom: Person, code: str, join):
    (cover,) = episodes_of(tom.keyholder)
    before = episode_of(tom.keyholder, cover.space)
    join(code)
    for episode in (before, episode_of(tom.keyholder, cover.space)):
        with pytest.raises(NotNow):
            withdraw_invite(keyholder=tom.keyholder, episode=episode)


def test_only_who_is_listed_hands_out_codes_and_only_for_themselves(tom: Person, iris: Person, toms: Listing):
    with pytest.raises(NotListed):
        offer_invite(keyholder=iris.keyholder, listing=toms, called="Ada", now=NOW)
    Therapist.objects.filter(id=toms.id).update(signature=bytes(64))
    with pytest.raises(NotListed):
        offer_invite(keyholder=tom.keyholder, listing=toms, called="Ada", now=NOW)


def test_nobody_joins_who_is_no_longer_vouched_for_and_the_code_stays_good(toms: Listing, code: str, join):
    signature = bytes(Therapist.objects.get(id=toms.id).signature)
    Therapist.objects.filter(id=toms.id).update(signature=bytes(64))
    with pytest.raises(CannotReach):
        join(code)
    Therapist.objects.filter(id=toms.id).update(signature=signature)
    assert join(code).is_open


def test_a_space_made_by_somebody_else_in_a_therapists_name_is_refused(iris: Person, toms: Listing, code: str, join):
    """Iris writes Tom's public id into a space of her own and hands out its code."""
    space = create_space(keyholder=iris.keyholder, kind=SpaceKind.CARE, role=Role.THERAPIST, label="", now=NOW)
    with writing(space, now=NOW) as work:
        work.add(Episode(therapist=toms.id, state=State.INVITED, called="Ada"))
    with pytest.raises(InviteUnknown):
        join(issue_invite(space=space, now=NOW))
    assert join(code).is_open
