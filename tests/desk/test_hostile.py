"""What nobody types and anybody can send, to each form in which something is written about somebody.

A page answers: it says what to do, or takes it as words. It never breaks, and what else was typed is still there.
"""

import pytest

from stillroom.base.ids import new_id
from stillroom.care.actions.endings import plan_ending
from stillroom.care.ending_documents import mark_of
from stillroom.care.queries.covering import covering_messages
from stillroom.intake.actions import begin_sheet
from stillroom.intake.documents import Share
from stillroom.intake.queries import sheet_of
from stillroom.notes.documents import ProgressNote
from stillroom.notes.queries import notes_space
from stillroom.practice.listings import Listing
from stillroom.vault.keyholders import change_ring
from stillroom.vault.records import read_all
from tests.care.cast import care
from tests.care.pair import Pair
from tests.care.three import Three, three
from tests.cast import NOW
from tests.notes.over import FIELDS, Over
from tests.practice.cast import founded, open_practice, own_data

__all__ = ["care", "founded", "open_practice", "own_data", "three"]


@pytest.fixture
def over(pair: Pair, toms: Listing) -> Over:
    return Over(pair, toms)


HOSTILE = {
    "a zero byte": "a\x00b",
    "far too long": "x" * 60_000,
    "a number without end": "9" * 400,
    "below nothing": "-1",
    "markup": "<script>alert(1)</script>",
    "half a sign": "\ud83d".encode("utf-8", "surrogatepass"),
    "only blanks": " \t\n ",
    "from right to left": "\u202eabc",
}
ANSWERS = {200, 302, 400, 422}


def sent(browser, path: str, fields: dict[str, object]):
    answer = browser.post(path, fields)
    assert answer.status_code in ANSWERS, (path, answer.status_code)
    if answer.status_code != 302:
        assert b"<script>alert(1)" not in answer.content
    return answer


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_every_field_of_a_note(value: object, over: Over):
    browser, fields = over.pair.tom.browser(), {**FIELDS, "data": "Slept better.", "headings": "dap"}
    for name in (*fields, "missed", "as", "asked"):
        assert browser.post(over.page("draft"), {**fields, name: value}).status_code in (*ANSWERS, 204, 409)
        answer = sent(browser, over.page(), {**fields, name: value})
        if answer.status_code == 422 and name != "data":
            assert b"Slept better." in answer.content
        if answer.status_code == 302:
            break
    change_ring(over.pair.tom.keyholder, lambda ring: ring)
    space = notes_space(over.pair.tom.keyholder, over.pair.space)
    assert space is None or len(read_all(space, ProgressNote)) <= 1


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_every_field_among_three_and_of_the_choice_before(value: object, three: Three):
    choice, ada = f"/with/{three.care}/stand-in/", three.ada.browser()
    for name in ("bring", "seen"):
        sent(ada, choice, {"bring": "messages", "seen": "", name: value, "no": "1"})
    space = three.both_in()
    for name in ("text", "record"):
        sent(ada, f"/stand-in/{space}/", {"text": "Careful words.", "record": str(new_id()), name: value})
    sent_words = [
        each.document.text for each in covering_messages(three.ada.keyholder, three.seen_by(three.ada, space))
    ]
    assert len(sent_words) <= 2


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_every_field_of_a_proposal_and_of_a_summary_at_the_end(value: object, three: Three):
    tom, ada = three.tom.browser(), three.ada.browser()
    fields = {"to": str(three.iriss.id), "words": "She knows more.", "summary": "Began in spring.", "version": "0"}
    for name in fields:
        answer = sent(tom, f"/with/{three.care}/go-on/", {**fields, name: value})
        if answer.status_code == 422 and name != "summary":
            assert b"Began in spring." in answer.content
        if answer.status_code == 302:
            break
    plan_ending(keyholder=three.ada.keyholder, episode=three.hers(), now=NOW)
    for name in ("began", "did", "seen"):
        sent(ada, f"/with/{three.care}/ending/", {"began": "No sleep.", "seen": mark_of({}), name: value})
        sent(ada, f"/with/{three.care}/kept/", {"version": value})


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_every_field_of_a_chapter(value: object, three: Three):
    begin_sheet(keyholder=three.ada.keyholder, episode=three.hers(), share=Share.PRIVATE, bring=False, now=NOW)
    browser, path = three.ada.browser(), f"/with/{three.care}/about/reason/"
    fields = {"reason": "No sleep.", "reason-share": "private", "now-share": "private", "outcome-share": "private"}
    before = sheet_of(three.ada.keyholder, three.hers()).document
    for name in (*fields, "seen", "reason-later"):
        answer = sent(browser, path, {**fields, name: value})
        if answer.status_code == 422 and name != "reason":
            assert b"No sleep." in answer.content
            assert sheet_of(three.ada.keyholder, three.hers()).document == before or name == "seen"
        before = sheet_of(three.ada.keyholder, three.hers()).document
