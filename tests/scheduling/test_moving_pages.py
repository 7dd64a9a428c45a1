"""Moving, offering, taking and cancelling, as pages of both sides: the cost told before, the news on Today."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.practice.listings import Listing
from stillroom.scheduling.actions import book, end_care, hold, release
from stillroom.scheduling.models import OpeningHours
from stillroom.scheduling.policy import policy_words
from stillroom.scheduling.queries import appointments_in, free_times
from stillroom.vault.spaces import open_space
from tests.care.strangers import assert_same_404
from tests.care.test_pages import words
from tests.cast import Person
from tests.scheduling.test_pages import now, starts_on, wide

__all__ = ["wide"]


class Booked:
    """A time of Ada and Tom, `ahead` of now."""

    def __init__(self, ada: Person, listing: Listing, space: CareEpisode, ahead: timedelta) -> None:
        self.ada, self.space = ada, space.id
        start = next(start for start in free_times(None, listing, now()) if start > now() + ahead)
        hers = episode_of(ada.keyholder, space.id)
        self.record = book(keyholder=ada.keyholder, episode=hers, start=start, medium=Medium.VIDEO, now=now()).id

    def page(self, name: str) -> str:
        return reverse(f"scheduling:{name}", args=[self.space, self.record])

    @property
    def time(self):
        (stored,) = appointments_in(self.ada.keyholder, open_space(self.ada.keyholder, self.space))
        return stored.document


@pytest.fixture
def far(ada: Person, toms: Listing, wide: OpeningHours, care: CareEpisode) -> Booked:
    return Booked(ada, toms, care, timedelta(days=3))


@pytest.fixture
def near(ada: Person, toms: Listing, wide: OpeningHours, care: CareEpisode) -> Booked:
    return Booked(ada, toms, care, timedelta(hours=3))


def today(person: Person) -> str:
    return words(person.browser().get(reverse("home:today")))


@pytest.mark.parametrize("name", ["move", "take", "keep"])
def test_strangers_get_the_404_of_a_page_that_never_was(
    far: Booked, iris: Person, max_: Person, eve: Client, name: str
):
    for browser in (iris.browser(), max_.browser(), eve):
        assert_same_404(browser, far.page(name), far.space)


def test_a_client_moves_and_the_therapist_reads_it_under_today_and_in_the_messages(
    far: Booked, ada: Person, tom: Person
):
    browser = ada.browser()
    page = browser.get(far.page("move"))
    assert "It costs nothing." in words(page)
    start = starts_on(page)[7]
    sent = {"start": start, "free": "1", "seen": far.time.start.isoformat(), "words": "The dentist."}
    answer = browser.post(far.page("move"), sent, follow=True)
    assert "Moved. The new time is yours" in words(answer)
    assert "Moved. It was:" in words(answer) and f'datetime="{start}"' in answer.content.decode()
    assert "Ada moved your time. It was" in today(tom)
    talk = words(tom.browser().get(reverse("messaging:conversation", args=[far.space])))
    assert "Ada moved your time. It was" in talk and "The dentist." in talk
    assert "your time (Los Angeles)" in talk
    assert "moved your time" not in today(tom)
    assert "moved your time" not in today(ada)


def test_the_time_it_is_now_is_not_one_of_those_to_choose(far: Booked, ada: Person, tom: Person, toms: Listing):
    start = far.time.start
    assert start in free_times(None, toms, now(), besides=far.time.booking)
    for person in (ada, tom):
        starts = [each for week in "01" for each in starts_on(person.browser().post(far.page("move"), {"page": week}))]
        assert starts and start.isoformat() not in starts


@pytest.mark.parametrize("name", ["move", "cancel"])
def test_what_it_costs_stands_there_before(near: Booked, far: Booked, ada: Person, tom: Person, name: str):
    late, free = words(ada.browser().get(near.page(name))), words(ada.browser().get(far.page(name)))
    cost = f"It begins in less than {policy_words()['before']}. So this costs {policy_words()['fee']}."
    assert cost in late and "costs nothing" not in late
    assert "It costs nothing." in free and "$" not in free
    assert "$" not in words(tom.browser().get(near.page(name)))


@pytest.mark.parametrize("name", ["move", "cancel"])
def test_a_page_that_said_free_does_nothing_once_it_costs(near: Booked, ada: Person, name: str):
    browser = ada.browser()
    start = starts_on(browser.get(near.page("move")))[30]
    answer = browser.post(near.page(name), {"start": start, "free": "1"})
    assert answer.status_code == 422
    assert "By now it is late enough to cost the fee. Nothing was done." in words(answer)
    assert near.time.stands and not near.time.earlier
    assert 'name="free" value="1"' not in answer.content.decode()
    assert browser.post(near.page(name), {"start": start}).status_code == 302
    assert not near.time.stands or near.time.earlier[0].late


def test_a_therapist_offers_over_two_weeks_and_the_client_takes_one_with_one_press(
    far: Booked, ada: Person, tom: Person
):
    his, hers = tom.browser(), ada.browser()
    first = starts_on(his.get(far.page("move")))[3]
    leafed = his.post(far.page("move"), {"start": [first], "page": "2", "words": "A hearing.", "cancel_now": "on"})
    assert f'name="start" value="{first}" autocomplete="off" checked' in leafed.content.decode()
    assert "A hearing." in leafed.content.decode()
    second = next(start for start in starts_on(leafed) if start != first)
    assert his.post(far.page("move"), {"start": [first, second], "words": "A hearing."}).status_code == 302
    assert "Choose one of the times offered" in today(ada)
    assert "Tom Vale asks to move" in today(ada)
    page = hers.get(reverse("care:episode", args=[far.space]))
    assert "Tom Vale asks to move it to one of these:" in words(page)
    assert page.content.decode().count(far.page("take")) == 2
    answer = hers.post(far.page("take"), {"start": second}, follow=True)
    assert "The new time is yours" in words(answer)
    assert far.time.start.isoformat() == datetime.fromisoformat(second).astimezone(UTC).isoformat()
    assert "Choose one of the times offered" not in today(ada)
    assert "Ada moved your time" in today(tom)


def test_what_was_read_is_not_news_again_when_something_else_is(far: Booked, ada: Person, tom: Person):
    his, talk = tom.browser(), reverse("messaging:conversation", args=[far.space])
    his.post(far.page("move"), {"start": starts_on(his.get(far.page("move")))[3]})
    assert "Tom Vale asks to move" in today(ada)
    ada.browser().get(talk)
    his.post(far.page("cancel"))
    said = today(ada)
    assert "Tom Vale cancelled" in said and "asks to move" not in said


def test_an_offer_taken_by_somebody_else_leads_to_the_next_free_ones(far: Booked, ada: Person, tom: Person, toms):
    his = tom.browser()
    start = starts_on(his.get(far.page("move")))[3]
    his.post(far.page("move"), {"start": [start]})
    release(booking=far.time.offers[0].booking)
    hold(therapist=toms.id, start=datetime.fromisoformat(start), now=now())
    answer = ada.browser().post(far.page("take"), {"start": start}, follow=True)
    assert "This time is gone. Nothing has changed. These are the next free ones." in words(answer)
    assert answer.redirect_chain[-1][0] == far.page("move")
    assert far.time.stands and len(starts_on(answer)) > 3


def test_none_of_the_offers_when_the_old_time_is_gone(far: Booked, ada: Person, tom: Person):
    his = tom.browser()
    start = starts_on(his.get(far.page("move")))[3]
    his.post(far.page("move"), {"start": [start], "cancel_now": "on"})
    page = ada.browser().get(reverse("care:episode", args=[far.space]))
    assert "cannot keep this time. You can take another:" in words(page) and "None of these" in words(page)
    ada.browser().post(far.page("keep"))
    assert "None of the times that you offered fits Ada." in today(tom)


@pytest.mark.parametrize("count", [0, 4])
def test_none_and_four_are_not_offered(far: Booked, tom: Person, count: int):
    his = tom.browser()
    starts = starts_on(his.get(far.page("move")))[:count]
    answer = his.post(far.page("move"), {"start": starts})
    assert answer.status_code == 422 and "Please choose one, two or three times." in words(answer)
    assert not far.time.offers


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_pages_left_open_past_the_end_lead_back(far: Booked, ada: Person, tom: Person, care: CareEpisode, who: str):
    browser = {"ada": ada, "tom": tom}[who].browser()
    start = starts_on(browser.get(far.page("move")))[3]
    end_care(keyholder=tom.keyholder, episode=episode_of(tom.keyholder, far.space), now=now())
    answer = browser.post(far.page("move"), {"start": start}, follow=True)
    assert "This time cannot be moved any more" in words(answer) and "This has ended" in words(answer)
    answer = ada.browser().post(far.page("take"), {"start": start}, follow=True)
    assert "This has ended" in words(answer)


def test_a_start_that_is_none_moves_nothing_and_keeps_the_words(far: Booked, ada: Person):
    for start in ("", "tomorrow", "2026-11-25T10:00:00"):
        answer = ada.browser().post(far.page("move"), {"start": start, "words": "The dentist."})
        assert answer.status_code == 422 and "The dentist." in answer.content.decode()
    assert not far.time.earlier
