"""Hours, booking, cancelling and the end, as pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of, episodes_of
from stillroom.practice.listings import Listing
from stillroom.practice.models import State as Listed
from stillroom.practice.models import Therapist
from stillroom.scheduling.actions import book, hold, set_hours
from stillroom.scheduling.documents import Ahead
from stillroom.scheduling.models import OpeningHours
from stillroom.scheduling.queries import appointments_in, free_times, opening_hours_of
from stillroom.scheduling.week_forms import HoursForm
from stillroom.vault.spaces import open_space
from tests.care.strangers import assert_same_404
from tests.care.test_pages import words
from tests.cast import Person

RULES = {
    "zone": "Europe/Rome",
    "minutes": "50",
    "buffer_before": "0",
    "buffer_after": "10",
    "step": "30",
    "notice_hours": "24",
}


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def wide(toms: Listing) -> OpeningHours:
    """Free day and night: pages read the real clock."""
    every_day = ", ".join(f"{day} 00:00 00:00" for day in range(7))
    week = OpeningHours(therapist=toms.id, zone=toms.zone, windows=every_day, notice_hours=0)
    set_hours(week=week)
    return week


def starts_on(response) -> list[str]:
    return re.findall(r'name="start" value="([^"]+)"', response.content.decode())


def booked(person: Person, care: CareEpisode, listing: Listing, ahead: timedelta):
    start = next(start for start in free_times(None, listing, now()) if start > now() + ahead)
    episode = episode_of(person.keyholder, care.id)
    return book(keyholder=person.keyholder, episode=episode, start=start, medium=Medium.VIDEO, now=now())


@pytest.mark.parametrize("name", ["times", "end"])
def test_strangers_get_the_404_of_a_page_that_never_was(
    care: CareEpisode, iris: Person, max_: Person, eve: Client, name: str
):
    for browser in (iris.browser(), max_.browser(), eve):
        assert_same_404(browser, reverse(f"scheduling:{name}", args=[care.id]), care.id)


def test_strangers_cancel_nothing(ada: Person, iris: Person, eve: Client, toms: Listing, wide, care: CareEpisode):
    stored = booked(ada, care, toms, timedelta(days=2))
    for browser in (iris.browser(), eve):
        assert_same_404(browser, reverse("scheduling:cancel", args=[care.id, stored.id]), care.id)
    (seen,) = appointments_in(ada.keyholder, open_space(ada.keyholder, care.id))
    assert seen.document.stands


def test_a_therapist_writes_a_week_and_finds_it_again(tom: Person, toms: Listing):
    browser, path = tom.browser(), reverse("scheduling:hours")
    assert browser.get(path).status_code == 200
    fields = {
        **RULES,
        "first_from_0": "09:00",
        "first_to_0": "12:30",
        "second_from_0": "14:00",
        "second_to_0": "00:00",
        "first_from_5": "22:00",
        "first_to_5": "02:00",
    }
    assert browser.post(path, fields).status_code == 302
    week = opening_hours_of(None, toms.id)
    assert week.windows == "0 09:00 12:30, 0 14:00 00:00, 5 22:00 02:00"
    assert (week.zone, week.minutes, week.buffer_after, week.notice_hours) == ("Europe/Rome", 50, 10, 24)
    shown = browser.get(path).content.decode()
    assert 'name="second_from_0" id="id_second_from_0" value="14:00"' in shown


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first_from_0": "09:00"}, "both a beginning and an end"),
        ({"first_from_0": "09:00", "first_to_0": "09:00"}, "open and close at the same time"),
        ({"first_from_0": "09:02", "first_to_0": "12:00"}, "in steps of 5 minutes"),
        ({"first_from_0": "nine", "first_to_0": "12:00"}, "Enter a valid time"),
        ({"zone": "Mars/Olympus"}, "valid choice"),
    ],
)
def test_hours_that_make_no_sense_come_back_with_a_sentence(tom: Person, toms: Listing, fields, sentence: str):
    response = tom.browser().post(reverse("scheduling:hours"), {**RULES, **fields})
    assert response.status_code == 422
    assert sentence in words(response)
    assert opening_hours_of(None, toms.id) is None


def test_the_form_keeps_every_window_of_a_day_it_shows(toms: Listing):
    form = HoursForm({**RULES, "second_from_3": "13:00", "second_to_3": "15:00"})
    assert form.is_valid(), form.errors
    assert form.week(toms.id).windows == "3 13:00 15:00"


def test_only_a_therapist_with_a_page_sets_hours(ada: Person, iris: Person, eve: Client, toms: Listing):
    path = reverse("scheduling:hours")
    assert ada.browser().get(path).status_code == 404
    assert eve.get(path).status_code == 404
    nameless = iris.browser()
    assert "First fill in your own page" in words(nameless.get(path))
    assert nameless.post(path, RULES).status_code == 200
    assert OpeningHours.objects.count() == 0


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_either_books_a_time_from_the_page_and_both_see_it(
    ada: Person, tom: Person, toms: Listing, wide, care: CareEpisode, who: str
):
    browser, path = {"ada": ada, "tom": tom}[who].browser(), reverse("scheduling:times", args=[care.id])
    start = starts_on(browser.get(path))[5]
    assert browser.post(path, {"start": start, "medium": "voice"}).status_code == 302
    for person in (ada, tom):
        seen = person.browser().get(reverse("care:episode", args=[care.id])).content.decode()
        assert f'datetime="{start}"' in seen and "by voice" in seen
        assert reverse("rooms:door", args=[care.id]) in seen
        assert episodes_of(person.keyholder)[0].get(Ahead).appointments[0].start.isoformat() == start


def test_times_stand_in_the_readers_zone_with_the_others_beside(
    ada: Person, tom: Person, toms: Listing, wide, care: CareEpisode
):
    booked(ada, care, toms, timedelta(days=2))
    page = reverse("care:episode", args=[care.id])
    assert "your time (Los Angeles)" in words(ada.browser().get(page))
    assert "for Tom Vale" not in words(ada.browser().get(page))
    Therapist.objects.filter(id=toms.id).update(zone="Europe/Rome")
    said = words(ada.browser().get(page))
    assert "your time (Los Angeles)" in said and "for Tom Vale (Rome)" in said


def test_a_time_somebody_took_meanwhile_is_refused_with_what_was_chosen_kept(
    ada: Person, toms: Listing, wide, care: CareEpisode
):
    browser, path = ada.browser(), reverse("scheduling:times", args=[care.id])
    start = starts_on(browser.get(path))[5]
    hold(therapist=toms.id, start=datetime.fromisoformat(start), now=now())
    response = browser.post(path, {"start": start, "medium": "voice"})
    assert response.status_code == 422
    assert "Somebody took this time just before you" in words(response)
    assert start not in starts_on(response)
    assert 'value="voice" id="id_medium_1" autocomplete="off" checked' in response.content.decode()


@pytest.mark.parametrize("start", ["", "tomorrow", "2026-11-25T10:00:00", "2020-01-01T10:00:00+00:00"])
def test_a_start_that_is_none_books_nothing(ada: Person, toms: Listing, wide, care: CareEpisode, start: str):
    path = reverse("scheduling:times", args=[care.id])
    response = ada.browser().post(path, {"start": start, "medium": "voice"})
    assert response.status_code == 422
    assert appointments_in(ada.keyholder, open_space(ada.keyholder, care.id)) == ()


def test_later_times_are_a_button_away_and_keep_what_was_chosen(ada: Person, toms: Listing, wide, care: CareEpisode):
    browser, path = ada.browser(), reverse("scheduling:times", args=[care.id])
    first = starts_on(browser.get(path))
    later = browser.post(path, {"page": "1", "medium": "text"})
    assert later.status_code == 200
    assert min(starts_on(later)) > max(first)
    assert 'value="text" id="id_medium_2" autocomplete="off" checked' in later.content.decode()
    for nonsense in ("-1", "x", "²", "99999999999999999999"):
        assert browser.post(path, {"page": nonsense}).status_code == 200
    assert appointments_in(ada.keyholder, open_space(ada.keyholder, care.id)) == ()


def test_the_first_page_is_the_first_week_with_a_free_time(ada: Person, toms: Listing, wide, care: CareEpisode):
    browser, path = ada.browser(), reverse("scheduling:times", args=[care.id])
    far = now() + timedelta(days=20)
    Therapist.objects.filter(id=toms.id).update(state=Listed.AWAY, away_until=far.date())
    shown = browser.get(path)
    assert min(starts_on(shown)) >= far.date().isoformat()
    assert "Earlier times" in words(shown)
    assert "There is no free time in this week" in words(browser.post(path, {"page": "0"}))


@pytest.mark.parametrize(("ahead", "says"), [(timedelta(days=5), "costs nothing"), (timedelta(hours=2), "costs $")])
def test_she_is_told_what_cancelling_costs_before_she_does(
    ada: Person, tom: Person, toms: Listing, wide, care: CareEpisode, ahead: timedelta, says: str
):
    stored = booked(ada, care, toms, ahead)
    browser, path = ada.browser(), reverse("scheduling:cancel", args=[care.id, stored.id])
    assert says in words(browser.get(path))
    assert browser.post(path).status_code == 302
    assert "No time is booked" in words(browser.get(reverse("care:episode", args=[care.id])))
    assert browser.post(path).status_code == 302
    tom_s = tom.browser().post(path)
    assert tom_s.status_code == 422
    assert "cancelled already" in words(tom_s)


def test_who_did_not_cancel_is_told(ada: Person, tom: Person, toms: Listing, wide, care: CareEpisode):
    stored = booked(ada, care, toms, timedelta(days=5))
    tom.browser().post(reverse("scheduling:cancel", args=[care.id, stored.id]))
    page = reverse("care:episode", args=[care.id])
    assert "Tom Vale cancelled this time" in words(ada.browser().get(page))
    assert "cancelled this time" not in words(tom.browser().get(page))


def test_the_end_asks_first_and_then_closes_everything(ada: Person, toms: Listing, wide, care: CareEpisode):
    booked(ada, care, toms, timedelta(days=5))
    browser, path = ada.browser(), reverse("scheduling:end", args=[care.id])
    assert "These times are cancelled" in words(browser.get(path))
    assert browser.post(path).status_code == 302
    assert "This has ended" in words(browser.get(reverse("care:episode", args=[care.id])))
    for name in ("times", "end"):
        answer = browser.get(reverse(f"scheduling:{name}", args=[care.id]))
        assert answer.headers["Location"] == reverse("care:episode", args=[care.id])
