"""Being away and leaving: never without a word for those in care."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from stillroom.base.errors import Hidden
from stillroom.events.queries import page_of_events
from stillroom.practice.actions import (
    NoNextStep,
    NotBack,
    NotListed,
    bring_back,
    come_back,
    mark_away,
    mark_gone,
    send_away,
    submit_profile,
)
from stillroom.practice.models import State, Therapist
from stillroom.practice.queries import (
    any_listing,
    is_open,
    listed,
    listing_of,
)
from stillroom.practice.staff_events import AWAY, steward_mark
from tests.cast import NOW, Person
from tests.practice.cast import OpenPractice, check, particulars, publish_profile

DAY = timedelta(days=1)


def away(who: Person, therapist: UUID, until: date, since: date | None = None, now: datetime = NOW) -> None:
    said = {"until": until, "since": since, "cover": None, "next_step": "Rest."}
    mark_away(keyholder=who.keyholder, therapist=therapist, now=now, **said)  # type: ignore[arg-type]


def state_of(person: Person) -> str:
    return Therapist.objects.get(account=person.keyholder.account).state


def test_somebody_who_is_away_is_listed_with_the_day_and_takes_no_requests_until_it_comes(
    open_practice: OpenPractice, tom: Person
) -> None:
    until = NOW.date() + 10 * DAY
    mark_away(
        keyholder=tom.keyholder,
        therapist=open_practice.tom.id,
        until=until,
        cover=None,
        next_step="Write to the desk.",
        now=NOW,
    )
    (listing,) = listed(None, NOW)
    assert (listing.state, listing.away_until, listing.next_step) == ("away", until, "Write to the desk.")
    assert not listing.takes_requests
    assert is_open(None, NOW)
    (later,) = listed(None, NOW + 10 * DAY)
    assert later.takes_requests
    assert bring_back(now=NOW + 9 * DAY) == 0
    assert bring_back(now=NOW + 10 * DAY) == 1
    assert state_of(tom) == State.VERIFIED


def test_the_first_day_back_begins_at_midnight_where_the_therapist_is(open_practice: OpenPractice, tom: Person) -> None:
    until = NOW.date() + DAY
    mark_away(
        keyholder=tom.keyholder, therapist=open_practice.tom.id, until=until, cover=None, next_step="Rest.", now=NOW
    )
    midnight = NOW.replace(hour=8) + DAY  # 00:00 in Los Angeles in November
    assert listed(None, midnight - timedelta(minutes=1))[0].state == "away"
    assert listed(None, midnight)[0].state == "listed"


def test_being_away_needs_a_day_ahead_and_a_cover_or_a_next_step(
    open_practice: OpenPractice, tom: Person, iris: Person, max_: Person
) -> None:
    ahead = NOW.date() + DAY
    waiting = submit_profile(keyholder=iris.keyholder, particulars=particulars("Iris Moss"), now=NOW)
    with pytest.raises(NotBack):
        mark_away(
            keyholder=tom.keyholder,
            therapist=open_practice.tom.id,
            until=NOW.date(),
            cover=None,
            next_step="x",
            now=NOW,
        )
    for cover in (None, waiting.id, open_practice.tom.id, uuid4()):
        with pytest.raises(NoNextStep):
            mark_away(
                keyholder=tom.keyholder,
                therapist=open_practice.tom.id,
                until=ahead,
                cover=cover,
                next_step=" ",
                now=NOW,
            )
    assert listed(None, NOW)[0].state == "listed"
    covering = publish_profile(max_, iris, "Iris Moss")
    mark_away(
        keyholder=tom.keyholder, therapist=open_practice.tom.id, until=ahead, cover=covering.id, next_step="", now=NOW
    )
    assert listing_of(None, open_practice.tom.id, NOW).cover_id == covering.id


def test_away_without_a_word_for_anybody_is_not_listed_even_if_the_database_says_so(
    open_practice: OpenPractice,
) -> None:
    Therapist.objects.update(state=State.AWAY, away_until=NOW.date() + 3 * DAY, next_step="")
    assert listed(None, NOW) == ()


def test_a_planned_absence_begins_and_ends_by_itself_and_keeps_nobody_out_before(
    open_practice: OpenPractice, tom: Person
) -> None:
    since, until = NOW.date() + 3 * DAY, NOW.date() + 6 * DAY
    away(tom, open_practice.tom.id, since=since, until=until)
    states = []
    for days in range(8):
        now = NOW + days * DAY
        shown = listing_of(None, open_practice.tom.id, now)  # the calendar has not turned yet, and it holds
        states.append((shown.state, shown.plans_to_be_away))
        send_away(now=now)
        bring_back(now=now)
        assert any_listing(tom.keyholder, open_practice.tom.id).state == shown.state
    assert states == [("listed", True)] * 3 + [("away", False)] * 3 + [("listed", False)] * 2
    assert Therapist.objects.get(id=open_practice.tom.id).away_from is None


def test_days_that_lie_the_wrong_way_round_are_refused_and_one_that_has_begun_goes_on(
    open_practice: OpenPractice, tom: Person
) -> None:
    today = NOW.date()
    for since, until in ((today + 3 * DAY, today + 3 * DAY), (today + 3 * DAY, today + DAY), (today - 9 * DAY, today)):
        with pytest.raises(NotBack):
            away(tom, open_practice.tom.id, since=since, until=until)
    away(tom, open_practice.tom.id, until=today + 5 * DAY)
    away(tom, open_practice.tom.id, since=today, until=today + 9 * DAY, now=NOW + 2 * DAY)
    row = Therapist.objects.get(id=open_practice.tom.id)
    assert (row.state, row.away_from, row.away_until) == (State.AWAY, today, today + 9 * DAY)


def test_a_steward_says_it_for_one_who_cannot_and_takes_it_back(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    away(max_, open_practice.tom.id, until=NOW.date() + 5 * DAY)
    assert state_of(tom) == State.AWAY
    event = page_of_events(None, kind=AWAY).events[0]
    assert event.who == steward_mark(max_.keyholder)
    come_back(keyholder=max_.keyholder, therapist=open_practice.tom.id, now=NOW)
    assert state_of(tom) == State.VERIFIED


@pytest.mark.parametrize("who", ["ada", "iris"])
def test_nobody_else_can_say_that_a_therapist_is_away_or_back(
    who: str, open_practice: OpenPractice, tom: Person, request: pytest.FixtureRequest
) -> None:
    stranger = request.getfixturevalue(who)
    with pytest.raises(Hidden):
        away(stranger, open_practice.tom.id, until=NOW.date() + 5 * DAY)
    away(tom, open_practice.tom.id, until=NOW.date() + 5 * DAY)
    with pytest.raises(Hidden):
        come_back(keyholder=stranger.keyholder, therapist=open_practice.tom.id, now=NOW)
    assert state_of(tom) == State.AWAY


def test_coming_back_early_ends_an_absence_and_its_words(open_practice: OpenPractice, tom: Person) -> None:
    mark_away(
        keyholder=tom.keyholder,
        therapist=open_practice.tom.id,
        until=NOW.date() + 5 * DAY,
        cover=None,
        next_step="Rest.",
        now=NOW,
    )
    come_back(keyholder=tom.keyholder, therapist=open_practice.tom.id, now=NOW)
    (listing,) = listed(None, NOW)
    assert (listing.state, listing.away_until, listing.next_step) == ("listed", None, "")


def test_who_is_not_listed_cannot_be_away(founded: Person, tom: Person, ada: Person) -> None:
    own = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    for nobody in (own.id, uuid4()):
        with pytest.raises(NotListed if nobody == own.id else Hidden):
            away(tom, nobody, until=NOW.date() + DAY)


def test_a_licence_changed_while_away_comes_back_as_away(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    mark_away(
        keyholder=tom.keyholder,
        therapist=open_practice.tom.id,
        until=NOW.date() + 5 * DAY,
        cover=None,
        next_step="Rest.",
        now=NOW,
    )
    submit_profile(keyholder=tom.keyholder, particulars=replace(particulars(), licence_number="777"), now=NOW)
    check(max_, open_practice.tom.id)
    assert listed(None, NOW)[0].state == "away"


@pytest.mark.parametrize("who", ["tom", "max_"])
def test_a_therapist_or_a_steward_says_that_the_therapist_is_gone_and_those_in_care_read_what_next(
    who: str, open_practice: OpenPractice, ada: Person, request: pytest.FixtureRequest
) -> None:
    keyholder = request.getfixturevalue(who).keyholder
    mark_gone(keyholder=keyholder, therapist=open_practice.tom.id, cover=None, next_step="Ask at the desk.", now=NOW)
    assert listed(None, NOW) == ()
    known = any_listing(ada.keyholder, open_practice.tom.id)
    assert (known.state, known.next_step) == ("gone", "Ask at the desk.")
    assert not is_open(None, NOW)


@pytest.mark.parametrize("who", ["ada", "iris"])
def test_nobody_else_can_say_that_a_therapist_is_gone(
    who: str, open_practice: OpenPractice, request: pytest.FixtureRequest
) -> None:
    keyholder = request.getfixturevalue(who).keyholder
    with pytest.raises(Hidden):
        mark_gone(keyholder=keyholder, therapist=open_practice.tom.id, cover=None, next_step="Bye.", now=NOW)
    assert len(listed(None, NOW)) == 1


def test_who_has_gone_comes_back_only_through_a_new_check(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    mark_gone(keyholder=tom.keyholder, therapist=open_practice.tom.id, cover=None, next_step="Rest.", now=NOW)
    submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    assert listed(None, NOW) == ()
    assert publish_profile(max_, tom, "Tom Vale").takes_requests
