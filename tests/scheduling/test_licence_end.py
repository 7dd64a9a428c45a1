"""No time is offered, booked or moved past the last day for which the practice has checked a licence."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.urls import reverse

from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode
from stillroom.finding.actions import ask
from stillroom.practice.listings import Listing
from stillroom.practice.models import Therapist
from stillroom.practice.queries import any_listing
from stillroom.scheduling.actions import NotOffered, book
from stillroom.scheduling.models import OpeningHours
from stillroom.scheduling.queries import free_times, free_times_of, next_free
from tests.cast import NOW, Person
from tests.scheduling.cast import LOS_ANGELES, at
from tests.scheduling.test_moving import TEN, Two

__all__ = ["two"]
LAST = date(2026, 11, 26)  # the Thursday; Tom works on Fridays too
ON_IT, AFTER = at(26, 16), at(27, 9)


@pytest.fixture
def two(ada: Person, tom: Person, week: OpeningHours, care: CareEpisode) -> Two:
    return Two(ada, tom, care)


def ends(day: date = LAST, renewal: date | None = None) -> None:
    Therapist.objects.update(licence_expiry=day, renewal=renewal)


def days_of(starts: tuple[datetime, ...]) -> list[date]:
    return sorted({start.astimezone(LOS_ANGELES).date() for start in starts})


def test_free_times_end_with_the_last_day(ada: Person, toms: Listing, week: OpeningHours) -> None:
    assert days_of(free_times(None, toms, NOW))[-1] > LAST  # control: a licence of many years
    ends()
    listing = any_listing(ada.keyholder, toms.id)
    free = free_times(None, listing, NOW)
    assert days_of(free)[-1] == LAST
    assert free_times_of(None, [listing], NOW) == {toms.id: free}
    assert next_free(None, [listing], at(26, 20)) == {}


def test_a_renewal_that_nobody_has_checked_opens_no_times(ada: Person, toms: Listing, week: OpeningHours) -> None:
    ends(renewal=date(2099, 1, 1))
    assert days_of(free_times(None, any_listing(ada.keyholder, toms.id), NOW))[-1] == LAST


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_neither_books_after_it_and_both_may_on_it(two: Two, who: str) -> None:
    ends()
    person, episode = {"ada": (two.ada, two.hers), "tom": (two.tom, two.his)}[who]
    with pytest.raises(NotOffered):
        book(keyholder=person.keyholder, episode=episode, start=AFTER, medium=Medium.VOICE, now=NOW)
    book(keyholder=person.keyholder, episode=episode, start=ON_IT, medium=Medium.VOICE, now=NOW)


def test_she_moves_no_time_past_it_and_the_old_one_stands(two: Two) -> None:
    ends()
    with pytest.raises(NotOffered):
        two.move(AFTER)
    assert two.time.start == TEN
    two.move(ON_IT)
    assert two.time.start == ON_IT


def test_he_offers_none_past_it_not_even_beside_one_that_fits(two: Two) -> None:
    ends()
    with pytest.raises(NotOffered):
        two.offer(ON_IT, AFTER)
    assert two.time.offers == ()
    two.offer(ON_IT)


def test_an_offer_made_before_the_practice_saw_the_last_day_cannot_be_taken(two: Two) -> None:
    two.offer(AFTER)
    ends()
    with pytest.raises(NotOffered):
        two.take(AFTER)
    assert two.time.start == TEN


def test_nobody_new_asks_for_a_time_after_it(ada: Person, toms: Listing, week: OpeningHours) -> None:
    asked = {"keyholder": ada.keyholder, "profile": ada.profile, "medium": Medium.VIDEO, "words": "", "now": NOW}
    with pytest.raises(NotOffered):
        ask(listing=replace(toms, licence_expiry=LAST), start=AFTER, **asked)
    ask(listing=replace(toms, licence_expiry=LAST), start=ON_IT, **asked)


def test_her_page_of_times_says_nothing_of_days_after_it(two: Two) -> None:
    before = two.ada.browser().get(reverse("scheduling:times", args=[two.space])).content.decode()
    ends(NOW.date())
    after = two.ada.browser().get(reverse("scheduling:times", args=[two.space])).content.decode()
    assert 'type="radio" name="start"' in before
    assert 'type="radio" name="start"' not in after
