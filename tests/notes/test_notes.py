"""Progress notes: prefilled, kept, signed once and for good, added to; their therapist's alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.assessments.documents import Response
from stillroom.assessments.encoding import encode
from stillroom.assessments.queries import instrument_of, responses_of
from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.care.documents import Medium
from stillroom.care.queries import episode_of, episodes_of
from stillroom.notes.actions import NothingSaid, SignedAlready, add_to_note, keep_note, sign_note
from stillroom.notes.documents import ProgressNote
from stillroom.notes.headings import Heading
from stillroom.notes.queries import notes_space, session_of, sessions_of, unsigned_notes
from stillroom.plans.actions import propose_goal
from stillroom.plans.documents import Rating
from stillroom.plans.queries import goals_of
from stillroom.privacy.queries import holdings_of
from stillroom.safety.actions import state_level
from stillroom.scheduling.actions import book, end_care
from stillroom.scheduling.queries import appointments_in
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import ring_entries
from stillroom.vault.models import Record, Space
from stillroom.vault.records import NotYours, read_all, writing
from stillroom.vault.spaces import Tampered, open_space
from tests.care.strangers import assert_same_404
from tests.care.test_pages import words
from tests.cast import Person
from tests.notes.over import CANARY, FIELDS, LOS_ANGELES, Over
from tests.reading_files import file_of
from tests.safety.raising import raised


def test_a_note_begins_with_the_planned_times_what_was_raised_the_goal_and_the_measures(over: Over):
    empty = over.first()
    assert (empty.start, empty.stop, empty.medium) == (over.start, over.start + timedelta(minutes=50), Medium.VOICE)
    assert (empty.risk, empty.goal, empty.measures) == ("No flag was raised since the last note.", "", "")
    raised(over.pair)
    propose_goal(episode=over.pair.hers(), words="Sleep", steps=[], version=0, now=over.now)
    full = over.first()
    assert full.risk.startswith("Open flag of") and full.risk.endswith("(due the same day): nobody has looked yet")
    assert full.goal == "Sleep"
    assert bool(full.measures) == bool(responses_of(over.pair.tom.keyholder, over.his))


def test_the_next_note_begins_with_what_is_open_and_what_was_answered_since_the_last(over: Over):
    """An older flag that nobody has looked at stays in it; an older sheet does not come a second time."""
    phq = instrument_of(over.pair.ada.keyholder, "phq-9")

    def answer(at: datetime, first: int) -> None:
        with writing(over.pair.hers().space, now=at) as work:
            work.add(Response("phq-9", phq.version, encode((first, *[0] * 8, None)), at, at))

    raised(over.pair, now=over.start - timedelta(days=9))
    answer(over.start - timedelta(days=8), 3)
    assert "3/27" in over.first().measures  # the control: before any note all of it is new
    before = earlier(over, timedelta(days=7))
    tom = over.pair.tom.keyholder
    note = replace(over.written(), session=before, start=over.start - timedelta(days=7))
    sign_note(keyholder=tom, episode=over.his, note=note, now=over.now)
    later = over.first()
    assert "Open flag" in later.risk
    state_level(episode=over.pair.his(), level=1, words="Asked. No plan.", now=over.now)
    again = over.first()
    assert "How soon to look, as you said on" in again.risk and "1: look within two working days" in again.risk
    assert later.measures == ""
    answer(over.start - timedelta(days=1), 2)
    assert "2/27" in over.first().measures


def test_goals_that_moved_since_the_last_note_come_first_and_without_any_all_that_are_open(over: Over):
    hers = over.pair.hers
    for day, goal in enumerate(("Sleep", "See friends")):
        at = over.start - timedelta(days=9 - day)
        propose_goal(episode=hers(), words=goal, steps=[], another=True, version=0, now=at)
    assert over.first().goal == "Sleep; See friends"
    before, tom = earlier(over, timedelta(days=7)), over.pair.tom.keyholder
    note = replace(over.written(), session=before, start=over.start - timedelta(days=7))
    sign_note(keyholder=tom, episode=over.his, note=note, now=over.now)
    assert over.first().goal == "Sleep; See friends"
    friends = next(each for each in goals_of(tom, over.his) if each.document.words == "See friends")
    rating = Rating(over.start - timedelta(days=1), 6)
    with writing(hers().space, now=over.now) as work:
        work.replace(friends, replace(friends.document, ratings=(rating,)))
    assert over.first().goal == "See friends (6/10)"


def earlier(over: Over, back: timedelta) -> UUID:
    """A session of a while before."""
    space = over.pair.hers().space
    time = appointments_in(over.pair.ada.keyholder, space)[0].document
    with writing(space, now=over.now) as work:
        return work.add(replace(time, start=time.start - back, booking=new_id())).id


def test_signing_locks_a_note_against_everybody_and_everything(over: Over):
    signed = over.sign(plan="Again next week.")
    with pytest.raises(SignedAlready):
        over.sign(plan="Something else.")
    with pytest.raises(SignedAlready):
        over.keep()
    space = notes_space(over.pair.tom.keyholder, over.pair.space)
    for change in (
        lambda work: work.replace(signed, replace(signed.document, risk="other")),
        lambda w: w.remove(signed),
    ):
        with pytest.raises(NotYours), writing(space, now=over.now) as work:
            change(work)
    assert over.session().note.document.said[Heading.PLAN] == "Again next week."


def test_a_row_of_a_signed_note_that_is_swapped_past_us_shows(over: Over):
    """The attack: a database writer puts an earlier row back; the control: untouched, it opens."""
    over.keep()
    tom = over.pair.tom.keyholder
    space = notes_space(tom, over.pair.space)
    old = dict(Record.objects.filter(space_id=space.id).values_list("id", "blob"))
    over.sign()
    assert over.session().note is not None
    new = Record.objects.filter(space_id=space.id).exclude(id__in=old).get()
    Record.objects.filter(id=new.id).update(blob=next(iter(old.values())))
    with pytest.raises(Tampered):
        over.session()


def test_signed_twice_with_the_same_words_is_signed_once_and_a_draft_is_gone(over: Over):
    over.keep(data="half a")
    assert over.unsigned()[0].begun
    first, second = over.sign(), over.sign()
    assert first.id == second.id and over.session().draft is None
    space = notes_space(over.pair.tom.keyholder, over.pair.space)
    assert len(read_all(space, ProgressNote)) == 1
    assert over.unsigned() == ()
    assert len(ring_entries(over.pair.tom.keyholder, SpaceKind.PROGRESS)) == 1


def test_an_empty_note_is_not_signed_but_a_session_that_did_not_take_place_is(over: Over):
    with pytest.raises(NothingSaid):
        over.sign(data="")
    assert not over.sign(data="", came=False).document.came


def test_addenda_stand_apart_each_once_with_its_time(over: Over):
    tom, record = over.pair.tom.keyholder, new_id()

    def add(text: str, at: datetime):
        return add_to_note(keyholder=tom, episode=over.his, session=over.record, text=text, now=at, record=record)

    with pytest.raises(Hidden):
        add("too early", over.now)
    over.sign()
    later = over.now + timedelta(days=1)
    for _ in range(2):
        add("The letter came.", later)
    add("And one thing more.", later + timedelta(minutes=1))
    assert [(each.document.text, each.at) for each in over.session().addenda] == [
        ("The letter came.", later),
        ("And one thing more.", later + timedelta(minutes=1)),
    ]
    assert over.session().note.at == over.now


def test_what_is_ahead_or_nobodys_has_no_note(over: Over):
    soon = over.now + timedelta(hours=5)
    start = soon.replace(minute=0, second=0, microsecond=0)
    ahead = book(
        keyholder=over.pair.ada.keyholder, episode=over.pair.hers(), start=start, medium=Medium.TEXT, now=over.now
    )
    for record in (ahead.id, new_id(), over.pair.hers().stored.id):
        with pytest.raises(Hidden):
            session_of(over.pair.tom.keyholder, over.his, record, over.now)
        with pytest.raises(Hidden):
            keep_note(
                keyholder=over.pair.tom.keyholder,
                episode=over.his,
                note=replace(over.written(), session=record),
                now=over.now,
            )
    assert [each.session for each in over.unsigned()] == [over.record]


def test_a_client_and_another_therapist_reach_no_note_by_any_way(over: Over, iris: Person):
    over.sign()
    tom, ada = over.pair.tom.keyholder, over.pair.ada.keyholder
    space = notes_space(tom, over.pair.space)
    for other in (ada, iris.keyholder):
        with pytest.raises(Hidden):
            open_space(other, space.id)
        with pytest.raises(Hidden):
            sessions_of(other, over.pair.hers(), over.now)
        with pytest.raises(Hidden):
            keep_note(keyholder=other, episode=over.pair.hers(), note=over.written(), now=over.now)
    assert CANARY not in str(holdings_of(ada))
    assert CANARY in str(holdings_of(tom))  # the control


def test_strangers_get_the_404_of_a_page_that_never_was(over: Over, iris: Person, max_: Person, eve: Client):
    over.sign()
    for browser in (over.pair.ada.browser(), iris.browser(), max_.browser(), eve):
        for name in ("notes", "note", "draft", "more"):
            assert_same_404(browser, over.page(name), over.pair.space)


def test_a_thief_of_the_database_finds_no_word_and_nothing_that_joins_notes_to_care(over: Over):
    over.keep(plan=CANARY)
    over.sign(plan=CANARY)
    blobs = b"".join(bytes(blob) for blob in Record.objects.values_list("blob", flat=True))
    blobs += b"".join(bytes(row.roster) + bytes(row.head) for row in Space.objects.all())
    space = notes_space(over.pair.tom.keyholder, over.pair.space)
    for word in (CANARY.encode(), over.pair.space.bytes, str(over.pair.space).encode(), over.record.bytes, b"progress"):
        assert word not in blobs
    # The control: with the key it is there.
    assert read_all(space, ProgressNote)[0].document.said[Heading.PLAN] == CANARY


def test_an_ended_episode_still_gets_its_last_note(over: Over):
    end_care(keyholder=over.pair.ada.keyholder, episode=over.pair.hers(), now=over.now)
    assert [each.session for each in over.unsigned()] == [over.record]
    over.sign()
    assert over.unsigned() == ()


def test_from_today_to_signed_as_pages(over: Over):
    browser = over.pair.tom.browser()
    today = browser.get(reverse("home:today"))
    assert "Notes to sign" in words(today) and over.page() in today.content.decode()
    page = browser.get(over.page())
    assert "keeps it for seven years" in words(page) and "may ask to read it" in words(page)
    local = over.start.astimezone(ZoneInfo(LOS_ANGELES))
    assert f'value="{local:%H:%M}"' in page.content.decode()
    assert browser.post(over.page("draft"), {**FIELDS, "data": "Half a"}).status_code in (204, 302)
    assert "Half a" in browser.get(over.page()).content.decode()
    assert "begun, today" in words(browser.get(reverse("home:today"))) or "begun, since yesterday" in words(
        browser.get(reverse("home:today"))
    )
    refused = browser.post(over.page(), {**FIELDS, "data": ""})
    assert refused.status_code == 422 and "Please write a few words" in words(refused)
    signed = browser.post(over.page(), {**FIELDS, "data": CANARY}, follow=True)
    assert "Signed. It is part of the record now." in words(signed) or "Signed." in signed.content.decode()
    assert "Notes to sign" not in words(signed)
    late = browser.post(over.page(), {**FIELDS, "data": "Other words"})
    assert late.status_code == 422 and "is signed already" in words(late) and "Other words" in late.content.decode()
    assert browser.post(over.page("draft"), {**FIELDS, "data": "Late"}).status_code == 409
    added = browser.post(over.page("more"), {"text": "Other words"}, follow=True)
    assert "Addendum" in words(added) and "Other words" in words(added) and CANARY in words(added)


def test_a_client_reads_that_notes_exist_and_are_not_theirs_to_take(over: Over):
    over.sign()
    browser = over.pair.ada.browser()
    for name in ("privacy:mine", "privacy:page"):
        said = file_of(browser, name)
        assert "123110" in said and CANARY not in said
    assert "123110" not in file_of(over.pair.tom.browser(), "privacy:page")


def test_three_people_and_one_are_one_query_for_the_notes(over: Over, django_assert_num_queries):
    over.sign()
    covers = episodes_of(over.pair.tom.keyholder)
    with django_assert_num_queries(1):
        unsigned_notes(over.pair.tom.keyholder, covers, over.now)
    assert episode_of(over.pair.tom.keyholder, over.pair.space).is_open
