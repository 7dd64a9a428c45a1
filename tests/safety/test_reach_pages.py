"""Choosing who may reach one, and the card on its pages, as each of the three sees them."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.urls import reverse

from stillroom.safety.actions import acknowledge_flag
from stillroom.safety.beyond import beyond, reach_of
from stillroom.safety.models import HeldKey
from stillroom.safety.queries import level_of
from stillroom.safety.reach_documents import Who
from stillroom.safety.reaching import settle_cards
from tests.safety.raising import FREQUENT, POSITIVE, raised
from tests.safety.reached import HELPS, LONG_AGO, WAY, YES, Reached


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def reach(reached: Reached) -> str:
    return reverse("safety:reach", args=[reached.pair.space])


def now() -> datetime:
    return datetime.now(UTC)


def test_she_chooses_on_the_page_and_reads_what_follows_before(reached: Reached):
    browser = reached.ada.browser()
    page = text(browser.get(reach(reached)))
    for sentence in (
        "Not what you answered",
        "There is no other way in",
        "You can take it back at any time",
        "14 days",
    ):
        assert sentence in page
    sent = {"version": "0", "who": "on_call", "way": WAY, "helps": HELPS}
    assert browser.post(reach(reached), sent).status_code == 302
    assert reach_of(reached.ada.keyholder, reached.hers()).document == YES
    assert WAY.split(".")[0] in text(browser.get(reach(reached)))


def test_what_was_typed_is_kept_when_something_is_missing_or_was_changed_elsewhere(reached: Reached):
    browser = reached.ada.browser()
    answer = browser.post(reach(reached), {"version": "0", "way": "by the red door"})
    assert (answer.status_code, "by the red door" in text(answer)) == (422, True)
    answer = browser.post(reach(reached), {"version": "0", "who": "on_call", "helps": "cold water"})
    assert (answer.status_code, "cold water" in text(answer)) == (422, True)
    assert "they could do nothing" in text(answer)
    reached.choose(YES, now=now())
    answer = browser.post(reach(reached), {"version": "0", "who": "therapist", "way": "by the red door"})
    assert (answer.status_code, "by the red door" in text(answer)) == (422, True)
    assert 'name="version" value="1"' in text(answer)
    assert beyond(reached.ada.keyholder, reached.hers(), now()).chosen is Who.ON_CALL


def test_today_asks_until_something_is_chosen_and_never_again(reached: Reached):
    browser = reached.ada.browser()
    asked = "Choose who may reach you, if it gets dangerous"
    assert asked in text(browser.get(reverse("home:today")))
    reached.choose(YES)
    assert asked not in text(browser.get(reverse("home:today")))


def test_the_therapist_reads_it_and_cannot_change_it(reached: Reached):
    reached.choose(YES)
    browser = reached.tom.browser()
    page = text(browser.get(reach(reached)))
    assert WAY.split(".")[0] in page
    assert "<textarea" not in page
    assert browser.post(reach(reached), {"version": "1", "who": "therapist"}).status_code == 404


def test_the_flags_page_gives_the_therapist_the_way_and_says_who_else_may_open_what(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(POSITIVE, now=now())
    page = text(reached.tom.browser().get(reverse("safety:flag", args=[reached.pair.space, handed.flag])))
    assert WAY.split(".")[0] in page
    assert "Iris Reed, who is on call, may open the card from" in page


def test_without_a_choice_the_flags_page_says_that_it_is_theirs_alone(reached: Reached):
    flag = raised(reached.pair, FREQUENT)
    page = text(reached.tom.browser().get(reverse("safety:flag", args=[reached.pair.space, flag.id])))
    assert "No one else can see this or reach them" in page


def test_the_person_on_call_sees_no_name_before_opening_and_the_card_after(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT, now=LONG_AGO)
    address, browser = reverse("safety:card", args=[handed.space]), reached.iris.browser()
    today = text(browser.get(reverse("home:today")))
    assert "Somebody in care with Tom Vale" in today
    assert "Ada" not in today
    asked = text(browser.get(address))
    assert "Open the card" in asked
    assert "Ada" not in asked
    assert WAY.split(".")[0] not in asked
    assert browser.post(address, {"open": "1"}).status_code == 302
    page = text(browser.get(address))
    assert "Ada" in page
    assert WAY.split(".")[0] in page
    assert "Ada" in text(browser.get(reverse("home:today")))
    assert browser.post(address, {"done": "Wrote, and she answered."}).status_code == 302
    assert "you have looked" in text(browser.get(reverse("home:today")))
    hers = text(reached.ada.browser().get(address))
    assert "Wrote, and she answered." in hers
    assert "Iris Reed opened it" in hers


def test_an_empty_word_is_refused_and_nothing_counts_as_looked_at(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT, now=LONG_AGO)
    browser = reached.iris.browser()
    address = reverse("safety:card", args=[handed.space])
    browser.post(address, {"open": "1"})
    assert browser.post(address, {"done": " "}).status_code == 422


def test_words_about_a_card_that_is_gone_are_shown_to_be_copied(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT, now=LONG_AGO)
    browser, address = reached.iris.browser(), reverse("safety:card", args=[handed.space])
    browser.post(address, {"open": "1"})
    reached.toms_key(now())
    acknowledge_flag(episode=reached.his(), flag=handed.flag, done="Called.", now=now())
    settle_cards(keyholder=reached.tom.keyholder, now=now())
    answer = browser.post(address, {"done": "I called her for an hour."})
    assert (answer.status_code, "I called her for an hour." in text(answer)) == (410, True)
    assert browser.get(address).status_code == 404


def test_she_destroys_every_card_with_one_button(reached: Reached):
    reached.choose(YES)
    reached.raise_one(POSITIVE, now=now())
    browser = reached.ada.browser()
    assert "Destroy the cards now" in text(browser.get(reach(reached)))
    assert browser.post(reverse("safety:take_back", args=[reached.pair.space])).status_code == 302
    assert HeldKey.objects.count() == 0
    assert "Destroy the cards now" not in text(browser.get(reach(reached)))


def test_a_therapist_says_how_it_stands_and_what_was_typed_is_kept(reached: Reached):
    browser, address = reached.tom.browser(), reverse("safety:level", args=[reached.pair.space])
    answer = browser.post(address, {"level": "9", "words": "Asked twice."})
    assert (answer.status_code, "Asked twice." in text(answer)) == (422, True)
    assert browser.post(address, {"level": "2", "words": "Asked twice."}).status_code == 302
    assert level_of(reached.tom.keyholder, reached.his()).level == 2
    assert "2: look the same day" in text(browser.get(reverse("safety:flags", args=[reached.pair.space])))
