"""The therapist suggests, the client says yes or not now; nothing follows from a no."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from stillroom.assessments.assigning import READY, NotSuggested, answer_suggestion, suggest
from stillroom.assessments.documents import Cadence, Latest, Reply
from stillroom.assessments.due import due_of
from stillroom.assessments.queries import assignable_in, battery_of
from stillroom.care.actions import NotNow
from stillroom.vault.covers import cover_of
from stillroom.vault.spaces import Stale
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.sameness import seen

LATER = NOW + timedelta(hours=1)
PHQ = {"phq-9": Cadence.FORTNIGHT}


def suggested(pair: Pair, items: dict[str, Cadence] = PHQ, version: int = 0):
    return suggest(episode=pair.his(), items=items, version=version, now=NOW)


def say(pair: Pair, reply: Reply, every: Cadence = Cadence.FORTNIGHT, instrument: str = "phq-9"):
    return answer_suggestion(episode=pair.hers(), instrument=instrument, every=every, reply=reply, now=LATER)


def due_now(pair: Pair, at=LATER) -> tuple[str, ...]:
    return due_of(cover_of(pair.his().space), at).now


def test_it_is_due_once_she_says_yes_and_not_after_a_no(pair: Pair):
    suggested(pair)
    assert due_now(pair) == ()
    assert due_of(cover_of(pair.hers().space), LATER).waits == ("phq-9",)
    say(pair, Reply.YES)
    assert due_now(pair) == ("phq-9",)
    say(pair, Reply.NOT_NOW)
    assert due_now(pair, LATER + timedelta(days=99)) == ()


def test_a_yes_stays_while_its_pace_stays_and_another_pace_asks_again(pair: Pair):
    first = suggested(pair)
    said = say(pair, Reply.YES)
    more = suggested(pair, {**PHQ, "gad-7": Cadence.MONTH}, said.version)
    assert [(each.instrument, each.reply) for each in more.document.items] == [("phq-9", Reply.YES), ("gad-7", None)]
    other = suggested(pair, {"phq-9": Cadence.WEEK}, more.version)
    assert [each.reply for each in other.document.items] == [None]
    with pytest.raises(Stale):
        suggested(pair, PHQ, first.version)


def test_she_says_yes_only_to_what_she_was_shown(pair: Pair):
    suggested(pair)
    with pytest.raises(NotSuggested):
        say(pair, Reply.YES, every=Cadence.WEEK)
    with pytest.raises(NotSuggested):
        say(pair, Reply.YES, instrument="gad-7")


def test_neither_speaks_for_the_other(pair: Pair):
    with pytest.raises(NotNow):
        suggest(episode=pair.hers(), items=PHQ, version=0, now=NOW)
    suggested(pair)
    with pytest.raises(NotNow):
        answer_suggestion(episode=pair.his(), instrument="phq-9", every=Cadence.FORTNIGHT, reply=Reply.YES, now=LATER)
    assert say(pair, Reply.YES).document.items[0].reply is Reply.YES  # the control


def test_sent_twice_it_stands_once(pair: Pair):
    assert suggested(pair).version == suggested(pair).version == 1
    assert say(pair, Reply.YES).version == say(pair, Reply.YES).version == 2


def test_an_answer_keeps_what_is_suggested_on_the_cover(pair: Pair):
    suggested(pair)
    ada = pair.ada.browser()
    for number in range(1, 11):
        ada.post(reverse("assessments:answer", args=[pair.space, "phq-9", number]), {"answer": "0"})
    ada.post(reverse("assessments:end", args=[pair.space, "phq-9"]))
    latest = cover_of(pair.his().space).get(Latest)
    assert ([sheet.instrument for sheet in latest.sheets], len(latest.assigned)) == (["phq-9"], 1)


def at(pair: Pair, name: str) -> str:
    return reverse(f"assessments:{name}", args=[pair.space])


def test_from_a_ready_battery_to_an_answer_on_the_pages(pair: Pair):
    ada, tom = pair.ada.browser(), pair.tom.browser()
    filled = tom.post(at(pair, "suggestions"), {"ready": "mood"}).content.decode()
    assert "selected" in filled
    assert battery_of(pair.tom.keyholder, pair.his()) is None  # nothing is sent by looking
    sent = {"version": 0, "every_core-10": "session", "every_phq-9": "fortnight"}
    assert tom.post(at(pair, "suggestions"), sent).status_code == 302
    assert "Tom" in ada.get(reverse("home:today")).content.decode()
    page = ada.get(at(pair, "start")).content.decode()
    assert "every two weeks" in page
    ada.post(at(pair, "reply"), {"instrument": "core-10", "every": "session", "reply": "yes"})
    ada.post(at(pair, "reply"), {"instrument": "phq-9", "every": "fortnight", "reply": "not_now"})
    assert due_now(pair) in (("core-10",), ())  # its clock is the browser's own
    page = tom.get(at(pair, "suggestions")).content.decode()
    assert "They said yes." in page
    assert "They said not now." in page


@pytest.mark.parametrize(
    "sent",
    [
        {"version": 0, "every_phq-9": "hourly"},
        {"version": -1, "every_phq-9": "week"},
        {"every_phq-9": "week"},
    ],
)
def test_a_pace_that_is_none_is_asked_again(pair: Pair, sent: dict[str, str]):
    assert pair.tom.browser().post(at(pair, "suggestions"), sent).status_code == 422
    assert battery_of(pair.tom.keyholder, pair.his()) is None


def test_what_two_windows_send_is_not_lost(pair: Pair):
    tom = pair.tom.browser()
    tom.post(at(pair, "suggestions"), {"version": 0, "every_phq-9": "week"})
    answer = tom.post(at(pair, "suggestions"), {"version": 0, "every_gad-7": "month"})
    assert answer.status_code == 422
    assert '<option value="month" selected>' in answer.content.decode()
    assert [each.instrument for each in battery_of(pair.tom.keyholder, pair.his()).document.items] == ["phq-9"]


def test_what_is_closed_or_may_not_be_asked_here_is_not_among_them(pair: Pair):
    names = {each.id for each in assignable_in(pair.tom.keyholder, pair.his())}
    assert "phq-9" in names
    assert not names & {"pcl-5", "who-5", "gbo", "gas"}
    assert all(name in names for each in READY.values() for name in each.items)


def test_a_client_suggests_nothing_and_a_stranger_finds_nothing(pair: Pair, iris: Person, eve):
    assert pair.ada.browser().get(at(pair, "suggestions")).status_code == 404
    for browser in (iris.browser(), eve):
        for name in ("suggestions", "reply"):
            answers = [
                seen(browser.post(reverse(f"assessments:{name}", args=[space]), {"version": 0}))
                for space in (pair.space, uuid4())
            ]
            assert answers[0] == answers[1]
            assert answers[0][0] == 404
