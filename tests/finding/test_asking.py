"""Asking at a free time: the episode and its time come together and go together."""

from datetime import timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.care.actions import AskedAlready
from stillroom.care.documents import Medium, State
from stillroom.care.queries import CareEpisode, episode_of, episodes_of, request_of, requests_of
from stillroom.finding.actions import TakesNobody, ask, say_no, say_yes, take_request_back
from stillroom.finding.queries import people, person
from stillroom.practice.listings import Listing
from stillroom.practice.models import OnCallPerson, Therapist
from stillroom.practice.models import State as Listed
from stillroom.practice.queries import listing_of
from stillroom.scheduling.actions import NotOffered, SlotTaken, hold
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.scheduling.queries import appointments_in
from stillroom.vault.documents import Role
from stillroom.vault.models import Drop, Space
from stillroom.vault.spaces import open_space
from tests.care.cast import Lister
from tests.cast import NOW, Person, make_person
from tests.scheduling.cast import at

FRIDAY = at(27, 10)


def ask_at(ada: Person, listing: Listing, start=FRIDAY, medium=Medium.VIDEO, now=NOW) -> CareEpisode:
    return ask(
        keyholder=ada.keyholder,
        profile=ada.profile,
        listing=listing,
        start=start,
        words="",
        medium=medium,
        now=now,
    )


def times(person: Person, space) -> list[str]:
    return [str(each.document.state) for each in appointments_in(person.keyholder, open_space(person.keyholder, space))]


def test_the_time_asked_for_is_held_and_stands_after_a_yes(ada: Person, tom: Person, toms: Listing, week: OpeningHours):
    asked = ask_at(ada, toms)
    assert set(TakenCell.objects.values_list("held_until", flat=True)) == {int((NOW + timedelta(hours=48)).timestamp())}
    request = request_of(tom.keyholder, asked.id, NOW)
    (time,) = appointments_in(tom.keyholder, request.space)
    assert (time.document.start, time.document.state) == (FRIDAY, "asked")
    accepted = say_yes(keyholder=tom.keyholder, request=request, now=NOW + timedelta(hours=5))
    assert accepted.has_time and accepted.episode.is_open
    assert times(ada, asked.id) == times(tom, asked.id) == ["confirmed"]
    assert set(TakenCell.objects.values_list("held_until", flat=True)) == {None}


def test_a_yes_after_the_time_has_gone_to_somebody_else_says_so(
    ada: Person, tom: Person, toms: Listing, week: OpeningHours
):
    asked = ask_at(ada, toms)
    late = NOW + timedelta(hours=49)
    other = hold(therapist=toms.id, start=FRIDAY, now=late)
    accepted = say_yes(keyholder=tom.keyholder, request=request_of(tom.keyholder, asked.id, late), now=late)
    assert (accepted.has_time, accepted.episode.is_open) == (False, True)
    assert times(ada, asked.id) == ["lapsed"]
    assert set(TakenCell.objects.values_list("booking", flat=True)) == {other}


def test_a_no_frees_the_time_and_the_words_stand_on_her_page(
    ada: Person, tom: Person, toms: Listing, week: OpeningHours
):
    asked = ask_at(ada, toms)
    request = request_of(tom.keyholder, asked.id, NOW)
    say_no(keyholder=tom.keyholder, request=request, next_step="No room.", suggested=None, now=NOW)
    seen = episode_of(ada.keyholder, asked.id)
    assert (seen.episode.state, seen.episode.next_step) == (State.DECLINED, "No room.")
    assert times(ada, asked.id) == ["cancelled"]
    assert not TakenCell.objects.exists()
    assert not Drop.objects.exists()


def test_what_is_taken_back_frees_the_time(ada: Person, tom: Person, toms: Listing, week: OpeningHours):
    asked = ask_at(ada, toms)
    take_request_back(keyholder=ada.keyholder, episode=episode_of(ada.keyholder, asked.id), now=NOW)
    assert not TakenCell.objects.exists()
    assert requests_of(tom.keyholder, NOW) == ()
    assert ask_at(ada, toms).episode.state is State.ASKED


def test_a_time_that_is_gone_sends_nothing_and_she_can_try_again_at_once(
    ada: Person, toms: Listing, week: OpeningHours
):
    hold(therapist=toms.id, start=FRIDAY, now=NOW)
    before = Space.objects.count()
    with pytest.raises(SlotTaken):
        ask_at(ada, toms)
    assert (Space.objects.count(), Drop.objects.count(), episodes_of(ada.keyholder)) == (before, 0, ())
    assert ask_at(ada, toms, at(27, 11))


def test_asking_twice_holds_no_second_time(ada: Person, toms: Listing, week: OpeningHours):
    ask_at(ada, toms)
    before = TakenCell.objects.count()
    with pytest.raises(AskedAlready):
        ask_at(ada, toms, at(27, 11))
    assert TakenCell.objects.count() == before


def test_nobody_is_asked_who_is_away_or_in_a_way_they_do_not_offer(
    ada: Person, iris: Person, toms: Listing, week: OpeningHours, list_person: Lister
):
    with pytest.raises(NotOffered):
        ask_at(ada, toms, at(28, 10))
    Therapist.objects.filter(id=toms.id).update(media="voice text")
    with pytest.raises(NotOffered):
        ask_at(ada, listing_of(None, toms.id, NOW), medium=Medium.VIDEO)
    cover = list_person(iris, "Iris")
    Therapist.objects.filter(id=toms.id).update(
        state=Listed.AWAY, away_until=at(30, 0).date(), cover=cover.id, next_step="Ask Iris."
    )
    with pytest.raises(TakesNobody):
        ask_at(ada, listing_of(None, toms.id, NOW))


def test_nobody_is_asked_while_nobody_is_on_call(ada: Person, toms: Listing, week: OpeningHours):
    OnCallPerson.objects.all().delete()
    with pytest.raises(TakesNobody):
        ask_at(ada, toms)


def test_the_directory_shows_one_and_three_with_their_next_free_time(
    toms: Listing, week: OpeningHours, list_person: Lister
):
    assert [(one.listing.name, one.next) for one in people(None, NOW).shown] == [("Tom Vale", at(24, 10))]
    away = list_person(make_person("ann", Role.THERAPIST), "Ann")
    list_person(make_person("uma", Role.THERAPIST), "Uma")
    Therapist.objects.filter(id=away.id).update(state=Listed.AWAY, away_until=at(30, 0).date(), next_step="Ask Uma.")
    # Those who can be asked come first; each group by name.
    assert [(one.listing.name, one.next is None) for one in people(None, NOW).shown] == [
        ("Tom Vale", False),
        ("Uma", True),
        ("Ann", True),
    ]
    assert person(None, toms.id, NOW).next == at(24, 10)


def test_who_is_not_vouched_for_is_nobody(toms: Listing, week: OpeningHours):
    Therapist.objects.filter(id=toms.id).update(signature=bytes(64))
    assert people(None, NOW).shown == ()
    with pytest.raises(Hidden):
        person(None, toms.id, NOW)
