"""Eve reads the short pages: true to the practice file and the list, with a way on, and without a question to her."""

import html
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stillroom.practice.actions import unlist
from stillroom.practice.queries import practice
from stillroom.topics import queries, views
from stillroom.topics.index import GROUPS, INDEX, TOPICS, WAYS
from tests.cast import Person
from tests.practice.cast import AT, OpenPractice, publish_profile

pytestmark = [pytest.mark.django_db]
NEXT = ("finding:people", "questions:ask", "toolkit:breathe", "safety:now")


def main_of(page: HttpResponse) -> str:
    return page.content.decode().partition("<main")[2].partition("</main>")[0]


def words(page: HttpResponse) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main_of(page))))


def read(name: str, browser: Client | None = None) -> HttpResponse:
    return (browser or Client()).get(reverse(f"topics:{name}"))


@pytest.mark.parametrize("name", [topic.name for topic in TOPICS])
def test_each_page_answers_asks_nothing_and_leads_on(name: str) -> None:
    page = read(name)
    assert page.status_code == 200
    assert main_of(page).count("<h1") == 1
    assert not re.search(r"<(form|input|textarea|select)\b", main_of(page))
    after = main_of(page).partition("What you can do next")[2]
    assert re.findall(r'href="([^"]+)"', after) == [reverse(each) for each in NEXT]


@pytest.mark.parametrize("name", [topic.name for topic in TOPICS])
def test_a_page_is_short(name: str) -> None:
    assert len(words(read(name)).split()) < 420


def test_the_page_that_looks_around_leads_to_each_in_their_order(eve: Client) -> None:
    page = eve.get(reverse("home:about"))
    links = [link for link in re.findall(r'href="([^"]+)"', main_of(page)) if link.startswith("/about/")]
    assert links == [reverse(f"topics:{topic.name}") for topic in INDEX]
    assert [str(group.title) in words(page) for group in GROUPS] == [True] * len(GROUPS)


def test_what_is_known_of_each_way_has_its_source_and_leads_to_each(eve: Client) -> None:
    page = read("hurt", eve)
    assert "Geneva 2013, recommendation 14" in words(page)
    ways = re.findall(r'class="item" href="([^"]+)"', main_of(page))
    assert ways == [reverse(f"topics:{way.name}") for way in WAYS]


def test_whoever_is_signed_in_reads_the_same(ada: Person) -> None:
    for topic in TOPICS:
        assert words(read(topic.name, ada.browser())) == words(read(topic.name))


def test_the_price_and_the_statement_are_those_of_the_practice_file(monkeypatch: pytest.MonkeyPatch) -> None:
    here = practice()
    said = words(read("cost"))
    assert here.statement in said
    assert f"${here.fees.session}" in said
    assert f"down to ${here.fees.lowest}" in said
    fees = replace(here.fees, session=Decimal("99.00"), lowest=Decimal("99.00"), late_cancel=Decimal(0))
    monkeypatch.setattr(views, "practice", lambda: replace(here, fees=fees, statement="OTHER WORDS"))
    said = words(read("cost"))
    assert "OTHER WORDS" in said and "$99.00" in said and "no lower price" in said
    assert here.statement not in said
    assert "You can cancel at any time, for free." in words(read("hours"))


def test_where_a_license_counts_is_where_the_practice_says(monkeypatch: pytest.MonkeyPatch) -> None:
    here = practice()
    assert "while you are in: California." in words(read("hours"))
    monkeypatch.setattr(views, "practice", lambda: replace(here, states=("CA", "NV")))
    assert "California · Nevada" in words(read("hours"))


def test_nobody_is_counted_who_is_not_listed(open_practice: OpenPractice, max_: Person) -> None:
    assert "1 person is listed now." in words(read("knowing"))
    assert "Tom Vale" in words(read("knowing"))
    unlist(keyholder=max_.keyholder, therapist=open_practice.tom.id, now=AT)
    assert "Nobody is listed yet." in words(read("knowing"))
    assert "Tom Vale" not in words(read("knowing")) + words(read("emdr"))


def test_who_offers_what_is_read_from_the_list(open_practice: OpenPractice, max_: Person, iris: Person) -> None:
    publish_profile(max_, iris, "Iris Moon")
    found = queries.people(None, AT)
    assert {way: [one.name for one in who] for way, who in found.offering.items()} == {
        "cbt": ["Iris Moon", "Tom Vale"],
        "dbt": [],
        "emdr": ["Iris Moon", "Tom Vale"],
    }
    assert "Here it is offered by: Iris Moon , Tom Vale" in words(read("cbt"))
    assert "Nobody who is listed now offers it." in words(read("dbt"))
    assert "2 people are listed now. 2 have said yes" in words(read("knowing"))


def test_the_page_for_someone_else_says_what_it_never_tells(eve: Client) -> None:
    said = words(read("caring"))
    assert "This page asks no name: not yours, and not theirs." in said
    assert "We never say whether someone comes here." in said
