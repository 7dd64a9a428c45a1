"""What is done lies in the journal for its writer alone; one is shared by a copy, and taken back with a word on whether
it was read."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.care.actions import end_episode
from stillroom.safety.marks import Ask
from stillroom.safety.models import FlagRow
from stillroom.toolkit.actions import (
    CannotShareHere,
    keep_entry,
    keep_in_front,
    remove_entry,
    share_entry,
    take_copy_back,
)
from stillroom.toolkit.documents import Entry, SharedEntry
from stillroom.toolkit.helped import what_helped
from stillroom.toolkit.queries import entries_of, entry_of, favourites_of, shared_of
from stillroom.toolkit.shelves import shelf
from stillroom.vault.documents import TYPES, fields_of
from stillroom.vault.models import Record
from stillroom.vault.records import NotYours, Stored, writing
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.sameness import seen

LATER = NOW + timedelta(minutes=5)
KIND = Entry("kindness", {"hard": "Canary by the river."}, 7, 4)
GRAVE = Entry("diary-card", {"urge_die": "4"})
SAMPLES = Path(__file__).parent / "samples"


def kept(pair: Pair, entry: Entry = KIND, at=NOW) -> Stored[Entry]:
    return keep_entry(keyholder=pair.ada.keyholder, entry=entry, record=new_id(), now=at)


def share(pair: Pair, stored: Stored[Entry], look: Ask = Ask.NOT, now=LATER) -> UUID:
    return share_entry(
        keyholder=pair.ada.keyholder,
        episode=pair.hers(),
        definition=shelf()[stored.document.exercise],
        record=stored.id,
        look=look,
        now=now,
    )


def back(pair: Pair, stored: Stored[Entry]) -> bool:
    return take_copy_back(keyholder=pair.ada.keyholder, record=stored.id, space=pair.space, now=LATER)


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind.startswith("toolkit.")])
def test_what_was_sealed_as_version_1_is_read(kind: str):
    fields = json.loads((SAMPLES / f"{kind}.v1.json").read_text())
    assert json.loads(json.dumps(fields_of(TYPES[kind].decode(1, fields)))) == fields


def test_it_lies_in_the_journal_and_nobody_is_told(pair: Pair):
    before = Record.objects.filter(space_id=pair.space).count()
    kept(pair, GRAVE)
    assert Record.objects.filter(space_id=pair.space).count() == before
    assert FlagRow.objects.count() == 0
    assert shared_of(pair.tom.keyholder, pair.his()) == ()


def test_sent_twice_it_is_there_once(pair: Pair):
    record = new_id()
    for _ in range(2):
        keep_entry(keyholder=pair.ada.keyholder, entry=KIND, record=record, now=NOW)
    assert len(entries_of(pair.ada.keyholder)) == 1


def test_sharing_copies_one_entry_once_under_an_id_of_its_own(pair: Pair):
    stored, other = kept(pair), kept(pair, GRAVE)
    copies = {share(pair, stored) for _ in range(2)}
    (his,) = shared_of(pair.tom.keyholder, pair.his())
    assert copies == {his.id}
    assert his.id != stored.id
    assert (his.document.answers, his.document.done) == (KIND.answers, NOW)
    assert entry_of(pair.ada.keyholder, other.id).document.copies == ()


@pytest.mark.parametrize(("is_read", "says"), [(False, False), (True, True)])
def test_taking_it_back_removes_it_and_says_whether_it_was_opened(pair: Pair, is_read: bool, says: bool):
    stored = kept(pair)
    share_at = reverse("toolkit:share", args=[stored.id])
    browser = pair.ada.browser()
    assert browser.post(share_at, {"space": str(pair.space)}).status_code == 302
    copy = entry_of(pair.ada.keyholder, stored.id).document.copies[0]
    page = reverse("toolkit:shared", args=[pair.space, copy.record])
    if is_read:
        assert "Canary by the river." in pair.tom.browser().get(page).content.decode()
    answer = browser.post(reverse("toolkit:unshare", args=[stored.id, pair.space]), follow=True)
    shown = answer.content.decode()
    assert ("It may have been read before" in shown) is says
    assert ("It had not been opened" in shown) is not says
    assert pair.tom.browser().get(page).status_code == 404
    assert shared_of(pair.tom.keyholder, pair.his()) == ()
    assert not Record.objects.filter(id=copy.record).exists()


def test_what_is_grave_raises_a_flag_only_once_it_is_shared_and_taking_back_leaves_it(pair: Pair):
    stored = kept(pair, GRAVE)
    share(pair, stored)
    assert FlagRow.objects.filter(acknowledged=False).count() == 1
    back(pair, stored)
    assert FlagRow.objects.filter(acknowledged=False).count() == 1


def test_a_plain_one_raises_nothing_unless_its_writer_marks_it(pair: Pair):
    share(pair, kept(pair))
    assert FlagRow.objects.count() == 0
    share(pair, kept(pair), Ask.DAY)
    assert FlagRow.objects.count() == 1


def test_where_nobody_reads_it_stays_in_the_journal(pair: Pair):
    stored, hers = kept(pair), pair.hers()
    end_episode(keyholder=pair.tom.keyholder, episode=pair.his(), now=NOW)
    with pytest.raises(CannotShareHere):
        share_entry(
            keyholder=pair.ada.keyholder,
            episode=hers,
            definition=shelf()["kindness"],
            record=stored.id,
            look=Ask.NOT,
            now=LATER,
        )
    assert entry_of(pair.ada.keyholder, stored.id).document.copies == ()


def test_wiping_it_takes_every_copy(pair: Pair):
    stored = kept(pair)
    copy = share(pair, stored)
    remove_entry(keyholder=pair.ada.keyholder, record=stored.id, now=LATER)
    assert entries_of(pair.ada.keyholder) == ()
    assert not Record.objects.filter(id__in=[stored.id, copy]).exists()


def test_after_the_end_she_still_takes_it_back(pair: Pair):
    stored = kept(pair)
    share(pair, stored)
    end_episode(keyholder=pair.tom.keyholder, episode=pair.his(), now=LATER)
    back(pair, stored)
    assert shared_of(pair.tom.keyholder, pair.his()) == ()


def test_the_therapist_shares_changes_and_removes_nothing(pair: Pair):
    share(pair, kept(pair))
    (his,) = shared_of(pair.tom.keyholder, pair.his())
    with pytest.raises(NotYours), writing(pair.his().space, now=LATER) as work:
        work.remove(his)
    with pytest.raises(NotYours), writing(pair.his().space, now=LATER) as work:
        work.add(SharedEntry("kindness", {"hard": "x"}))
    with pytest.raises(Hidden):
        entry_of(pair.tom.keyholder, uuid4())


def test_what_helped_is_the_greatest_fall_of_the_last_time_of_each(pair: Pair):
    for hours, entry in enumerate(
        (
            Entry("kindness", {"hard": "x"}, 9, 1),
            Entry("container", {"looks": "x"}, 8, 5),
            Entry("kindness", {"hard": "x"}, 5, 4),
            Entry("script", {"want": "x"}, 9, 0),
            Entry("calm-place", {"where": "x"}, None, 0),
        )
    ):
        kept(pair, entry, NOW + timedelta(hours=hours))
    found = what_helped(entries_of(pair.ada.keyholder), ["kindness", "container", "calm-place"])
    assert (found.exercise, found.before, found.after) == ("container", 8, 5)


def test_what_is_kept_in_front_stays_there_until_it_is_not(pair: Pair):
    for name, front in (("kindness", True), ("container", True), ("kindness", True), ("kindness", False)):
        keep_in_front(keyholder=pair.ada.keyholder, name=name, front=front, now=NOW)
    assert favourites_of(pair.ada.keyholder) == ("container",)


def test_on_its_page_it_is_typed_kept_and_shown_and_bad_input_loses_nothing(pair: Pair):
    browser, address = pair.ada.browser(), reverse("toolkit:do", args=["stigma-map"])
    page = browser.get(address).content.decode()
    assert "Whose voice is that?" in page
    assert "Nobody reads it, now or later, and nobody is told." in page
    answer = browser.post(address, {"f_said": "", "before": "5"})
    assert (answer.status_code, "nothing to keep yet" in answer.content.decode()) == (422, True)
    answer = browser.post(address, {"f_said": "You are dirt.", "f_belief": "101"})
    assert (answer.status_code, "You are dirt." in answer.content.decode()) == (422, True)
    answer = browser.post(address, {"f_said": "You are dirt.", "before": "11"})
    assert answer.status_code == 422
    answer = browser.post(
        address, {"f_said": "You are dirt.", "f_belief": "60", "before": "7", "after": "3"}, follow=True
    )
    shown = answer.content.decode()
    assert "You are dirt." in shown
    assert "7 → 3" in shown
    assert "What helped last time" in browser.get(reverse("toolkit:tools")).content.decode()


def test_half_typed_it_waits_on_another_device(pair: Pair):
    draft = reverse("toolkit:draft", args=["diary-card"])
    pair.ada.browser().post(draft, {"f_note": "a long night", "f_skills": ["stop", "ask"], "f_urge_die": "2"})
    page = pair.ada.browser().get(reverse("toolkit:do", args=["diary-card"])).content.decode()
    assert "a long night" in page
    assert page.count("checked") == 3


def test_a_grave_answer_brings_help_at_once_and_tells_nobody(pair: Pair):
    answer = pair.ada.browser().post(reverse("toolkit:do", args=["diary-card"]), {"f_urge_die": "5"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "You do not have to hold this alone" in page
    assert "nobody has been told" in page
    assert FlagRow.objects.count() == 0
    assert len(entries_of(pair.ada.keyholder)) == 1


def test_the_therapist_finds_what_was_shared_and_a_stranger_nothing(pair: Pair, iris: Person, eve):
    copy = share(pair, kept(pair))
    for name in ("desk:tools", "care:episode"):
        assert "A kind minute" in pair.tom.browser().get(reverse(name, args=[pair.space])).content.decode()
    for browser in (iris.browser(), eve):
        answers = [seen(browser.get(reverse("toolkit:shared", args=[space, copy]))) for space in (pair.space, uuid4())]
        assert answers[0] == answers[1]
        assert answers[0][0] == 404
    assert pair.tom.browser().get(reverse("toolkit:tools")).status_code == 404


def test_the_safety_plan_is_one_tap_away_grows_in_versions_and_keeps_the_old_ones(pair: Pair):
    browser, mine, form = pair.ada.browser(), reverse("toolkit:plan"), reverse("toolkit:do", args=["safety-plan"])
    assert f'action="{form}"' in browser.get(mine).content.decode()
    assert browser.post(form, {"f_signs": "No sleep.", "f_people": "Uma"}).status_code == 302
    begun = browser.get(form).content.decode()
    assert "No sleep." in begun
    assert browser.post(form, {"f_signs": "No sleep.", "f_people": "Uma and Vic"}).status_code == 302
    page = browser.get(mine, follow=True).content.decode()
    assert "Uma and Vic" in page
    assert len(entries_of(pair.ada.keyholder)) == 2
    for name in ("home:today", "messaging:conversation"):
        address = reverse(name, args=[pair.space] if "messaging" in name else [])
        assert mine in browser.get(address).content.decode()


def test_help_after_a_grave_answer_leads_to_it(pair: Pair):
    answer = pair.ada.browser().post(reverse("toolkit:do", args=["diary-card"]), {"f_urge_die": "5"})
    assert reverse("toolkit:plan") in answer.content.decode()


def test_a_plain_exercise_begins_empty_each_time(pair: Pair):
    kept(pair)
    page = pair.ada.browser().get(reverse("toolkit:do", args=["kindness"])).content.decode()
    assert page.count("Canary by the river.") == 0
