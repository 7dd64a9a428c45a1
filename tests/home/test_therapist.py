"""Tom's page: who comes today, who asks, what is new, and who must be looked at first."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stillroom.care.actions import accept, begin, end_episode, offer_invite
from stillroom.care.documents import Medium
from stillroom.care.queries import request_of
from stillroom.messaging.actions import send_message
from stillroom.practice.listings import Listing
from stillroom.safety.actions import acknowledge_flag
from stillroom.scheduling.actions import book
from stillroom.scheduling.models import OpeningHours
from stillroom.vault.documents import Role
from tests.care.pair import Pair
from tests.cast import NOW, Person, make_person
from tests.home.looking import links, today, words
from tests.safety.raising import FREQUENT, POSITIVE, raised
from tests.scheduling.cast import at


def in_care(name: str, tom: Person, toms: Listing) -> Pair:
    client = make_person(name, Role.CLIENT)
    asked = begin(
        keyholder=client.keyholder, profile=client.profile, listing=toms, words="", medium=Medium.VIDEO, now=NOW
    )
    accept(keyholder=tom.keyholder, request=request_of(tom.keyholder, asked.id, NOW), now=NOW)
    return Pair(client, tom, asked.id)


def test_an_empty_day_says_so(tom: Person) -> None:
    page = today(tom)
    said = words(page)
    assert said.startswith("Monday 23 November Your time (Los Angeles).")
    for told in ("No meetings today.", "Nobody waits for an answer.", "You have read everything.", "Nobody yet."):
        assert told in said
    assert reverse("care:offer") in links(page)
    assert "Flags" not in said


def test_a_request_waits_until_it_is_answered(ada: Person, tom: Person, toms: Listing) -> None:
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.VIDEO, now=NOW)
    page = today(tom)
    assert "Ada asks for a first talk" in words(page)
    assert reverse("finding:request", args=[asked.id]) in links(page)
    accept(keyholder=tom.keyholder, request=request_of(tom.keyholder, asked.id, NOW), now=NOW)
    page = today(tom)
    assert "Nobody waits for an answer." in words(page)
    assert "People in your care Ada no time booked" in words(page)


def test_today_is_the_day_of_his_own_calendar(tom: Person, pair: Pair, week: OpeningHours) -> None:
    """Late afternoon in Los Angeles is the next day already in UTC."""
    week.notice_hours = 0
    week.windows = "0 09:00 23:00, 1 09:00 17:00"
    week.save()
    for start in (at(24, 9), at(23, 21), at(23, 14)):
        book(keyholder=pair.ada.keyholder, episode=pair.hers(), start=start, medium=Medium.VIDEO, now=NOW)
    said = words(today(tom))
    assert "2:00 PM Ada Room with Ada 9:00 PM Ada" in said
    assert "9:00 AM Ada" not in said
    assert "People in your care Ada Mon 23 Nov, 2:00 PM" in said


def test_what_she_wrote_is_counted_by_her_name(tom: Person, pair: Pair) -> None:
    for text in ("Hello", "Are you there?"):
        send_message(episode=pair.hers(), text=text, now=NOW)
    page = today(tom)
    assert "Ada 2 new" in words(page)
    assert reverse("messaging:conversation", args=[pair.space]) in links(page)


def test_people_stand_by_the_names_they_chose_in_their_order(tom: Person, toms: Listing) -> None:
    for name in ("zoe", "émile", "ada"):
        in_care(name, tom, toms)
    offer_invite(keyholder=tom.keyholder, listing=toms, called="The new one", now=NOW)
    said = words(today(tom)).partition("People in your care")[2].removesuffix(" Find and sort")
    assert said == " Ada no time booked Émile no time booked The new one has not used the code yet Zoe no time booked"


def test_of_many_the_first_twelve_stand_there_and_the_rest_a_press_away(tom: Person, toms: Listing) -> None:
    for number in range(13):
        in_care(f"client{number:02}", tom, toms)
    page = today(tom)
    assert "Client11 no time booked" in words(page) and "Client12" not in words(page)
    assert "All 13, to find and to sort" in words(page)
    assert reverse("desk:people") in links(page)


def test_many_unread_are_a_few_and_a_number_and_no_wall(tom: Person, toms: Listing) -> None:
    for number in range(10):
        send_message(episode=in_care(f"client{number}", tom, toms).hers(), text="Hello", now=NOW)
    said = words(today(tom))
    assert "Client7 1 new 2 more" in said and "Client8 1 new" not in said


def test_a_flag_stands_first_with_its_deadline_and_the_most_pressing_above(tom: Person, toms: Listing) -> None:
    zoe, ada = in_care("zoe", tom, toms), in_care("ada", tom, toms)
    raised(ada, POSITIVE)
    raised(zoe, FREQUENT)
    page = today(tom)
    said = words(page)
    first, second = said.index("Zoe please look before"), said.index("Ada please look before")
    assert said.index("Flags") < first < second < said.index("Meetings today")
    assert reverse("safety:flags", args=[zoe.space]) in links(page)
    assert said.count("⚑") == 4  # above, and beside each name below


def test_a_flag_past_its_time_says_so(tom: Person, pair: Pair) -> None:
    raised(pair, FREQUENT, now=NOW - timedelta(days=3))
    assert "Ada overdue: please look now" in words(today(tom))


def test_a_flag_goes_when_he_has_looked(tom: Person, pair: Pair) -> None:
    flag = raised(pair)
    assert flag is not None
    acknowledge_flag(episode=pair.his(), flag=flag.id, done="I called.", now=NOW)
    assert "⚑" not in words(today(tom))


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_a_flag_outlives_the_end_of_an_episode(tom: Person, pair: Pair, who: str) -> None:
    """Else ending would be a way to lose one."""
    raised(pair)
    ended = pair.hers() if who == "ada" else pair.his()
    end_episode(keyholder=(pair.ada if who == "ada" else tom).keyholder, episode=ended, now=NOW)
    page = today(tom)
    assert "Ada please look before" in words(page)
    assert reverse("safety:flags", args=[pair.space]) in links(page)
    assert "Nobody yet." in words(page)


def test_another_therapist_sees_none_of_it(iris: Person, pair: Pair) -> None:
    raised(pair)
    send_message(episode=pair.hers(), text="Hello", now=NOW)
    page = today(iris)
    assert "Ada" not in words(page)
    assert str(pair.space) not in page.content.decode()
