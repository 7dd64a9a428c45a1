"""The calendar does its part by itself, and doing it twice changes nothing more."""

from datetime import timedelta

from stillroom.outbox.periodic import JOBS
from stillroom.practice.actions import mark_away
from stillroom.practice.jobs import turn_the_page
from stillroom.practice.queries import any_listing
from tests.cast import NOW, Person
from tests.practice.cast import EXPIRY, OpenPractice


def test_the_calendar_brings_people_back_and_lets_a_licence_lapse(open_practice: OpenPractice, tom: Person) -> None:
    turn = JOBS["practice.calendar"].work
    assert turn is turn_the_page
    until = NOW.date() + timedelta(days=3)
    mark_away(
        keyholder=tom.keyholder, therapist=open_practice.tom.id, until=until, cover=None, next_step="Rest.", now=NOW
    )
    states = []
    for moment in (NOW, NOW + timedelta(days=3), NOW + (EXPIRY - NOW.date()) + timedelta(days=2)):
        for _twice in range(2):
            turn(moment)
        states.append(any_listing(tom.keyholder, open_practice.tom.id).state)
    assert states == ["away", "listed", "unlisted"]
