"""Ada's page: what comes next, what is new, and where her therapist is."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from stillroom.care.actions import NotNow, accept, begin, decline, end_episode, give_consent
from stillroom.care.documents import Medium
from stillroom.care.queries import consents_missing, request_of
from stillroom.finding.actions import ask
from stillroom.home.queries import client_today
from stillroom.messaging.actions import mark_read, send_message
from stillroom.messaging.queries import messages_of
from stillroom.plans.actions import agree_on_goal, propose_goal, rate_goal
from stillroom.practice.actions import mark_away, mark_gone, submit_profile
from stillroom.practice.listings import Listing
from stillroom.practice.models import OnCallPerson, Therapist
from stillroom.scheduling.actions import book, end_care, keep_beside, set_hours
from stillroom.scheduling.documents import KeptBeside
from stillroom.scheduling.models import OpeningHours
from stillroom.vault.audits import trail
from stillroom.vault.documents import SpaceKind
from stillroom.vault.records import read_all
from stillroom.vault.spaces import own_space
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.home.looking import links, today, words
from tests.practice.cast import particulars
from tests.safety.raising import raised
from tests.scheduling.cast import at

DAY = timedelta(days=1)
FRIDAY = at(27, 10)
HERS = "stays here, and you can still read it"


def test_before_she_knows_anybody_it_shows_how_to_begin(ada: Person) -> None:
    page = today(ada)
    assert words(page).startswith("Hello, Ada. Nothing here has to be done today.")
    assert "Begin here" in words(page)
    assert {reverse("finding:people"), reverse("care:invite"), reverse("safety:now")} <= set(links(page))


def test_she_can_look_at_how_she_is_for_herself_whether_or_not_anybody_reads_it(ada: Person, pair: Pair) -> None:
    page = today(ada)
    assert "Look at how you are, for yourself" in words(page)
    assert reverse("assessments:own_start") in links(page)


def test_a_time_that_she_asked_for_says_that_it_waits(ada: Person, toms: Listing, week: OpeningHours) -> None:
    asked = ask(
        keyholder=ada.keyholder,
        profile=ada.profile,
        listing=toms,
        start=FRIDAY,
        words="",
        medium=Medium.TEXT,
        now=NOW,
    )
    page = today(ada)
    assert "Fri 27 Nov, 10:00 AM your time (Los Angeles)" in words(page)
    assert "In writing. You asked for this time. Tom Vale has not answered yet." in words(page)
    assert "You asked Tom Vale for a first talk." in words(page)
    assert reverse("rooms:door", args=[asked.id]) not in links(page)
    assert reverse("messaging:conversation", args=[asked.id]) not in links(page)


def test_the_next_time_leads_to_the_room(ada: Person, pair: Pair, week: OpeningHours) -> None:
    for start in (at(27, 11), at(25, 9)):
        book(keyholder=ada.keyholder, episode=pair.hers(), start=start, medium=Medium.VOICE, now=NOW)
    page = today(ada)
    assert "Next Wed 25 Nov, 9:00 AM" in words(page)
    assert "With Tom Vale, 50 minutes. By voice." in words(page)
    assert "11:00 AM" not in words(page)
    assert reverse("rooms:door", args=[pair.space]) in links(page)


def test_after_the_end_nothing_is_next_and_the_way_back_in_is_there(
    ada: Person, pair: Pair, week: OpeningHours
) -> None:
    book(keyholder=ada.keyholder, episode=pair.hers(), start=FRIDAY, medium=Medium.VOICE, now=NOW)
    end_care(keyholder=ada.keyholder, episode=pair.hers(), now=NOW)
    page = today(ada)
    assert "Friday" not in words(page)
    assert reverse("care:episode", args=[pair.space]) in links(page)
    assert reverse("messaging:conversation", args=[pair.space]) not in links(page)


def test_a_no_is_told_with_the_way_to_its_words(ada: Person, tom: Person, toms: Listing) -> None:
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.VIDEO, now=NOW)
    request = request_of(tom.keyholder, asked.id, NOW)
    decline(keyholder=tom.keyholder, request=request, next_step="Ask Iris.", suggested=None, now=NOW)
    page = today(ada)
    assert "Tom Vale cannot take this on now, and left you words about what next." in words(page)
    assert reverse("care:episode", args=[asked.id]) in links(page)


def test_what_he_wrote_is_new_until_she_has_read_it(ada: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text="Hello", now=NOW)
    assert "new" not in words(today(ada))
    for number in range(3):
        send_message(episode=pair.his(), text=f"Answer {number}", now=NOW)
    assert "Messages 3 new" in words(today(ada))
    seen = messages_of(ada.keyholder, pair.hers())
    mark_read(keyholder=ada.keyholder, episode=pair.hers(), messages=seen, now=NOW)
    assert "new" not in words(today(ada))


def test_texts_to_agree_to_stand_there_until_she_has(ada: Person, pair: Pair) -> None:
    agree = reverse("care:agree", args=[pair.space])
    assert agree in links(today(ada))
    for text in consents_missing(ada.keyholder, pair.hers(), "en"):
        give_consent(
            keyholder=ada.keyholder, episode=pair.hers(), language="en", text=text.id, sha256=text.sha256, now=NOW
        )
    assert agree not in links(today(ada))


def test_a_goal_shows_what_it_waits_for_its_steps_and_its_ratings(ada: Person, pair: Pair) -> None:
    assert "Find one thing you want to be different" in words(today(ada))
    goal = propose_goal(episode=pair.his(), words="Sleep through", steps=["tea", "walk"], version=0, now=NOW)
    assert "A goal waits for your yes" in words(today(ada))
    goal = agree_on_goal(episode=pair.hers(), version=goal.version, now=NOW)
    assert "tea your step walk your step" in words(today(ada))
    assert "waits for your yes" not in words(today(ada))
    rate_goal(episode=pair.hers(), value=4, version=goal.version, now=NOW)
    assert "Sleep through Your goal, rated by you" in words(today(ada))


def test_she_is_not_met_with_the_word_flag(ada: Person, pair: Pair) -> None:
    raised(pair)
    assert "flag" not in words(today(ada)).lower()


def test_while_he_is_there_nothing_is_said_of_it(ada: Person, pair: Pair) -> None:
    assert HERS not in words(today(ada))


def test_when_he_is_away_she_reads_until_when_and_whom_she_can_turn_to(
    ada: Person, tom: Person, iris: Person, pair: Pair, list_person: Lister
) -> None:
    cover = list_person(iris, "Iris Moon")
    until = NOW.date() + 9 * DAY
    mark_away(
        keyholder=tom.keyholder,
        therapist=pair.hers().episode.therapist,
        until=until,
        cover=cover.id,
        next_step="Write to Iris.",
        now=NOW,
    )
    page = today(ada)
    assert "Tom Vale is away for now Back on 2 December 2026." in words(page)
    assert "Write to Iris." in words(page)
    assert "You can turn to Iris Moon" in words(page) and HERS in words(page)
    assert reverse("finding:person", args=[cover.id]) in links(page)


def test_a_cover_who_has_gone_too_is_not_offered(
    ada: Person, tom: Person, iris: Person, max_: Person, pair: Pair, list_person: Lister
) -> None:
    cover = list_person(iris, "Iris Moon")
    mark_away(
        keyholder=tom.keyholder,
        therapist=pair.hers().episode.therapist,
        until=NOW.date() + DAY,
        cover=cover.id,
        next_step="Rest.",
        now=NOW,
    )
    mark_gone(keyholder=max_.keyholder, therapist=cover.id, cover=None, next_step="Ask the desk.", now=NOW)
    page = today(ada)
    assert "Rest." in words(page)
    assert "Iris" not in words(page)


def test_when_he_has_gone_she_reads_what_next(ada: Person, max_: Person, toms: Listing, pair: Pair) -> None:
    mark_gone(keyholder=max_.keyholder, therapist=toms.id, cover=None, next_step="Max calls you.", now=NOW)
    said = words(today(ada))
    assert "Tom Vale no longer works here Max calls you." in said and HERS in said


def test_while_he_is_checked_again_nobody_says_that_he_has_gone(ada: Person, tom: Person, pair: Pair) -> None:
    submit_profile(keyholder=tom.keyholder, particulars=particulars("Tom Vale-Moon"), now=NOW)
    Therapist.objects.filter(account=tom.keyholder.account).update(state="submitted")
    said = words(today(ada))
    assert "The practice is checking Tom Vale’s page again" in said
    assert "no longer works here" not in said


def test_somebody_the_directory_has_lost_is_told_as_gone(ada: Person, toms: Listing, pair: Pair) -> None:
    OnCallPerson.objects.all().delete()
    Therapist.objects.filter(id=toms.id).delete()
    assert "Tom Vale no longer works here" in words(today(ada))


def test_where_it_has_ended_nobody_is_told_about_an_absence(ada: Person, tom: Person, pair: Pair) -> None:
    end_episode(keyholder=ada.keyholder, episode=pair.hers(), now=NOW)
    mark_away(
        keyholder=tom.keyholder,
        therapist=pair.hers().episode.therapist,
        until=NOW.date() + DAY,
        cover=None,
        next_step="Rest.",
        now=NOW,
    )
    assert "away" not in words(today(ada))


@pytest.fixture
def with_iris(ada: Person, iris: Person, list_person: Lister) -> Pair:
    """Ada in care with Iris too."""
    listing = list_person(iris, "Iris Moon")
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=listing, words="", medium=Medium.TEXT, now=NOW)
    accept(keyholder=iris.keyholder, request=request_of(iris.keyholder, asked.id, NOW), now=NOW)
    return Pair(ada, iris, asked.id)


def met(pair: Pair, week: OpeningHours, start: datetime) -> None:
    set_hours(week=replace_therapist(week, pair.hers().episode.therapist))
    book(keyholder=pair.ada.keyholder, episode=pair.hers(), start=start, medium=Medium.TEXT, now=NOW)


def replace_therapist(week: OpeningHours, therapist: UUID) -> OpeningHours:
    return OpeningHours(therapist=therapist, zone=week.zone, windows=week.windows, notice_hours=week.notice_hours)


def earlier(ada: Person, now: datetime) -> list[str]:
    return [each.cover.label for each in client_today(ada.keyholder, ada.profile, now).earlier]


def test_after_a_first_talk_with_somebody_new_the_earlier_one_is_named_until_she_keeps_both(
    ada: Person, pair: Pair, with_iris: Pair, week: OpeningHours
) -> None:
    met(pair, week, at(25, 10))
    met(with_iris, week, at(27, 10))
    assert earlier(ada, at(26, 10)) == []  # she has met one of them so far
    assert earlier(ada, at(27, 10, 10)) == []  # the first talk goes on
    assert earlier(ada, at(27, 11)) == ["Tom Vale"]
    for _twice in range(2):
        keep_beside(keyholder=ada.keyholder, episode=pair.hers(), now=at(27, 12))
    assert earlier(ada, at(28, 10)) == []
    assert len(read_all(own_space(ada.keyholder, SpaceKind.JOURNAL), KeptBeside)) == 1


def test_an_earlier_one_that_has_ended_is_not_named(
    ada: Person, pair: Pair, with_iris: Pair, week: OpeningHours
) -> None:
    met(pair, week, at(25, 10))
    met(with_iris, week, at(27, 10))
    end_care(keyholder=ada.keyholder, episode=pair.hers(), now=at(27, 12))
    assert earlier(ada, at(28, 10)) == []


def test_that_she_keeps_both_is_read_by_neither_of_them(
    ada: Person, pair: Pair, with_iris: Pair, week: OpeningHours
) -> None:
    before = [trail(each.his().space) for each in (pair, with_iris)]
    keep_beside(keyholder=ada.keyholder, episode=pair.hers(), now=at(27, 12))
    assert [trail(each.his().space) for each in (pair, with_iris)] == before
    with pytest.raises(NotNow):
        keep_beside(keyholder=pair.tom.keyholder, episode=pair.his(), now=at(27, 12))


def test_her_page_leads_to_the_end_and_one_press_keeps_both(
    ada: Person, pair: Pair, with_iris: Pair, week: OpeningHours, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock:
        @staticmethod
        def now() -> datetime:
            return at(28, 10)

    met(pair, week, at(25, 10))
    met(with_iris, week, at(27, 10))
    monkeypatch.setattr("stillroom.home.views.timezone", Clock)
    browser = ada.browser()
    page = browser.get(reverse("home:today"))
    assert "What you have with Tom Vale is still open." in words(page)
    assert reverse("scheduling:else", args=[pair.space]) in links(page)
    answer = browser.post(reverse("scheduling:keep_both", args=[pair.space]))
    assert answer.headers["Location"] == reverse("home:today")
    assert "is still open" not in words(browser.get(reverse("home:today")))
