"""Who works here, asking, and the desk of requests, as pages."""

import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.finding.actions import ask
from stillroom.practice.listings import Listing
from stillroom.practice.models import OnCallPerson, Therapist
from stillroom.practice.models import State as Listed
from stillroom.practice.queries import listing_of
from stillroom.practice.this_practice import practice
from stillroom.scheduling.actions import set_hours
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.scheduling.queries import free_times
from stillroom.vault.documents import Role
from stillroom.vault.models import Space
from tests.care.cast import Lister
from tests.care.strangers import assert_same_404
from tests.care.test_pages import words
from tests.cast import Person, make_person

EVERY_DAY = ", ".join(f"{day} 00:00 00:00" for day in range(7))


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def wide(toms: Listing) -> OpeningHours:
    """Free day and night: pages read the real clock."""
    week = OpeningHours(therapist=toms.id, zone=toms.zone, windows=EVERY_DAY, notice_hours=0)
    set_hours(week=week)
    return week


@pytest.fixture
def asked(ada: Person, toms: Listing, wide: OpeningHours) -> CareEpisode:
    return ask(
        keyholder=ada.keyholder,
        profile=ada.profile,
        listing=toms,
        start=free_times(None, toms, now())[100],
        words="I sleep badly.",
        medium=Medium.VOICE,
        now=now(),
    )


def page(name: str, *args) -> str:
    return reverse(f"finding:{name}", args=args)


def test_the_directory_shows_one_and_three(eve: Client, toms: Listing, wide, list_person: Lister):
    assert words(eve.get(page("people"))).count("More about") == 1
    for name in ("Uma", "Vic"):
        list_person(make_person(name.lower(), Role.THERAPIST), name)
    said = words(eve.get(page("people")))
    assert said.count("More about") == 3
    assert said.count("No free time in the next four weeks.") == 2
    assert said.count("your time (Los Angeles)") == 1


def test_a_visitor_chooses_the_clock_by_post_so_that_no_address_tells_where_they_are(eve: Client, toms: Listing, wide):
    for path in (page("people"), page("person", toms.id), page("times", toms.id)):
        asked = eve.post(path, {"step": "clock", "words": "grief"})
        assert f'action="{path}"' in asked.content.decode()
        sealed = re.search(r'name="sealed" value="([^"]*)"', asked.content.decode())[1]
        response = eve.post(path, {"zone": "Europe/Rome", "sealed": sealed})
        assert "for this place: Rome" in words(response)
        assert ('value="grief"' in response.content.decode()) is (path == page("people"))
        assert "for this place: Los Angeles" in words(eve.get(path))
        assert eve.post(path, {"zone": "nowhere"}).status_code == 200


def test_who_chooses_no_other_clock_goes_back_to_what_they_looked_for(eve: Client, toms: Listing, wide):
    for path in (page("people"), page("person", toms.id), page("times", toms.id)):
        asked = eve.post(path, {"step": "clock", "words": "grief", "zone": "Europe/Rome"}).content.decode()
        way_back = re.search(
            r'name="zone" value="([^"]*)"><button class="back link" name="sealed" value="([^"]*)"', asked
        )
        response = eve.post(path, {"zone": way_back[1], "sealed": way_back[2]})
        assert "for this place: Rome" in words(response)
        assert ('value="grief"' in response.content.decode()) is (path == page("people"))


def test_a_persons_page_shows_the_checked_licence_the_price_and_what_stays_between_us(
    eve: Client, ada: Person, toms: Listing, wide
):
    for browser in (eve, ada.browser()):
        said = words(browser.get(page("person", toms.id)))
        for fact in (
            "Licensed marriage and family therapist (LMFT)",
            "12345",
            "Checked by the practice on 23 November 2026",
            "$180.00",
            "from $80.00",
            practice().statement,
            "Slowly, and with you in charge.",
            "has said yes to people in your work beforehand",
            "What stays between us",
            "English, Spanish",
            "Next free:",
        ):
            assert fact in said
        assert "Ask for a first talk" in said


def test_the_practices_own_people_have_no_button_to_ask(tom: Person, toms: Listing, wide):
    assert "Ask for a first talk" not in words(tom.browser().get(page("person", toms.id)))
    assert tom.browser().get(page("ask", toms.id)).status_code == 404


def test_nobody_is_shown_before_the_practice_is_open(eve: Client, ada: Person, toms: Listing, wide):
    OnCallPerson.objects.all().delete()
    for browser in (eve, ada.browser()):
        for name in ("person", "times", "ask"):
            said = words(browser.get(page(name, toms.id)))
            assert "We are not open yet" in said and "Tom Vale" not in said
        assert "Tom Vale" not in words(browser.get(page("people")))


def test_who_is_not_vouched_for_is_the_same_nobody(eve: Client, ada: Person, toms: Listing, wide):
    Therapist.objects.filter(id=toms.id).update(signature=bytes(64))
    for browser in (eve, ada.browser()):
        for name in ("person", "times", "ask"):
            assert_same_404(browser, page(name, toms.id), toms.id)


def test_who_is_away_says_until_when_and_who_stands_in(
    eve: Client, iris: Person, toms: Listing, wide, list_person: Lister
):
    cover = list_person(iris, "Iris Moon")
    Therapist.objects.filter(id=toms.id).update(
        state=Listed.AWAY, away_until=date(2099, 1, 1), cover=cover.id, next_step="Ask Iris."
    )
    assert listing_of(None, toms.id, now()).state == "away"
    said = words(eve.get(page("person", toms.id)))
    assert "Tom Vale is away and back on 1 January 2099" in said
    assert "Ask Iris." in said and "You can turn to Iris Moon" in said
    assert "Ask for a first talk" not in said
    assert "Away. Back on 1 January 2099." in words(eve.get(page("people")))


def test_whoever_has_no_name_is_told_that_one_is_needed_and_no_e_mail(eve: Client, toms: Listing, wide):
    said = eve.get(page("ask", toms.id))
    assert "You need a name here first" in words(said) and "No e-mail" in words(said)
    assert reverse("accounts:join") in said.content.decode()
    assert eve.post(page("ask", toms.id), {"start": "x"}).status_code == 404


def test_she_asks_at_a_free_time_with_words_or_none(ada: Person, tom: Person, toms: Listing, wide):
    browser, path = ada.browser(), page("ask", toms.id)
    form = browser.get(path).content.decode()
    start = re.findall(r'name="start" value="([^"]+)"', form)[3]
    assert "checked" not in form
    sent = browser.post(path, {"start": start, "medium": "text", "words": ""})
    assert sent.status_code == 302
    assert "Tom Vale has not answered yet" in words(browser.get(sent.headers["Location"]))
    his = tom.browser()
    assert "Ada" in words(his.get(page("requests")))
    space = sent.headers["Location"].split("/")[2]
    request = his.get(page("request", space))
    assert "Ada left no words. None are needed." in words(request)
    assert f'datetime="{start}"' in request.content.decode()


def test_what_is_missing_comes_back_with_the_words_kept(ada: Person, toms: Listing, wide):
    response = ada.browser().post(page("ask", toms.id), {"words": "I sleep badly."})
    assert response.status_code == 422
    assert "I sleep badly." in response.content.decode()
    assert "Please choose one of the times." in words(response)
    assert "Error:" in response.content.decode()


def test_a_time_that_is_not_free_is_refused_and_nothing_is_left(ada: Person, toms: Listing, wide):
    before = Space.objects.count()
    response = ada.browser().post(
        page("ask", toms.id), {"start": "2020-01-01T10:00:00+00:00", "medium": "video", "words": "Kept."}
    )
    assert response.status_code == 422
    assert "This time is not offered any more" in words(response) and "Kept." in response.content.decode()
    assert (Space.objects.count(), TakenCell.objects.count()) == (before, 0)


def test_he_says_yes_and_both_have_a_page(ada: Person, tom: Person, asked: CareEpisode):
    response = tom.browser().post(page("request", asked.id))
    assert response.headers["Location"] == reverse("care:episode", args=[asked.id])
    for person in (ada, tom):
        assert "Go to the room" in words(person.browser().get(reverse("care:episode", args=[asked.id])))
    assert "Nobody waits" in words(tom.browser().get(page("requests")))


def test_he_says_no_with_a_sentence_words_and_a_colleague(
    ada: Person, tom: Person, iris: Person, asked: CareEpisode, list_person: Lister
):
    iriss = list_person(iris, "Iris Moon")
    browser = tom.browser()
    assert "Iris Moon" in browser.get(page("request", asked.id)).content.decode()
    fields = {"sentence": "other", "words": "She works mornings.", "colleague": str(iriss.id)}
    assert browser.post(page("decline", asked.id), fields).status_code == 302
    hers = ada.browser().get(reverse("care:episode", args=[asked.id]))
    assert "Somebody else here knows more about what you bring." in words(hers)
    assert "She works mornings." in words(hers)
    assert page("person", iriss.id) in hers.content.decode()
    assert episode_of(ada.keyholder, asked.id).episode.suggested == iriss.id
    assert tom.browser().get(reverse("care:episode", args=[asked.id])).status_code == 404
    assert not TakenCell.objects.exists()


@pytest.mark.parametrize(
    "fields", [{}, {"sentence": "own", "words": " "}, {"sentence": "full", "colleague": "somebody"}]
)
def test_a_no_without_words_is_not_sent(tom: Person, ada: Person, asked: CareEpisode, fields: dict[str, str]):
    assert tom.browser().post(page("decline", asked.id), fields).status_code == 422
    assert episode_of(ada.keyholder, asked.id).episode.state == "asked"


def test_a_request_taken_back_meanwhile_says_so(ada: Person, tom: Person, asked: CareEpisode):
    his = tom.browser()
    assert his.get(page("request", asked.id)).status_code == 200
    response = ada.browser().post(page("take_back", asked.id))
    assert response.headers["Location"] == reverse("home:today")
    assert his.post(page("request", asked.id)).headers["Location"] == page("requests")
    assert not TakenCell.objects.exists()


def test_what_has_begun_is_not_taken_back(ada: Person, tom: Person, asked: CareEpisode):
    tom.browser().post(page("request", asked.id))
    response = ada.browser().post(page("take_back", asked.id))
    assert response.headers["Location"] == reverse("care:episode", args=[asked.id])
    assert episode_of(ada.keyholder, asked.id).is_open


def test_strangers_answer_nobodys_request(iris: Person, eve: Client, ada: Person, asked: CareEpisode):
    for name in ("request", "decline", "take_back"):
        assert_same_404(eve, page(name, asked.id), asked.id)
    assert_same_404(iris.browser(), page("take_back", asked.id), asked.id)
    assert_same_404(ada.browser(), page("request", asked.id), asked.id)
    # A therapist hears of a request that is not theirs what they hear of one that was taken back, or never was.
    for name in ("request", "decline"):
        for space in (asked.id, uuid4()):
            answer = iris.browser().post(page(name, space), {"sentence": "full"})
            assert (answer.status_code, answer.headers["Location"]) == (302, page("requests"))
            assert iris.browser().get(page(name, space)).status_code in (404, 405)
    assert episode_of(ada.keyholder, asked.id).episode.state == "asked"
    for browser in (ada.browser(), eve):
        assert browser.get(page("requests")).status_code == 404
