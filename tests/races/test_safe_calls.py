"""A word, the button behind the link, and the job that tidies up, at the same moment: one way or the other."""

from datetime import UTC, datetime, timedelta

from django.test import Client
from django.urls import reverse

from stillroom.safecalls.actions import wipe_over
from stillroom.safecalls.models import SafeCall
from stillroom.safecalls.queries import shown
from tests.cast import Person
from tests.races.racing import at_once, press
from tests.safecalls.calling import CLEAR, DURESS, calling, watched

__all__ = ["watched"]

LATE = timedelta(hours=3)


def test_two_presses_of_one_check_in_count_once(ada: Person):
    plan = calling(ada, now=datetime.now(UTC), count=4)
    about = {"done": "0", "code": CLEAR}
    answers = at_once(*[press(ada, "safecalls:call", plan.id, **about) for _ in range(2)])
    assert {each.status_code for each in answers} == {302}
    assert shown(ada.keyholder, plan.id, datetime.now(UTC)).stored.document.done == 1


def test_the_all_clear_and_the_button_leave_no_note(ada: Person):
    plan = calling(ada, now=datetime.now(UTC) - LATE)
    button = reverse("safecalls:open", args=[plan.document.call])
    answers = at_once(
        press(ada, "safecalls:call", plan.id, done="0", code=CLEAR, do="end"), lambda: Client().post(button)
    )
    assert answers[0].status_code == 302
    assert answers[1].status_code in (200, 204)
    assert Client().post(button).status_code == 204


def test_both_words_at_once_never_leave_a_note_that_nobody_can_open(ada: Person):
    plan = calling(ada, now=datetime.now(UTC))
    at_once(*[press(ada, "safecalls:call", plan.id, done="0", code=code, do="end") for code in (CLEAR, DURESS)])
    left = SafeCall.objects.filter(id=plan.document.call).first()
    assert left is None or left.opens <= datetime.now(UTC).timestamp()


def test_the_job_takes_nothing_that_runs(ada: Person):
    plan = calling(ada, now=datetime.now(UTC) - LATE)
    at_once(*[lambda: wipe_over(now=datetime.now(UTC)) for _ in range(2)])
    assert SafeCall.objects.filter(id=plan.document.call).exists()
