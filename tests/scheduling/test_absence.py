"""A therapist goes away: what is booked until they are back is told to them, and cancelled person by person if they
want; those in care read who stands in, and what that person cannot see."""

from datetime import date

import pytest
from django.urls import reverse

from stillroom.care.documents import Medium
from stillroom.practice.actions import come_back, mark_away
from stillroom.practice.listings import Listing
from stillroom.practice.queries import own_listing
from stillroom.scheduling.actions import book, cancel_while_away
from stillroom.scheduling.queries import people_while_away
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.scheduling.cast import at
from tests.scheduling.test_days import GONE, STANDS, states, told
from tests.scheduling.three import three, three_of

__all__ = ["three"]
BACK = date(2026, 11, 27)  # the Friday after next Wednesday's three


def go_away(tom: Person, until: date = BACK) -> Listing:
    mark_away(keyholder=tom.keyholder, until=until, cover=None, next_step="Rest well.", now=NOW)
    own = own_listing(tom.keyholder)
    assert own is not None
    return own


def test_everybody_before_the_first_day_back_is_cancelled_and_told_once(
    three: list[Pair], tom: Person, week: object
) -> None:
    on_the_day_back = three_of(tom, week, ["Zoe"], at(27, 9))[0]  # type: ignore[arg-type]
    own = go_away(tom)
    assert [each.called for each in people_while_away(tom.keyholder, own, NOW)] == ["Ada", "Bea", "Cal"]
    for expected in (3, 0):
        done = cancel_while_away(keyholder=tom.keyholder, listing=own, words="See you then.", now=NOW)
        assert (done.told, done.left) == (expected, ())
    for pair in three:
        assert told(pair) == [("scheduling.away-cancelled", "See you then.")]
        assert states(pair) == [GONE]
    assert (told(on_the_day_back), states(on_the_day_back)) == ([], [STANDS])


def test_what_has_begun_stays_and_so_does_all_of_it_for_somebody_who_is_not_away(
    three: list[Pair], tom: Person
) -> None:
    own = own_listing(tom.keyholder)
    assert own is not None
    assert cancel_while_away(keyholder=tom.keyholder, listing=own, words="", now=NOW).told == 0
    assert cancel_while_away(keyholder=tom.keyholder, listing=go_away(tom), words="", now=at(25, 9, 10)).told == 2
    assert [states(pair) for pair in three] == [[STANDS], [GONE], [GONE]]


def test_back_sooner_the_list_is_open_again_and_what_was_cancelled_stays_so(three: list[Pair], tom: Person) -> None:
    cancel_while_away(keyholder=tom.keyholder, listing=go_away(tom), words="", now=NOW)
    come_back(keyholder=tom.keyholder, now=NOW)
    ada = three[0]
    assert states(ada) == [GONE]
    book(keyholder=ada.ada.keyholder, episode=ada.hers(), start=at(25, 9), medium=Medium.VOICE, now=NOW)
    assert set(states(ada)) == {GONE, STANDS}


@pytest.fixture
def real_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock:
        @staticmethod
        def now() -> object:
            return NOW

    for room in ("practice.views.therapists", "scheduling.views.absence", "home.views", "care.views"):
        monkeypatch.setattr(f"stillroom.{room}.timezone", Clock)


def test_whoever_says_that_they_are_away_is_led_to_what_falls_into_it(
    three: list[Pair], tom: Person, real_pages: None
) -> None:
    browser = tom.browser()
    sent = {"until": BACK.isoformat(), "cover": "", "next_step": "Rest well."}
    answer = browser.post(reverse("practice:away"), sent)
    there = reverse("scheduling:while_away")
    assert answer.headers["Location"] == there
    page = browser.get(there).content.decode()
    assert all(name in page for name in ("Ada", "Bea", "Cal", "tell 3 people"))
    assert browser.post(there, {"words": "x" * 2001}).status_code == 422
    assert told(three[0]) == []
    assert browser.post(there, {"words": ""}).headers["Location"] == there
    assert "Nobody has a time in these days." in browser.get(there).content.decode()
    browser.post(reverse("practice:away"), {"back": "yes"})
    assert browser.get(there).headers["Location"] == reverse("practice:away")


def test_those_in_care_read_who_stands_in_and_what_that_person_cannot_see(
    three: list[Pair], tom: Person, iris: Person, list_person: Lister, real_pages: None
) -> None:
    cover = list_person(iris, "Iris Moon")
    mark_away(keyholder=tom.keyholder, until=BACK, cover=cover.id, next_step="Rest well.", now=NOW)
    ada = three[0]
    for address in (reverse("home:today"), reverse("care:episode", args=[ada.space])):
        page = ada.ada.browser().get(address).content.decode()
        assert "Iris Moon stands in." in page
        assert "Iris Moon has no key to anything here: not to your messages, not to your answers." in page
        assert "Rest well." in page


def test_attack_who_stands_in_really_has_no_key(
    three: list[Pair], tom: Person, iris: Person, list_person: Lister
) -> None:
    """The sentence above is a promise: the stand-in gets the 404 of nothing, and holds no new space."""
    cover, before = list_person(iris, "Iris Moon"), set(iris.keyholder.ring.spaces)
    mark_away(keyholder=tom.keyholder, until=BACK, cover=cover.id, next_step="", now=NOW)
    for name in ("care:episode", "messaging:conversation", "care:card"):
        assert iris.browser().get(reverse(name, args=[three[0].space])).status_code == 404
        assert tom.browser().get(reverse(name, args=[three[0].space])).status_code == 200, "the control"
    assert set(iris.keyholder.ring.spaces) == before
