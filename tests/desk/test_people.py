"""Tom's list of the people in his care: with whom something waits, who comes next, who has gone quiet."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stillroom.assessments.actions import set_open
from stillroom.assessments.queries import lockable_of
from stillroom.care.actions import end_episode, offer_invite
from stillroom.care.documents import Medium
from stillroom.desk.documents import NAME_LASTS, Order, Show, View
from stillroom.desk.queries import Caseload, caseload
from stillroom.messaging.actions import mark_read, send_message
from stillroom.messaging.queries import messages_of
from stillroom.plans.actions import propose_goal
from stillroom.practice.listings import Listing
from stillroom.scheduling.actions import book
from stillroom.scheduling.models import OpeningHours
from stillroom.vault import rollbacks
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import change_ring
from tests.care.pair import Pair
from tests.cast import NOW, Person, make_person
from tests.home.looking import links, today, words
from tests.home.test_harmed import flip, journal_of
from tests.home.test_queries import alive
from tests.home.test_therapist import in_care
from tests.safety.raising import raised
from tests.scheduling.cast import at

PAGE = "desk:people"
THREE = ("zoe", "émile", "ada")


def shown(browser: Client) -> HttpResponse:
    response = browser.get(reverse(PAGE))
    assert response.status_code == 200
    return response


def ask(browser: Client, **typed: str) -> str:
    """The words of the page after the form was sent."""
    answer = browser.post(reverse(PAGE), typed)
    assert (answer.status_code, answer["Location"]) == (302, reverse(PAGE))
    return words(shown(browser))


def names(found: Caseload) -> list[list[str]]:
    return [[person.called for person in group.people] for group in found.groups]


def desk(tom: Person, now=NOW) -> Caseload:
    change_ring(tom.keyholder, lambda ring: ring)
    return caseload(tom.keyholder, now)


def test_before_there_is_anybody_it_says_how_somebody_comes(tom: Person) -> None:
    page = shown(tom.browser())
    assert "0 people. Nothing waits for you." in words(page)
    assert reverse("care:offer") in links(page)


def test_three_stand_in_the_order_of_names_each_with_a_way_to_their_file(tom: Person, toms: Listing) -> None:
    spaces = [in_care(name, tom, toms).space for name in THREE]
    page = shown(tom.browser())
    said = words(page)
    assert "3 people. Nothing waits for you." in said
    assert said.index(" Ada ") < said.index(" Émile ") < said.index(" Zoe ")
    assert {reverse("care:episode", args=[space]) for space in spaces} <= set(links(page))


def test_all_that_waits_stands_beside_the_name_and_leads_there(
    tom: Person, pair: Pair, week: OpeningHours, toms: Listing
) -> None:
    in_care("zoe", tom, toms)
    send_message(episode=pair.hers(), text="Hello", now=NOW)
    propose_goal(episode=pair.hers(), words="Sleep", steps=[], version=0, now=NOW)
    book(keyholder=pair.ada.keyholder, episode=pair.hers(), start=at(27, 10), medium=Medium.VIDEO, now=NOW)
    raised(pair)
    page = shown(tom.browser())
    said = words(page)
    assert "With 1 of them something waits for you." in said
    assert "Something waits for you 1 Name" in said
    assert "Ada ⚑ flag 1 new message plan: your yes Fri 27 Nov, 10:00 AM" in said
    assert "Sleep today Nothing waits 1" in said
    for name in ("safety:flags", "messaging:conversation", "plans:goal"):
        assert reverse(name, args=[pair.space]) in links(page)


def test_questions_that_he_opened_are_due_until_they_are_answered(tom: Person, pair: Pair) -> None:
    pcl = lockable_of(tom.keyholder, pair.his(), "pcl-5").instrument
    set_open(episode=pair.his(), instrument=pcl, is_open=True, now=NOW)
    page = shown(tom.browser())
    assert "Ada questions due" in words(page)
    assert reverse("assessments:start", args=[pair.space]) in links(page)
    assert "Questions due Ada" in words(today(tom))
    set_open(episode=pair.his(), instrument=pcl, is_open=False, now=NOW)
    assert desk(tom).waiting == 0


def test_what_was_read_waits_no_longer(tom: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text="Hello", now=NOW)
    assert desk(tom).waiting == 1
    his = pair.his()
    mark_read(keyholder=tom.keyholder, episode=his, messages=messages_of(tom.keyholder, his), now=NOW)
    assert desk(tom).waiting == 0


def test_many_in_groups_have_a_way_to_each_group(tom: Person, toms: Listing) -> None:
    pairs = [in_care(f"client{number:02}", tom, toms) for number in range(13)]
    assert "#quiet" not in links(shown(tom.browser()))  # one group alone
    send_message(episode=pairs[0].hers(), text="Hello", now=NOW)
    page = shown(tom.browser())
    assert {"#waits", "#quiet"} <= set(links(page))
    assert 'id="waits"' in page.content.decode() and 'id="quiet"' in page.content.decode()


def test_a_name_is_looked_for_whatever_its_accents_and_everybody_comes_back(tom: Person, toms: Listing) -> None:
    for name in THREE:
        in_care(name, tom, toms)
    browser = tom.browser()
    said = ask(browser, name="EMI")
    assert "1 person whose name has “EMI” in it." in said
    assert "Émile" in said and "Zoe" not in said
    said = ask(browser, all="1")
    assert "Zoe" in said and "whose name" not in said


def test_a_name_that_was_looked_for_hides_nobody_later(tom: Person, toms: Listing) -> None:
    """An order lasts until another is chosen; a name would be forgotten, and somebody missed."""
    for name in THREE:
        in_care(name, tom, toms)
    ask(tom.browser(), name="zoe", order="name")
    assert names(desk(tom)) == [["Zoe"]]
    later = desk(tom, NOW + NAME_LASTS)
    assert (names(later), later.view) == ([["Ada", "Émile", "Zoe"]], View(Order.NAME))


def test_nobody_found_says_what_to_do(tom: Person, pair: Pair) -> None:
    assert "Nobody in your care fits this." in ask(tom.browser(), name="xyz")


def test_no_address_tells_who_was_looked_for(tom: Person, pair: Pair) -> None:
    browser = tom.browser()
    answer = browser.post(reverse(PAGE), {"name": "Ada", "show": "waits"})
    assert answer["Location"] == "/with/"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.NAME, [["Ada", "Émile", "Zoe"]]),
        (Order.NEXT, [["Zoe"], ["Ada", "Émile"]]),
        (Order.CONTACT, [["Ada", "Zoe"], ["Émile"]]),
        (Order.WAITS, [["Émile"], ["Ada", "Zoe"]]),
        (Order.TREND, [["Ada", "Émile", "Zoe"]]),
    ],
)
def test_each_order_has_its_groups(
    tom: Person, toms: Listing, week: OpeningHours, order: Order, expected: list[list[str]]
) -> None:
    zoe, emile, _ada = (in_care(name, tom, toms) for name in THREE)
    book(keyholder=zoe.ada.keyholder, episode=zoe.hers(), start=at(27, 10), medium=Medium.VIDEO, now=NOW)
    send_message(episode=emile.hers(), text="Hello", now=NOW)
    tom.browser().post(reverse(PAGE), {"order": order})
    assert names(desk(tom)) == expected


def test_the_nearest_deadline_of_a_flag_comes_before_all_else(tom: Person, toms: Listing) -> None:
    zoe, _emile, ada = (in_care(name, tom, toms) for name in THREE)
    raised(ada, now=NOW)
    raised(zoe, now=NOW - timedelta(days=3))
    found = desk(tom)
    assert names(found) == [["Zoe", "Ada"], ["Émile"]]
    assert "⚑ flag, overdue" in words(shown(tom.browser()))


def test_those_with_whom_it_ended_are_asked_for_unless_something_waits(tom: Person, toms: Listing) -> None:
    zoe, emile, _ada = (in_care(name, tom, toms) for name in THREE)
    raised(zoe)
    for pair in (zoe, emile):
        end_episode(keyholder=tom.keyholder, episode=pair.his(), now=NOW)
    assert (names(desk(tom)), desk(tom).total) == ([["Zoe"], ["Ada"]], 1)
    said = ask(tom.browser(), show=Show.ENDED, order=Order.NAME)
    assert "2 people with whom it ended." in said
    assert "Émile ended" in said and "Ada" not in said
    assert "1 of 1." in ask(tom.browser(), show=Show.UNBOOKED)


def test_who_has_not_used_the_code_yet_says_so(tom: Person, toms: Listing) -> None:
    offer_invite(keyholder=tom.keyholder, listing=toms, called="The new one", now=NOW)
    assert "The new one has not used the code yet" in words(shown(tom.browser()))


def test_what_nobody_can_choose_is_said_and_what_was_typed_stays(tom: Person, pair: Pair) -> None:
    answer = tom.browser().post(reverse(PAGE), {"order": "by shoe size", "name": "Ada"})
    assert answer.status_code == 422
    assert "Please look at this again" in words(answer)
    assert 'value="Ada"' in answer.content.decode()


@pytest.mark.parametrize("way", ["get", "post"])
def test_nobody_else_has_such_a_list(ada: Person, max_: Person, eve: Client, way: str) -> None:
    nothing = getattr(eve, way)("/with/nothing/")
    for browser in (ada.browser(), max_.browser(), eve):
        answer = getattr(browser, way)(reverse(PAGE))
        assert answer.status_code == nothing.status_code == 404


def test_another_therapist_sees_nobody_of_his(iris: Person, pair: Pair) -> None:
    raised(pair)
    page = shown(iris.browser())
    assert "Ada" not in words(page)
    assert str(pair.space) not in page.content.decode()


def test_a_harmed_space_is_named_and_the_others_stand(tom: Person, pair: Pair, toms: Listing) -> None:
    in_care("zoe", tom, toms)
    flip(pair.space)
    said = words(shown(tom.browser()))
    assert "is not opened: Ada." in said and "Zoe" in said


def test_with_his_own_place_harmed_he_still_finds_everybody(tom: Person, pair: Pair) -> None:
    ask(tom.browser(), order="name")
    flip_own = journal_of(tom)
    connection.cursor().execute("UPDATE record SET version = version + 1 WHERE space_id = %s", [flip_own.bytes])
    assert "Ada" in words(shown(tom.browser()))


@pytest.mark.parametrize("many", [1, 3, 12])
def test_it_asks_the_database_fewer_than_eight_times(
    tom: Person, toms: Listing, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(rollbacks, "_days", rollbacks._Days())
    for number in range(many):
        alive(make_person(f"client{number}", Role.CLIENT), tom, toms)
    browser = tom.browser()
    shown(browser)  # the first page of a day also notes how far each space has come
    with CaptureQueriesContext(connection) as asked:
        page = shown(browser)
    assert len(asked) == 6, [each["sql"][:80] for each in asked.captured_queries]
    assert words(page).count("⚑ flag") == many
