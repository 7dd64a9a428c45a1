"""What is written about somebody, pressed at the same moment from two windows: once there, and no words lost."""

from datetime import UTC, datetime, timedelta

import pytest

from stillroom.base.ids import new_id
from stillroom.care.actions import end_episode
from stillroom.care.actions.endings import plan_ending
from stillroom.care.ending_documents import mark_of as mark_of_ending
from stillroom.care.queries.endings import ending_of
from stillroom.care.queries.transfers import transfer_of
from stillroom.intake.actions import begin_sheet
from stillroom.intake.documents import Share
from stillroom.intake.queries import shared_of, sheet_of
from stillroom.messaging.queries import messages_of
from stillroom.notes.documents import NoteDraft, ProgressNote
from stillroom.notes.queries import notes_space
from stillroom.practice.listings import Listing
from stillroom.supervision.queries import case_requests, words_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import change_ring, ring_entries
from stillroom.vault.models import Receipt, Space
from stillroom.vault.records import read_all
from tests.care.cast import Lister, care
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.notes.over import FIELDS, Over
from tests.practice.cast import founded, open_practice, own_data
from tests.races.racing import at_once, press
from tests.supervision.two import SECRET, Two, soon, two

__all__ = ["care", "founded", "open_practice", "own_data", "two"]


def statuses(answers) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def test_a_note_signed_three_times_at_once_is_signed_once(pair: Pair, toms: Listing):
    over = Over(pair, toms)
    fields = {**FIELDS, "data": "Slept better.", "headings": "dap"}
    sign = [press(pair.tom, "notes:note", pair.space, over.record, **fields) for _ in range(3)]
    assert statuses(at_once(*sign)) == [302, 302, 302]
    change_ring(pair.tom.keyholder, lambda ring: ring)
    assert len(ring_entries(pair.tom.keyholder, SpaceKind.PROGRESS)) == 1
    space = notes_space(pair.tom.keyholder, pair.space)
    assert len(read_all(space, ProgressNote)) == 1
    assert read_all(space, NoteDraft) == ()


def test_two_windows_that_sign_other_words_leave_one_note_and_the_other_words_on_the_page(pair: Pair, toms: Listing):
    over = Over(pair, toms)
    fields = {**FIELDS, "headings": "dap"}
    both = ("Slept better.", "Slept worse.")
    answers = at_once(*(press(pair.tom, "notes:note", pair.space, over.record, **fields, data=each) for each in both))
    assert statuses(answers) == [302, 422]
    (lost,) = [words for words, answer in zip(both, answers, strict=True) if answer.status_code == 422]
    (page,) = [answer.content.decode() for answer in answers if answer.status_code == 422]
    assert lost in page
    assert "signed already" in page


def chapter(pair: Pair, words: str):
    fields = {"reason": words, "reason-share": "therapist", "now-share": "private", "outcome-share": "private"}
    return press(pair.ada, "intake:chapter", pair.space, "reason", **fields)


def test_one_chapter_kept_on_two_devices_is_one_of_them_and_the_other_comes_back_whole(pair: Pair):
    begin_sheet(keyholder=pair.ada.keyholder, episode=pair.hers(), share=Share.THERAPIST, bring=False, now=NOW)
    both = ("I cannot sleep.", "I cannot eat.")
    answers = at_once(*(chapter(pair, each) for each in both))
    assert statuses(answers) == [302, 422]
    kept = sheet_of(pair.ada.keyholder, pair.hers()).document.answers[0].words
    assert [a.words for a in shared_of(pair.tom.keyholder, pair.his()).document.answers] == [kept]
    for words, answer in zip(both, answers, strict=True):
        assert (answer.status_code == 302) == (words == kept)
        assert answer.status_code == 302 or words in answer.content.decode()


@pytest.mark.parametrize("_round", range(2))
def test_a_chapter_that_meets_the_end_is_kept_or_comes_back(pair: Pair, _round: int):
    begin_sheet(keyholder=pair.ada.keyholder, episode=pair.hers(), share=Share.THERAPIST, bring=False, now=NOW)
    answer, ended = at_once(chapter(pair, "I cannot sleep."), press(pair.tom, "scheduling:end", pair.space))
    assert ended.status_code == 302
    kept = sheet_of(pair.ada.keyholder, pair.hers()).document.answers
    assert bool(kept) == (answer.status_code == 302)
    assert kept or "I cannot sleep." in answer.content.decode()


def test_both_write_the_summary_at_once_and_both_stand(pair: Pair):
    plan_ending(keyholder=pair.ada.keyholder, episode=pair.hers(), now=NOW)
    seen = mark_of_ending({})
    answers = at_once(
        press(pair.ada, "care:ending", pair.space, began="I could not sleep.", seen=seen),
        press(pair.tom, "care:ending", pair.space, did="We kept a diary.", seen=seen),
    )
    assert statuses(answers) == [302, 302]
    ending = ending_of(pair.ada.keyholder, pair.hers()).document
    assert ending.words_by(Role.CLIENT) == {"began": "I could not sleep."}
    assert ending.words_by(Role.THERAPIST) == {"did": "We kept a diary."}


def test_the_summary_on_two_devices_is_one_of_them_and_the_other_comes_back_whole(pair: Pair):
    plan_ending(keyholder=pair.ada.keyholder, episode=pair.hers(), now=NOW)
    both = ("Not sleeping.", "Not eating.")
    seen = mark_of_ending({})
    answers = at_once(*(press(pair.ada, "care:ending", pair.space, began=each, seen=seen) for each in both))
    assert statuses(answers) == [302, 422]
    for words, answer in zip(both, answers, strict=True):
        assert answer.status_code == 302 or words in answer.content.decode()


def test_a_proposal_pressed_twice_is_told_once(pair: Pair, iris: Person, list_person: Lister):
    listing = list_person(iris, "Iris Reed")
    fields = {"to": str(listing.id), "words": "She knows more.", "summary": "Began in spring.", "version": "0"}
    answers = at_once(*(press(pair.tom, "care:transfer", pair.space, **fields) for _ in range(2)))
    assert set(statuses(answers)) <= {302, 422}
    assert transfer_of(pair.ada.keyholder, pair.hers()).version == 1
    told = [each for each in messages_of(pair.ada.keyholder, pair.hers()) if each.document.told]
    assert len(told) == 1


def test_a_case_sent_three_times_at_once_is_there_once(two: Two):
    day = soon()["until"].isoformat()
    fields = {"to": str(two.iriss.id), "question": SECRET, "until": day, "drawn": str(new_id())}
    answers = at_once(*(press(two.tom, "supervision:ask", **fields) for _ in range(3)))
    assert statuses(answers) == [302, 302, 302]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert len(case_requests(two.iris.keyholder, datetime.now(UTC))) == 1
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("_round", range(2))
def test_destroyed_while_the_other_writes_it_is_gone_and_nothing_breaks(two: Two, _round: int):
    space = two.read(**soon())
    write = press(two.iris, "supervision:case", space, text="Whose fear is it?", record=str(new_id()))
    answers = at_once(write, press(two.tom, "supervision:destroy", space))
    assert answers[0].status_code in (302, 404)
    assert answers[1].status_code == 302
    assert not Space.objects.filter(id=space).exists()


def test_both_colleagues_write_at_once_and_both_stand(two: Two):
    space = two.read(**soon())
    both = [press(who, "supervision:case", space, text=words) for who, words in ((two.tom, "One."), (two.iris, "Two."))]
    assert statuses(at_once(*both)) == [302, 302]
    words = words_of(two.tom.keyholder, two.seen_by(two.tom, space, datetime.now(UTC)))
    assert {each.document.text for each in words} == {"One.", "Two."}
    assert [each.document.place for each in words] == [0, 1]


def test_control_after_the_end_nothing_is_written_from_a_page_left_open(pair: Pair):
    begin_sheet(keyholder=pair.ada.keyholder, episode=pair.hers(), share=Share.THERAPIST, bring=False, now=NOW)
    end_episode(keyholder=pair.tom.keyholder, episode=pair.his(), now=NOW + timedelta(minutes=1))
    answer = chapter(pair, "I cannot sleep.")()
    assert answer.status_code == 422
    assert "I cannot sleep." in answer.content.decode()
    assert sheet_of(pair.ada.keyholder, pair.hers()).document.answers == ()
