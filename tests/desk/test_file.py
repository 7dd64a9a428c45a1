"""The file of one person: the same tabs above the pages of every room, and a first page that says it in brief."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stillroom.care.actions import begin, end_episode
from stillroom.care.documents import Medium
from stillroom.desk.tabs import TABS
from stillroom.intake.actions import write_formulation
from stillroom.messaging.actions import send_message
from stillroom.plans.actions import propose_goal
from stillroom.practice.listings import Listing
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.home.looking import links, words
from tests.notes.over import Over
from tests.safety.raising import raised
from tests.sameness import seen

PAGES = [page for _label, page in TABS.values()]
BELONGING = {
    **dict.fromkeys(["safety:flags", "intake:overview", "care:agree", "care:card", "care:opened"], "care:episode"),
    "notes:apart": "notes:notes",
}


def opened(person: Person, pair: Pair, page: str) -> HttpResponse:
    answer = person.browser().get(reverse(page, args=[pair.space]))
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_the_file_has_the_tabs_and_says_which_one_it_is(tom: Person, pair: Pair, page: str) -> None:
    answer = opened(tom, pair, page)
    assert [reverse(each, args=[pair.space]) for each in PAGES] == [
        link for link in links(answer) if link in {reverse(each, args=[pair.space]) for each in PAGES}
    ][: len(PAGES)]
    current = f'<a href="{reverse(page, args=[pair.space])}" aria-current="page">'
    assert answer.content.decode().count("aria-current") == 1
    assert current in answer.content.decode()
    assert reverse("desk:people") in links(answer)


@pytest.mark.parametrize(("page", "tab"), BELONGING.items())
def test_what_belongs_to_a_tab_stands_under_it(tom: Person, pair: Pair, page: str, tab: str) -> None:
    text = opened(tom, pair, page).content.decode()
    assert f'<a href="{reverse(tab, args=[pair.space])}" aria-current="true">' in text


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith(("desk", "notes"))])
def test_a_client_has_no_file_about_themselves_but_the_way_back(ada: Person, pair: Pair, page: str) -> None:
    answer = opened(ada, pair, page)
    assert 'class="tabs"' not in answer.content.decode()
    assert reverse("desk:people") not in links(answer)


def test_the_first_page_says_in_brief_how_it_stands(tom: Person, pair: Pair, toms: Listing) -> None:
    Over(pair, toms, back=timedelta(days=2))
    send_message(episode=pair.hers(), text="Hello", now=NOW)
    propose_goal(episode=pair.hers(), words="Sleep through", steps=["tea at nine"], version=0, now=NOW)
    write_formulation(episode=pair.his(), words="Tired, and strong.", version=0, now=NOW)
    raised(pair)
    said = words(opened(tom, pair, "care:episode"))
    for told in (
        "Look at it",
        "1 session has no signed note.",
        "not written yet",
        "Sleep through waits for your yes tea at nine",
        "Tired, and strong.",
        "They have not shared anything about themselves yet.",
        "Sessions 1 Last session",
        "Agreed to 0 texts",
        "Stands in for you nobody is named",
    ):
        assert told in said, told


def test_tools_lead_to_what_can_be_done_together(tom: Person, pair: Pair) -> None:
    found = links(opened(tom, pair, "desk:tools"))
    assert reverse("toolkit:breathe") in found
    assert reverse("scheduling:times", args=[pair.space]) in found


def test_a_file_that_is_closed_can_be_read_and_arranges_nothing(tom: Person, pair: Pair) -> None:
    end_episode(keyholder=tom.keyholder, episode=pair.his(), now=NOW)
    assert reverse("scheduling:times", args=[pair.space]) not in links(opened(tom, pair, "desk:tools"))
    assert {reverse(page, args=[pair.space]) for page in PAGES} <= set(links(opened(tom, pair, "care:episode")))


def test_tools_of_somebody_who_only_asks_are_nothing_yet(ada: Person, tom: Person, toms: Listing) -> None:
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.VIDEO, now=NOW)
    assert tom.browser().get(reverse("desk:tools", args=[asked.id])).status_code == 404


def test_nobody_else_meets_more_than_nothing(ada: Person, iris: Person, max_: Person, eve: Client, pair: Pair) -> None:
    address = reverse("desk:tools", args=[pair.space])
    for browser in (ada.browser(), iris.browser(), max_.browser(), eve):
        assert seen(browser.get(address)) == seen(browser.get("/with/nothing/"))
