"""A therapist goes away: what is booked until they are back is told to them, and cancelled person by person if they
want; those in care read who stands in, and what that person cannot see."""

from contextlib import nullcontext
from datetime import date
from uuid import UUID

import pytest
from django.urls import reverse

from stillroom.care.documents import Medium
from stillroom.practice.actions import come_back, mark_away
from stillroom.practice.listings import Listing
from stillroom.practice.queries import own_listing
from stillroom.scheduling.actions import NotOffered, book, cancel_while_away
from stillroom.scheduling.models import OpeningHours
from stillroom.scheduling.queries import free_times, free_times_of, next_free, people_while_away
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.scheduling.cast import LOS_ANGELES, at
from tests.scheduling.test_days import GONE, STANDS, states, told
from tests.scheduling.three import three, three_of

__all__ = ["three"]
BACK = date(2026, 11, 27)  # the Friday after next Wednesday's three


def go_away(tom: Person, until: date = BACK) -> Listing:
    say_away(tom, until, None, "Rest well.")
    own = own_listing(tom.keyholder)
    assert own is not None
    return own


def say_away(tom: Person, until: date, cover: UUID | None, next_step: str, since: date | None = None) -> None:
    own = own_listing(tom.keyholder)
    assert own is not None
    said = {"until": until, "cover": cover, "next_step": next_step, "since": since}
    mark_away(keyholder=tom.keyholder, therapist=own.id, now=NOW, **said)  # type: ignore[arg-type]


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


def test_a_planned_absence_cancels_what_falls_into_it_alone(three: list[Pair], tom: Person, week: OpeningHours) -> None:
    before = three_of(tom, week, ["Zoe"], at(24, 12))[0]
    after = three_of(tom, week, ["Kai"], at(27, 9))[0]
    say_away(tom, BACK, None, "Rest well.", since=date(2026, 11, 25))
    own = own_listing(tom.keyholder)
    assert own is not None
    assert [each.called for each in people_while_away(tom.keyholder, own, NOW)] == ["Ada", "Bea", "Cal"]
    assert cancel_while_away(keyholder=tom.keyholder, listing=own, words="", now=NOW).told == 3
    assert [states(pair) for pair in (before, *three, after)] == [[STANDS], [GONE], [GONE], [GONE], [STANDS]]


def test_in_a_planned_absence_nothing_is_offered_or_booked_and_before_and_after_it_is(
    three: list[Pair], tom: Person
) -> None:
    say_away(tom, BACK, None, "Rest well.", since=date(2026, 11, 25))
    own = own_listing(tom.keyholder)
    assert own is not None
    free = free_times(None, own, NOW)
    assert {start.astimezone(LOS_ANGELES).day for start in free if start < at(30, 0)} == {24, 27}
    assert free_times_of(None, [own], NOW) == {own.id: free}
    ada = three[0]
    for start, fits in ((at(24, 14), True), (at(26, 9), False), (at(27, 9), True)):
        with nullcontext() if fits else pytest.raises(NotOffered):
            book(keyholder=ada.ada.keyholder, episode=ada.hers(), start=start, medium=Medium.VOICE, now=NOW)
    ahead = at(24, 20)  # the last evening: the next free time lies behind the absence
    assert next_free(None, [own], ahead) == {own.id: free_times(None, own, ahead)[0]}
    assert next_free(None, [own], ahead)[own.id] >= at(27, 0)


def test_those_in_care_read_of_a_planned_absence_ahead(three: list[Pair], tom: Person, real_pages: None) -> None:
    say_away(tom, BACK, None, "Rest well.", since=date(2026, 11, 25))
    ada = three[0]
    for address in (reverse("home:today"), reverse("care:episode", args=[ada.space])):
        page = ada.ada.browser().get(address).content.decode()
        assert "will be away" in page
        assert "Away from 25 November 2026 on, back on 27 November 2026." in page
        assert "Rest well." in page
        assert "is away for now" not in page


def test_back_sooner_the_list_is_open_again_and_what_was_cancelled_stays_so(three: list[Pair], tom: Person) -> None:
    cancel_while_away(keyholder=tom.keyholder, listing=go_away(tom), words="", now=NOW)
    come_back(keyholder=tom.keyholder, therapist=three[0].his().episode.therapist, now=NOW)
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

    for room in ("practice.views.absences", "scheduling.views.absence", "home.views", "care.views.pages"):
        monkeypatch.setattr(f"stillroom.{room}.timezone", Clock)


def test_whoever_says_that_they_are_away_is_led_to_what_falls_into_it(
    three: list[Pair], tom: Person, real_pages: None
) -> None:
    browser = tom.browser()
    sent = {"since": NOW.date().isoformat(), "until": BACK.isoformat(), "cover": "", "next_step": "Rest well."}
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
    say_away(tom, BACK, cover.id, "Rest well.")
    ada = three[0]
    for address in (reverse("home:today"), reverse("care:episode", args=[ada.space])):
        page = ada.ada.browser().get(address).content.decode()
        assert "Iris Moon stands in." in page
        assert "Iris Moon has no key to anything here, unless you say yes to it: not to your messages," in page
        assert "Rest well." in page


def test_attack_who_stands_in_really_has_no_key(
    three: list[Pair], tom: Person, iris: Person, list_person: Lister
) -> None:
    """The sentence above is a promise: the stand-in gets the 404 of nothing, and holds no new space."""
    cover, before = list_person(iris, "Iris Moon"), set(iris.keyholder.ring.spaces)
    say_away(tom, BACK, cover.id, "")
    for name in ("care:episode", "messaging:conversation", "care:card"):
        assert iris.browser().get(reverse(name, args=[three[0].space])).status_code == 404
        assert tom.browser().get(reverse(name, args=[three[0].space])).status_code == 200, "the control"
    assert set(iris.keyholder.ring.spaces) == before
