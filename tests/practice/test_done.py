"""The stewards' page of what was done: all of it, some of it, page by page, by POST alone, and nothing about anybody in
care."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stillroom.events.actions import note_staff_event
from stillroom.events.queries import A_PAGE, kinds_noted, page_of_events, who_acted
from stillroom.practice.staff_events import AWAY, BACK, LINE, steward_mark
from tests.care.cast import toms
from tests.care.pair import Pair, pair
from tests.cast import NOW, Person
from tests.scheduling.cast import week

__all__ = ["pair", "toms", "week"]


@pytest.fixture
def many(max_: Person) -> Person:
    """Three pages: Max checked lines, Tom went away and came back by himself."""
    for number in range(2 * A_PAGE):
        at = NOW + timedelta(minutes=number)
        note_staff_event(kind=LINE, subject=f"line {number}", who=steward_mark(max_.keyholder), now=at)
    note_staff_event(kind=AWAY, subject="Tom Vale", who="Tom Vale", now=NOW - timedelta(days=1))
    note_staff_event(kind=BACK, subject="Tom Vale", who="", now=NOW - timedelta(hours=1))
    return max_


def shown(person: Person, **sent: str) -> str:
    browser, address = person.browser(), reverse("practice:done")
    answer = browser.post(address, sent) if sent else browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def test_it_is_shown_page_by_page_newest_first(many: Person) -> None:
    first, last = shown(many), shown(many, page="2")
    assert first.index("line 99") < first.index("line 50")
    assert "line 49" not in first
    assert "page 1 of 3" in first and "page 3 of 3" in last
    assert "Back at work: Tom Vale" in last and "Away: Tom Vale" in last
    assert ('value="1">Older' in first, "Newer" in first) == (True, False)
    assert ("Older" in last, 'value="1">Newer' in last) == (False, True)


@pytest.mark.parametrize("page", ["999", "99999999999999999999", "-1", "x", "²"])
def test_a_page_that_is_not_there_is_one_that_is(many: Person, page: str) -> None:
    assert " of 3" in shown(many, page=page)


def test_it_can_be_narrowed_by_what_and_by_whom(many: Person) -> None:
    mark = steward_mark(many.keyholder)
    assert "2 events" not in shown(many, kind=LINE)
    away = shown(many, kind=AWAY)
    assert "1 event" in away and "line 9" not in away
    assert "Back at work: Tom Vale" in shown(many, who="-")
    assert "Away: Tom Vale" in shown(many, who="Tom Vale")
    narrowed = shown(many, who=mark, kind=LINE, page="1")
    assert "page 2 of 2" in narrowed
    assert f'value="{mark}" selected' in narrowed
    assert "Nothing like this" in shown(many, kind=AWAY, who=mark)


def test_what_nobody_offered_is_taken_as_everything(many: Person) -> None:
    assert "102 events" in shown(many, kind="x' OR 1=1 --", who="Nobody")


def test_a_steward_finds_their_own_mark(many: Person) -> None:
    mark = steward_mark(many.keyholder)
    assert f"Your own mark is {mark}." in shown(many)
    assert f"{mark} (you)" in shown(many)


def test_the_choices_are_what_has_occurred(many: Person) -> None:
    assert list(kinds_noted(many.keyholder)) == [AWAY, BACK, LINE]
    assert who_acted(many.keyholder) == ("", steward_mark(many.keyholder), "Tom Vale")
    assert page_of_events(many.keyholder, kind=BACK).count == 1


def test_nothing_of_anybody_in_care_stands_there(max_: Person, pair: Pair) -> None:
    body = shown(max_)
    assert "Tom Vale" in body
    assert "Ada" not in body
    assert str(pair.space) not in body
