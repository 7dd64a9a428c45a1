"""Max's page: late flags by therapist and number, who is on call, and the way to the desk. Never whom it is about."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from stillroom.base.errors import Hidden
from stillroom.home.queries import Late, steward_today
from stillroom.practice.actions import name_on_call, submit_profile
from stillroom.practice.models import Therapist
from stillroom.safety.actions import acknowledge_flag
from stillroom.safety.models import FlagRow
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.home.looking import links, today, words
from tests.practice.cast import OpenPractice, particulars
from tests.safety.raising import FREQUENT, raised

LONG_AGO = NOW - timedelta(days=3)


def test_before_anything_is_set_up_it_leads_to_the_desk(max_: Person) -> None:
    page = today(max_)
    said = words(page)
    assert "You are not open to new people." in said
    assert "7 things are missing or have grown old." in said
    assert "Nobody is named. Until somebody is, this place is not open." in said
    assert {reverse("practice:desk"), reverse("practice:on_call"), reverse("practice:ready")} <= set(links(page))
    assert "Flags" not in said


def test_an_open_practice_shows_who_is_on_call(max_: Person, open_practice: OpenPractice) -> None:
    said = words(today(max_))
    assert "On call Tom Vale" in said
    assert "You are open." in said
    name_on_call(keyholder=max_.keyholder, therapist=None, name="Nora at the desk", now=NOW)
    assert "On call Nora at the desk" in words(today(max_))


def test_profiles_that_wait_to_be_checked_are_named(max_: Person, iris: Person, open_practice: OpenPractice) -> None:
    assert "to be checked" not in words(today(max_))
    submit_profile(keyholder=iris.keyholder, particulars=particulars("Iris Moon"), now=NOW)
    assert "Iris Moon to be checked" in words(today(max_))


def test_a_flag_is_counted_only_when_nobody_has_looked_in_time(max_: Person, pair: Pair) -> None:
    raised(pair, FREQUENT)
    assert steward_today(max_.keyholder, NOW).late == ()
    deadline = timedelta(seconds=FlagRow.objects.get().deadline - NOW.timestamp())
    assert steward_today(max_.keyholder, NOW + deadline).late == ()
    assert steward_today(max_.keyholder, NOW + deadline + timedelta(seconds=1)).late == (Late("Tom Vale", 1),)


@pytest.mark.parametrize("count", [1, 3])
def test_late_flags_stand_by_therapist_and_number_and_say_nothing_more(max_: Person, pair: Pair, count: int) -> None:
    for _ in range(count):
        raised(pair, FREQUENT, now=LONG_AGO)
    page = today(max_)
    assert f"Tom Vale {count} flag" in words(page)
    assert ("flags" in words(page).partition("Tom Vale")[2][:12]) == (count > 1)
    assert "Ada" not in words(page)
    assert str(pair.space) not in page.content.decode()


def test_the_one_with_the_most_stands_first(max_: Person, iris: Person, pair: Pair, list_person: Lister) -> None:
    hers = list_person(iris, "Iris Moon")
    raised(pair, FREQUENT, now=LONG_AGO)
    for _ in range(2):
        FlagRow.objects.create(therapist=hers.id, deadline=int(LONG_AGO.timestamp()))
    assert steward_today(max_.keyholder, NOW).late == (Late("Iris Moon", 2), Late("Tom Vale", 1))


def test_what_has_been_looked_at_is_counted_no_more(max_: Person, pair: Pair) -> None:
    flag = raised(pair, FREQUENT, now=LONG_AGO)
    assert flag is not None
    acknowledge_flag(episode=pair.his(), flag=flag.id, done="I called.", now=NOW)
    assert "Tom Vale 1 flag" not in words(today(max_))


def test_a_flag_of_somebody_whom_the_directory_has_lost_is_not_lost(max_: Person) -> None:
    FlagRow.objects.create(therapist=uuid4(), deadline=int(LONG_AGO.timestamp()))
    assert "Somebody who has left the list 1 flag" in words(today(max_))


def test_it_is_for_stewards_alone(ada: Person, tom: Person, pair: Pair) -> None:
    for person in (ada, tom):
        with pytest.raises(Hidden):
            steward_today(person.keyholder, NOW)


@pytest.mark.parametrize(
    ("days", "said"), [(61, ""), (60, "in 60 days"), (1, "in 1 day,"), (0, "today,"), (-1, "ran out")]
)
def test_a_license_that_ends_stands_on_the_stewards_and_on_the_therapists_page(
    max_: Person, tom: Person, open_practice: OpenPractice, days: int, said: str
) -> None:
    Therapist.objects.update(licence_expiry=NOW.date() + timedelta(days=days))
    his, hers = words(today(tom)), words(today(max_))
    assert ("Licenses that end" in hers, "Your license" in his) == (bool(said), bool(said))
    assert said in hers
    assert ("ran out on" in his) == (days < 0)
