"""Days off, single hours, and cancelling a day, as pages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.accounts.queries import drafts_of
from stillroom.scheduling.actions import days, set_hours
from stillroom.scheduling.models import OpeningHours
from stillroom.scheduling.queries import opening_hours_of, people_on
from stillroom.vault.spaces import Tampered
from tests.care.pair import Pair
from tests.care.test_pages import words
from tests.cast import Person
from tests.scheduling.three import three_of

DAYS = reverse("scheduling:days")


@pytest.fixture
def week(toms) -> OpeningHours:
    """Free day and night: pages read the real clock."""
    every_day = ", ".join(f"{day} 00:00 00:00" for day in range(7))
    hours = OpeningHours(therapist=toms.id, zone=toms.zone, windows=every_day, notice_hours=0)
    set_hours(week=hours)
    return hours


@pytest.fixture
def day() -> date:
    return (datetime.now(UTC) + timedelta(days=4)).date()


@pytest.fixture
def three(tom: Person, week: OpeningHours, day: date) -> list[Pair]:
    now = datetime.now(UTC)
    nine = datetime.combine(day, datetime.min.time(), ZoneInfo(week.zone)).replace(hour=9)
    return three_of(tom, week, ["Ada", "Bea", "Cal"], nine, now)


def page(day: date) -> str:
    return reverse("scheduling:day", args=[day.isoformat()])


def test_only_a_therapist_has_days(ada: Person, max_: Person, eve: Client, week: OpeningHours, day: date):
    for browser in (ada.browser(), max_.browser(), eve):
        for path in (DAYS, page(day)):
            assert browser.get(path).status_code == 404
    assert ada.browser().post(reverse("scheduling:usual"), {"day": day.isoformat()}).status_code == 404


def test_without_a_week_the_page_says_what_to_do_first(tom: Person, iris: Person, toms, day: date):
    for person, path in ((tom, DAYS), (tom, page(day)), (iris, DAYS)):
        assert "First say when people can book in a usual week." in words(person.browser().get(path))


def test_a_day_off_and_one_with_hours_are_written_shown_and_taken_away(tom: Person, week: OpeningHours, day: date):
    browser, later = tom.browser(), day + timedelta(days=1)
    assert browser.post(DAYS, {"day": day.isoformat(), "kind": "off"}).status_code == 302
    own = {"day": later.isoformat(), "kind": "own", "first_from": "10:00", "first_to": "12:30"}
    shown = browser.post(DAYS, own, follow=True)
    assert ": off" in words(shown) and ": 10:00 AM – 12:30 PM" in words(shown)
    browser.post(reverse("scheduling:usual"), {"day": day.isoformat()})
    assert list(opening_hours_of(None, week.therapist).single_days) == [later]
    assert browser.post(reverse("scheduling:usual"), {"day": "never"}).status_code == 302


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": "", "kind": "off"}, "Please choose a day."),
        ({"day": "24.12.", "kind": "off"}, "Please write the day like this: 2026-12-24."),
        ({"day": "2020-01-01", "kind": "off"}, "from today on, within a year"),
        ({"day": "2999-01-01", "kind": "off"}, "from today on, within a year"),
        ({"kind": "own"}, "Please give the hours of this day."),
        ({"kind": "own", "first_from": "10:00"}, "both a beginning and an end"),
        ({"kind": "own", "first_from": "10:00", "first_to": "10:00"}, "open and close at the same time"),
    ],
)
def test_days_that_make_no_sense_come_back_with_a_sentence(tom: Person, week, day: date, fields, sentence: str):
    answer = tom.browser().post(DAYS, {"day": day.isoformat(), **fields})
    assert answer.status_code == 422 and sentence in words(answer)
    assert opening_hours_of(None, week.therapist).days == ""


def test_a_day_can_be_looked_at_without_a_change(tom: Person, three: list[Pair], day: date, week: OpeningHours):
    answer = tom.browser().post(DAYS, {"day": day.isoformat(), "kind": "own", "look": "1"})
    assert answer["Location"] == page(day)
    assert "9:00 AM Ada" in words(tom.browser().get(page(day)))
    assert tom.browser().post(DAYS, {"day": "", "look": "1"}).status_code == 422
    assert opening_hours_of(None, week.therapist).days == ""


def test_a_day_off_with_people_on_it_leads_to_who_they_are(tom: Person, three: list[Pair], day: date):
    answer = tom.browser().post(DAYS, {"day": day.isoformat(), "kind": "off"}, follow=True)
    said = words(answer)
    assert "Times that are booked stay as they are." in said
    assert "9:00 AM Ada" in said and "11:00 AM Cal" in said
    assert "Cancel the day and tell 3 people" in said


def test_one_press_tells_each_and_each_reads_it_alone(tom: Person, three: list[Pair], day: date, week: OpeningHours):
    line = f"line-{three[1].space.hex}"
    sent = {"words": "I am ill.", "choose": "on", line: "Your form is in the post."}
    for _ in range(2):
        answer = tom.browser().post(page(day), sent, follow=True)
        assert "everybody who had a time on it is told" in words(answer)
    assert people_on(tom.keyholder, day, week.zone, datetime.now(UTC)) == ()
    assert "This day is off" in words(answer)
    for pair in three:
        browser = pair.ada.browser()
        assert "cannot work on this day, and cancelled" in words(browser.get(reverse("home:today")))
        talk = words(browser.get(reverse("messaging:conversation", args=[pair.space])))
        assert talk.count("cannot work on this day") == 1 and "I am ill." in talk
        assert ("Your form is in the post." in talk) == (pair is three[1])
        assert not {"Ada", "Bea", "Cal"} - {pair.ada.profile.called} & set(talk.split())
    assert drafts_of(tom.keyholder) == ()


def test_whoever_could_not_be_told_is_named_and_the_words_stay(
    tom: Person, three: list[Pair], day: date, monkeypatch: pytest.MonkeyPatch
):
    def harmed(keyholder, space):
        if space == three[0].space:
            raise Tampered
        return real(keyholder, space)

    real = days.open_space
    with monkeypatch.context() as broken:
        broken.setattr(days, "open_space", harmed)
        answer = tom.browser().post(page(day), {"words": "I am ill."})
    assert answer.status_code == 422
    assert "These people could not be told: Ada. Please try again." in words(answer)
    again = tom.browser().get(page(day))
    assert "This was begun and not finished." in words(again) and "I am ill." in again.content.decode()
    assert tom.browser().post(page(day), {"words": "I am ill."}).status_code == 302
    assert drafts_of(tom.keyholder) == ()


def test_an_address_that_is_no_day_is_nothing(tom: Person, week: OpeningHours):
    for day in ("today", "2026-13-01", "usual"):
        answer = tom.browser().get(reverse("scheduling:day", args=[day]))
        assert answer.status_code in (404, 405)


def test_today_leads_to_the_day_when_somebody_is_on_it(tom: Person, week: OpeningHours):
    now = datetime.now(UTC)
    soon = (now + timedelta(minutes=30)).replace(second=0, microsecond=0)
    soon += timedelta(minutes=30 - soon.minute % 30)
    three_of(tom, week, ["Ada"], soon, now)
    there = soon.astimezone(ZoneInfo(week.zone)).date() == now.astimezone(ZoneInfo(week.zone)).date()
    assert ("I cannot work today" in words(tom.browser().get(reverse("home:today")))) == there
