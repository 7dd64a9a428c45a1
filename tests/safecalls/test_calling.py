"""A safe call from its setting up to its end: what each word does, what the link gives, what is left."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.practice.queries import practice
from stillroom.privacy.actions import erase_everything
from stillroom.safecalls import queries
from stillroom.safecalls.actions import (
    NotOffered,
    StillRuns,
    TooMany,
    WrongCode,
    answer,
    forget_plan,
    hand_out,
    wipe_over,
)
from stillroom.safecalls.documents import SafeCallPlan
from stillroom.safecalls.forms import SetUpForm
from stillroom.safecalls.models import SafeCall
from stillroom.safecalls.queries import all_shown, shown
from stillroom.vault.documents import TYPES, Role, fields_of
from tests.cast import NOW, Person
from tests.safecalls.calling import CLEAR, DURESS, NOTE, calling, pressed, watched

__all__ = ["watched"]

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
MISSED = NOW + timedelta(minutes=80)
SET_UP = {
    "against": "no",
    "buddy": "Uma",
    "note": NOTE,
    "police": "no",
    "first": "60",
    "count": "1",
    "again": "60",
    "grace": "20",
    "all_clear": CLEAR,
    "duress": DURESS,
}


def say(person: Person, plan, code: str, *, now: datetime = NOW, end: bool = False):
    done = plan.document.done
    return answer(keyholder=person.keyholder, record=plan.id, done=done, code=code, is_end=end, now=now)


def row(plan) -> SafeCall | None:
    return SafeCall.objects.filter(id=plan.document.call).first()


def test_what_was_sealed_as_version_1_is_read():
    fields = json.loads((Path(__file__).parent / "samples" / "safecalls.plan.v1.json").read_text())
    assert json.loads(json.dumps(fields_of(TYPES["safecalls.plan"].decode(1, fields)))) == fields


def test_before_its_time_nothing_is_handed_out_and_from_then_on_again_and_again(ada: Person):
    plan = calling(ada)
    call = plan.document.call
    assert hand_out(call=call, now=MISSED - timedelta(seconds=1)) is None
    assert hand_out(call=call, now=MISSED) == hand_out(call=call, now=MISSED + HOUR) is not None
    assert hand_out(call=call, now=MISSED + timedelta(hours=72)) is None
    assert row(plan).opened == 2


def test_the_all_clear_destroys_the_note(ada: Person):
    plan = calling(ada)
    ended = say(ada, plan, " LEMON tree ", now=NOW + HOUR)
    assert (ended.document.ended, ended.document.note, ended.document.key) == (NOW + HOUR, "", "")
    assert row(plan) is None
    assert hand_out(call=plan.document.call, now=MISSED) is None


def test_an_all_clear_in_time_moves_what_comes_on_to_the_next(ada: Person):
    plan = calling(ada, count=2)
    plan = say(ada, plan, CLEAR, now=NOW + HOUR)
    assert hand_out(call=plan.document.call, now=MISSED) is None
    assert hand_out(call=plan.document.call, now=MISSED + HOUR) is not None
    assert (plan.document.done, plan.document.ended) == (1, None)


def test_the_other_word_opens_the_note_at_once_and_the_plan_is_as_after_an_all_clear(ada: Person):
    one, other = calling(ada), calling(ada)
    cleared, pressed_ = say(ada, one, CLEAR), say(ada, other, DURESS)
    assert hand_out(call=other.document.call, now=NOW) is not None
    same = ("call", "key")
    assert {name: value for name, value in fields_of(cleared.document).items() if name not in same} == {
        name: value for name, value in fields_of(pressed_.document).items() if name not in same
    }


def test_nothing_but_the_all_clear_at_the_end_shuts_it_again(ada: Person):
    plan = calling(ada, count=3)
    plan = say(ada, plan, DURESS)
    plan = say(ada, plan, CLEAR)
    assert hand_out(call=plan.document.call, now=NOW) is not None
    plan = say(ada, plan, CLEAR, end=True)
    assert row(plan) is None


def test_an_all_clear_that_comes_after_the_grace_shuts_it_until_the_next_time(ada: Person):
    plan, late = calling(ada, count=2), MISSED + timedelta(seconds=30)
    assert hand_out(call=plan.document.call, now=late) is not None
    plan = say(ada, plan, CLEAR, now=late)
    assert hand_out(call=plan.document.call, now=late) is None
    assert shown(ada.keyholder, plan.id, late).is_open is False
    assert hand_out(call=plan.document.call, now=MISSED + HOUR) is not None


def test_the_other_word_from_an_old_page_after_the_grace_keeps_it_open_whatever_comes_later(ada: Person):
    old = calling(ada, count=3)
    plan, late = say(ada, old, CLEAR), MISSED + HOUR + timedelta(seconds=30)
    say(ada, old, DURESS, now=late)
    say(ada, plan, CLEAR, now=late)
    assert hand_out(call=plan.document.call, now=late) is not None


def test_after_its_end_a_word_can_still_be_given_for_the_same_call(ada: Person):
    plan = say(ada, calling(ada), DURESS)
    assert row(plan) is not None
    assert say(ada, plan, CLEAR, now=NOW + HOUR).document.ended == NOW
    assert row(plan) is None


def test_a_wrong_word_changes_nothing(ada: Person):
    plan = calling(ada)
    with pytest.raises(WrongCode):
        say(ada, plan, "lemon")
    assert shown(ada.keyholder, plan.id, NOW).stored == plan
    assert hand_out(call=plan.document.call, now=MISSED) is not None


def test_a_second_press_from_an_old_page_answers_no_check_in_but_the_other_word_still_opens(ada: Person):
    plan = calling(ada, count=3)
    for _ in range(2):
        after = say(ada, plan, CLEAR)
    assert after.document.done == 1
    say(ada, plan, DURESS)  # the page of before
    assert hand_out(call=plan.document.call, now=NOW) is not None


def test_sent_twice_it_is_there_once_and_no_more_than_three_run(ada: Person):
    record = new_id()
    assert calling(ada, record=record) == calling(ada, record=record)
    calling(ada)
    calling(ada)
    with pytest.raises(TooMany):
        calling(ada)
    assert SafeCall.objects.count() == 3


def test_a_clock_that_jumps_for_an_hour_destroys_nothing(ada: Person):
    plan, far = calling(ada), NOW + timedelta(days=30)
    assert wipe_over(now=far) == 0
    assert wipe_over(now=NOW) == 0  # put right again: the second look begins anew
    assert wipe_over(now=far) == 0
    assert row(plan) is not None
    assert wipe_over(now=far + timedelta(hours=25)) == 1
    assert row(plan) is None


def test_it_is_not_offered_where_the_practice_does_not_watch_over_it(ada: Person, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "practice", practice)  # as its file says, that it does not
    with pytest.raises(NotOffered):
        calling(ada)
    for name in ("start", "new"):
        assert ada.browser().get(reverse(f"safecalls:{name}")).status_code == 404


def test_wiping_needs_an_end_and_shuts_no_note_that_is_open(ada: Person):
    running_, other = calling(ada), calling(ada)
    with pytest.raises(StillRuns):
        forget_plan(keyholder=ada.keyholder, record=running_.id, now=NOW)
    assert ada.browser().post(reverse("safecalls:remove", args=[running_.id])).status_code == 302
    assert row(running_) is not None
    say(ada, other, DURESS)
    forget_plan(keyholder=ada.keyholder, record=other.id, now=NOW)
    with pytest.raises(Hidden):
        shown(ada.keyholder, other.id, NOW)
    assert hand_out(call=other.document.call, now=NOW) is not None


@pytest.mark.django_db(transaction=True)
def test_erasing_everything_takes_the_note(ada: Person):
    plan = calling(ada)
    erase_everything(keyholder=ada.keyholder, role=Role.CLIENT, now=NOW)
    assert row(plan) is None


def test_on_pages_it_is_set_up_checked_and_ended(ada: Person):
    browser = ada.browser()
    answer_ = browser.post(reverse("safecalls:new"), {**SET_UP, "duress": CLEAR})
    assert (answer_.status_code, NOTE in answer_.content.decode()) == (422, True)
    page = browser.post(reverse("safecalls:new"), {**SET_UP, "against": "yes"}).content.decode()
    assert "It is your choice." in page
    assert SafeCall.objects.count() == 0
    page = browser.post(reverse("safecalls:new"), {**SET_UP, "against": "yes", "sure": "1"}, follow=True)
    (one,) = all_shown(ada.keyholder, datetime.now(UTC))
    plan = one.stored.document
    shown_ = page.content.decode()
    assert f"/n/{plan.call}/#{plan.key}" in shown_
    assert plan.note.endswith("Do not call the police.")
    call = reverse("safecalls:call", args=[one.stored.id])
    wrong = browser.post(call, {"done": "0", "code": "pear"})
    assert (wrong.status_code, "not one of your words" in wrong.content.decode()) == (422, True)
    ended = browser.post(call, {"done": "0", "code": CLEAR}, follow=True).content.decode()
    assert "Noted." in ended
    assert "Ended:" in ended
    assert pressed(plan.call) is None


def test_a_missed_one_says_so_and_whether_anybody_looked(ada: Person):
    plan = calling(ada, now=datetime.now(UTC) - timedelta(hours=3))
    page = reverse("safecalls:call", args=[plan.id])
    assert "Delivery not confirmed" in ada.browser().get(page).content.decode()
    assert pressed(plan.document.call) is not None
    assert "It was opened 1 time." in ada.browser().get(page).content.decode()


def test_what_nobody_ended_says_after_three_days_that_it_is_shut_after_either_word(ada: Person):
    seen = []
    for code in (CLEAR, DURESS):
        plan = calling(ada, now=datetime.now(UTC) - timedelta(days=5), count=2)
        say(ada, plan, code, now=plan.at)
        page = ada.browser().get(reverse("safecalls:call", args=[plan.id])).content.decode()
        assert "Nobody can open your note any more." in page
        assert "can be opened" not in page
        assert pressed(plan.document.call) is None
        assert "Nobody can open your note any more." in ada.browser().get(reverse("safecalls:start")).content.decode()
        seen.append(page[page.index("<h1>") : page.index("<details")].partition("csrf")[0])
    assert seen[0] == seen[1]


@pytest.mark.parametrize("code", [CLEAR, DURESS])
def test_an_old_page_says_that_it_was_one_and_the_one_it_leads_to_counts(ada: Person, code: str):
    browser, plan = ada.browser(), calling(ada, now=datetime.now(UTC), count=3)
    page = reverse("safecalls:call", args=[plan.id])
    assert "Noted." in browser.post(page, {"done": "0", "code": CLEAR}, follow=True).content.decode()
    old = browser.post(page, {"done": "0", "code": code}, follow=True).content.decode()
    assert "You had checked in for that time already." in old
    assert "Noted." not in old
    wrong = browser.post(page, {"done": "0", "code": "pear"}).content.decode()
    assert 'name="done" value="1"' in wrong  # what it shows is what its button answers
    browser.post(page, {"done": "1", "code": CLEAR})
    assert shown(ada.keyholder, plan.id, datetime.now(UTC)).stored.document.done == 2


def test_a_page_that_was_changed_and_sent_again_says_that_the_first_one_runs(ada: Person):
    browser, sent = ada.browser(), {**SET_UP, "record": str(new_id())}
    browser.post(reverse("safecalls:new"), sent)
    assert browser.post(reverse("safecalls:new"), sent).status_code == 302  # pressed twice
    answer_ = browser.post(reverse("safecalls:new"), {**sent, "note": "Another street"})
    page = answer_.content.decode()
    assert (answer_.status_code, "set up already" in page, "Another street" in page) == (422, True, True)
    assert sent["record"] not in page
    assert SafeCall.objects.count() == 1


def test_blanks_do_not_make_a_word_longer():
    assert SetUpForm(SET_UP).is_valid()
    assert set(SetUpForm({**SET_UP, "all_clear": "a  b", "duress": "c d e"}).errors) == {"all_clear", "duress"}


def test_nobody_else_finds_it(ada: Person, tom: Person):
    plan = calling(ada)
    for name in ("call", "remove"):
        address = reverse(f"safecalls:{name}", args=[plan.id])
        assert tom.browser().post(address).status_code == 404
    assert isinstance(plan.document, SafeCallPlan)


def test_today_says_by_when_until_it_has_ended(ada: Person):
    browser, today = ada.browser(), reverse("home:today")
    plan = calling(ada, now=datetime.now(UTC), count=2)
    link = reverse("safecalls:call", args=[plan.id])
    assert "Check in with Uma" in browser.get(today).content.decode()
    browser.post(link, {"done": "0", "code": CLEAR})
    assert link in browser.get(today).content.decode()
    browser.post(link, {"done": "1", "code": DURESS})
    assert "Check in with Uma" not in browser.get(today).content.decode()
