"""Due: only what somebody said yes to, at its pace, and never more than five minutes in a week."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.assessments.documents import Assigned, Cadence, Reply
from stillroom.assessments.due import MOST_MINUTES, due
from tests.cast import NOW

DAY = timedelta(days=1)
MINUTES = {"a": 3, "b": 2, "c": 3, "long": 12}.__getitem__


def said_yes(name: str = "a", every: Cadence = Cadence.FORTNIGHT, since=NOW) -> Assigned:
    return Assigned(name, every, since, Reply.YES)


@pytest.mark.parametrize("reply", [None, Reply.NOT_NOW])
def test_nothing_is_due_without_a_yes_and_a_control(reply: Reply | None):
    assert due([Assigned("a", Cadence.WEEK, NOW, reply)], {}, NOW + 90 * DAY, minutes_of=MINUTES).now == ()
    assert due([said_yes()], {}, NOW, minutes_of=MINUTES).now == ("a",)


@pytest.mark.parametrize(
    ("every", "days"),
    [(Cadence.WEEK, 7), (Cadence.FORTNIGHT, 14), (Cadence.MONTH, 30), (Cadence.QUARTER, 70), (Cadence.SESSION, 7)],
)
def test_it_is_due_again_when_its_pace_has_passed_since_the_last_answer(every: Cadence, days: int):
    answered = {"a": NOW}
    before, then = NOW + days * DAY - timedelta(seconds=1), NOW + days * DAY
    assert due([said_yes(every=every)], answered, before, minutes_of=MINUTES).now == ()
    assert due([said_yes(every=every)], answered, then, minutes_of=MINUTES).now == ("a",)


def test_after_each_session_means_once_a_session():
    one = [said_yes(every=Cadence.SESSION)]
    sessions = [NOW - DAY, NOW + 8 * DAY]
    assert due(one, {"a": NOW}, NOW + 7 * DAY, sessions[:1], MINUTES).now == ()
    assert due(one, {"a": NOW}, NOW + 8 * DAY, sessions, MINUTES).now == ("a",)
    assert due(one, {"a": NOW + 9 * DAY}, NOW + 20 * DAY, sessions, MINUTES).now == ()


def test_what_would_make_the_week_too_long_waits_and_the_most_overdue_goes_first():
    items = [said_yes("a", since=NOW), said_yes("c", since=NOW - DAY), said_yes("b", since=NOW - 2 * DAY)]
    found = due(items, {}, NOW, minutes_of=MINUTES)
    assert (found.now, found.later, found.minutes) == (("b", "c"), ("a",), 5)


def test_minutes_of_this_week_count_also_where_they_were_not_suggested():
    assert due([said_yes("a")], {"c": NOW - DAY}, NOW, minutes_of=MINUTES).later == ("a",)
    assert due([said_yes("a")], {"c": NOW - 8 * DAY}, NOW, minutes_of=MINUTES).now == ("a",)


def test_one_that_is_long_has_a_week_to_itself():
    assert due([said_yes("long"), said_yes("a", since=NOW + DAY)], {}, NOW + DAY, minutes_of=MINUTES).now == ("long",)
    assert due([said_yes("long")], {"b": NOW - DAY}, NOW, minutes_of=MINUTES).later == ("long",)


NAMES = st.sampled_from(["a", "b", "c"])


@given(
    st.lists(st.tuples(NAMES, st.sampled_from(Cadence), st.integers(0, 99)), max_size=3, unique_by=lambda x: x[0]),
    st.dictionaries(NAMES, st.integers(0, 99)),
)
def test_no_week_is_longer_than_it_may_be(given_items: list[tuple[str, Cadence, int]], ago: dict[str, int]):
    items = [said_yes(name, every, NOW - days * DAY) for name, every, days in given_items]
    answered = {name: NOW - days * DAY for name, days in ago.items()}
    found = due(items, answered, NOW, minutes_of=MINUTES)
    this_week = sum(MINUTES(name) for name, at in answered.items() if at > NOW - 7 * DAY)
    assert found.minutes == 0 or found.minutes + this_week <= MOST_MINUTES
    assert not set(found.now) & set(found.later)
