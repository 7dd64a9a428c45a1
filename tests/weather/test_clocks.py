"""The machine's clock jumps: a wrong battery, a late time server, somebody's hand."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stillroom.accounts import middleware
from stillroom.accounts.actions import save_draft
from stillroom.accounts.queries import drafts_of
from stillroom.messaging.actions import send_message
from stillroom.messaging.queries import messages_of
from stillroom.outbox.actions import do_job
from stillroom.outbox.periodic import Job
from stillroom.scheduling.models import OpeningHours
from tests.care.pair import Pair
from tests.cast import NOW, Person

JUMPS = [timedelta(hours=13), timedelta(days=400), timedelta(days=-2), timedelta(days=-4000)]


def put(monkeypatch: pytest.MonkeyPatch, jump: timedelta) -> None:
    monkeypatch.setattr(middleware, "timezone", SimpleNamespace(now=lambda: datetime.now(UTC) + jump))


def say(browser: Client, pair: Pair, text: str) -> HttpResponse:
    return browser.post(reverse("messaging:conversation", args=[pair.space]), {"text": text})


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_put_forward_or_back_asks_to_sign_in_again_and_loses_no_word(
    ada: Person, pair: Pair, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    """How long a session has been idle is not known any more, so it ends; what was said and sent is there."""
    browser = ada.browser()
    assert say(browser, pair, "Before the jump.").status_code == 302
    put(monkeypatch, jump)
    answer = say(browser, pair, "In the middle of it.")
    assert answer.status_code == 403
    assert "Come in" in answer.content.decode()
    put(monkeypatch, timedelta())
    assert say(ada.browser(), pair, "Afterwards.").status_code == 302
    said = [message.document.text for message in messages_of(ada.keyholder, pair.hers())]
    assert said == ["Before the jump.", "Afterwards."]


@pytest.mark.parametrize("jump", [timedelta(seconds=30), timedelta(seconds=-30), timedelta(minutes=2)])
def test_a_clock_that_is_set_right_a_little_throws_nobody_out(
    ada: Person, pair: Pair, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    """The control."""
    browser = ada.browser()
    put(monkeypatch, jump)
    assert say(browser, pair, "Still here.").status_code == 302


def test_what_was_written_under_a_wrong_clock_stays_readable(ada: Person, tom: Person, pair: Pair) -> None:
    for at in (NOW, NOW + timedelta(days=4000), NOW - timedelta(days=4000)):
        send_message(episode=pair.hers(), text=f"{at.year}", now=at)
    assert {message.document.text for message in messages_of(tom.keyholder, pair.his())} == {"2026", "2037", "2015"}
    for person in (ada, tom):
        for name in ("messaging:conversation", "care:episode", "care:opened"):
            assert person.browser().get(reverse(name, args=[pair.space])).status_code == 200
        assert person.browser().get(reverse("home:today")).status_code == 200


def test_free_times_are_shown_under_any_clock(ada: Person, pair: Pair, week: OpeningHours) -> None:
    assert ada.browser().get(reverse("scheduling:times", args=[pair.space])).status_code == 200


def test_a_draft_of_the_future_is_not_taken_for_an_old_one(ada: Person) -> None:
    save_draft(keyholder=ada.keyholder, form="test", about=None, fields={"text": "half"}, now=NOW + timedelta(days=400))
    ada.browser().get(reverse("accounts:drafts"))
    assert len(drafts_of(ada.keyholder)) == 1


@pytest.mark.django_db
def test_due_work_goes_on_after_the_clock_was_put_back() -> None:
    done: list[datetime] = []
    job = Job("test.clock", timedelta(hours=1), done.append)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("stillroom.outbox.queries.JOBS", {job.name: job})
        ahead = NOW + timedelta(days=400)
        assert do_job(job=job, now=ahead)
        assert not do_job(job=job, now=ahead + timedelta(minutes=1))
        assert do_job(job=job, now=NOW)
    assert done == [ahead, NOW]
