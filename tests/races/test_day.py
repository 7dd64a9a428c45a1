"""The machine dies while a whole day is being cancelled: each is told and cancelled, or as they were; then the rest."""

import os
import signal
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connections

from stillroom.messaging import telling
from stillroom.messaging.queries import messages_of
from stillroom.scheduling.actions import cancel_day
from stillroom.scheduling.documents import AppointmentState
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.scheduling.queries import appointments_in, opening_hours_of, people_on
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.scheduling.cast import week
from tests.scheduling.three import three

__all__ = ["three", "week"]
WEDNESDAY, CELLS = date(2026, 11, 25), 12


def cancel(tom: Person, week: OpeningHours):
    return cancel_day(
        keyholder=tom.keyholder, therapist=week.therapist, day=WEDNESDAY, words="", lines={}, choose=False, now=NOW
    )


def in_a_process_that_dies(act: Callable[[], object]) -> None:
    """A child with a connection of its own, which must be killed before it has done everything."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)  # reached only by a child that was not killed
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def dies_at(person: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the message to this person (from 1), when their time is already given back in a transaction not yet ended."""
    calls, count_one = [], telling.count_one

    def count(work) -> None:
        calls.append(work)
        if len(calls) == person:
            os.kill(os.getpid(), signal.SIGKILL)
        count_one(work)

    monkeypatch.setattr(telling, "count_one", count)


def how(pair: Pair) -> tuple[AppointmentState, int]:
    (stored,) = appointments_in(pair.ada.keyholder, pair.hers().space)
    return stored.document.state, len(messages_of(pair.ada.keyholder, pair.hers()))


TOLD, UNTOUCHED = (AppointmentState.CANCELLED, 1), (AppointmentState.CONFIRMED, 0)


@pytest.mark.parametrize("person", [1, 2, 3])
def test_a_kill_leaves_each_told_and_cancelled_or_untouched_and_again_does_the_rest(
    three: list[Pair], tom: Person, week: OpeningHours, monkeypatch: pytest.MonkeyPatch, person: int
):
    with monkeypatch.context() as dying:
        dies_at(person, dying)
        in_a_process_that_dies(lambda: cancel(tom, week))
    done = person - 1
    assert [how(pair) for pair in three] == [TOLD] * done + [UNTOUCHED] * (3 - done)
    assert TakenCell.objects.count() == CELLS * (3 - done)
    assert opening_hours_of(None, week.therapist).single_days == {WEDNESDAY: ()}
    assert len(people_on(tom.keyholder, WEDNESDAY, week.zone, NOW)) == 3 - done
    again = cancel(tom, week)
    assert (again.told, again.left) == (3 - done, ())
    assert [how(pair) for pair in three] == [TOLD] * 3
    assert not TakenCell.objects.exists()
    assert cancel(tom, week).told == 0


def test_the_control_a_process_that_is_left_alone_does_all_of_it(three: list[Pair], tom: Person, week: OpeningHours):
    with pytest.raises(AssertionError):
        in_a_process_that_dies(lambda: cancel(tom, week))
    assert [how(pair) for pair in three] == [TOLD] * 3
