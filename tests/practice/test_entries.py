"""Competence is shown and not claimed: what a steward's look is worth, and what takes it away."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.events.queries import page_of_events
from stillroom.practice.actions import (
    AnswersChanged,
    Paper,
    TooMany,
    answer_question,
    check_entries,
    drop_entry,
    keep_paper,
    take_check_back,
)
from stillroom.practice.actions.entries import MOST
from stillroom.practice.drafts import PAPER
from stillroom.practice.entries import Competence, Shown, check_of, content_of
from stillroom.practice.models import Entry, EntryKind
from stillroom.practice.queries import competence, listed
from stillroom.practice.questions import QUESTIONS
from stillroom.vault.directory import new_signing_key, sign_check
from stillroom.vault.documents import Role
from tests.cast import Person, make_person
from tests.practice.cast import AT, OpenPractice, publish_profile

EMDR = Paper(EntryKind.TRAINING, "EMDR, basic training", "EMDR institute", 40, 2019)
GROUP = Paper(EntryKind.SUPERVISION, "Work with trauma", "every second week", None, 2022)


def shown(practice: OpenPractice) -> Competence:
    return competence(None, practice.tom)


def keep(person: Person, paper: Paper = EMDR) -> UUID:
    entry = new_id()
    keep_paper(keyholder=person.keyholder, entry=entry, paper=paper, now=AT)
    return entry


def look(max_: Person, practice: OpenPractice, *entries: Shown, now=AT) -> int:
    seen = {each.id: each.seen for each in entries}
    return check_entries(keyholder=max_.keyholder, therapist=practice.tom.id, seen=seen, now=now)


@pytest.fixture
def checked(open_practice: OpenPractice, tom: Person, max_: Person) -> OpenPractice:
    """A training with its paper seen, and an answer that was read."""
    keep(tom)
    answer_question(keyholder=tom.keyholder, question="records", words="Dates, and little else.", now=AT)
    assert look(max_, open_practice, *shown(open_practice).unchecked) == 2
    return open_practice


def test_what_was_just_written_says_that_nobody_has_looked(open_practice: OpenPractice, tom: Person) -> None:
    keep(tom)
    answer_question(keyholder=tom.keyholder, question="records", words="Dates, and little else.", now=AT)
    seen = shown(open_practice)
    assert [(each.subject, each.hours, each.year, each.checked_on) for each in seen.training] == [
        ("EMDR, basic training", 40, 2019, None)
    ]
    assert [(each.subject, each.words, each.checked_on) for each in seen.given] == [
        ("records", "Dates, and little else.", None)
    ]
    assert [each.code for each in seen.answers] == list(QUESTIONS)


def test_a_look_says_who_and_when(checked: OpenPractice, max_: Person) -> None:
    mark = max_.keyholder.fingerprint[:3].hex().upper()
    for each in (*shown(checked).papers, *shown(checked).given):
        assert (each.checked_on, each.checked_by) == (date(AT.year, AT.month, AT.day), mark)
    assert shown(checked).unchecked == ()
    assert ("Papers seen, or answers read", "Tom Vale") in [
        (event.sentence, event.subject) for event in page_of_events(max_.keyholder).events
    ]


@pytest.mark.parametrize(
    "change", [{"subject": "EMDR, advanced"}, {"words": "myself"}, {"hours": 400}, {"year": 2024}, {"hours": None}]
)
def test_a_change_takes_the_look_away_and_not_the_page(
    change: dict[str, object], checked: OpenPractice, tom: Person
) -> None:
    (before,) = shown(checked).training
    keep_paper(keyholder=tom.keyholder, entry=before.id, paper=replace(EMDR, **change), now=AT)
    assert [each.checked_on for each in shown(checked).training] == [None]
    assert [each.checked_on is not None for each in shown(checked).given] == [True]
    assert [each.name for each in listed(None, AT)] == ["Tom Vale"]


def test_saving_the_same_again_keeps_the_look(checked: OpenPractice, tom: Person) -> None:
    (paper,) = shown(checked).training
    keep_paper(keyholder=tom.keyholder, entry=paper.id, paper=EMDR, now=AT)
    answer_question(keyholder=tom.keyholder, question="records", words="Dates, and little else.", now=AT)
    assert shown(checked).unchecked == ()


def test_a_changed_answer_is_their_own_words_again_and_none_takes_it_off(checked: OpenPractice, tom: Person) -> None:
    answer_question(keyholder=tom.keyholder, question="records", words="All of it.", now=AT)
    assert [(each.words, each.checked_on) for each in shown(checked).given] == [("All of it.", None)]
    answer_question(keyholder=tom.keyholder, question="records", words="", now=AT)
    assert shown(checked).given == ()
    answer_question(keyholder=tom.keyholder, question="records", words="", now=AT)  # pressed twice


def test_who_can_write_to_the_database_makes_no_look_and_keeps_none(checked: OpenPractice, iris: Person) -> None:
    """Attack: each column alone, another row's signature, and a key of one's own. Control: the row as it was."""
    row = Entry.objects.get(kind=EntryKind.TRAINING)
    columns = {name: getattr(row, name) for name in ("subject", "words", "hours", "year", "checked_day", "checked_by")}
    columns |= {"kind": "training", "signature": bytes(row.signature)}
    other = Entry.objects.get(kind=EntryKind.ANSWER)
    attacks: list[dict[str, object]] = [
        {"subject": "EMDR, advanced training"},
        {"words": "EMDR institut"},
        {"hours": 400},
        {"year": 2018},
        {"checked_day": row.checked_day + 1},
        {"checked_by": "AAAAAA"},
        {"kind": "supervision"},
        {"signature": bytes(other.signature)},
        {"signature": bytes(64)},
        {"signature": sign_check(check_of(row, checked.tom.account), new_signing_key())},
        {"signature": b""},
    ]
    for attack in attacks:
        Entry.objects.filter(id=row.id).update(**attack)
        assert [each.checked_on for each in shown(checked).papers] == [None], attack
        assert [each.checked_by for each in shown(checked).papers] == [""], attack
        Entry.objects.filter(id=row.id).update(**columns)
        assert [each.checked_on is None for each in shown(checked).papers] == [False]


def test_a_look_holds_on_no_other_persons_page(checked: OpenPractice, max_: Person, iris: Person) -> None:
    hers = publish_profile(max_, iris, "Iris Moss")
    Entry.objects.update(therapist=hers.id)
    assert {each.checked_on for each in competence(None, hers).unchecked} == {None}
    assert len(competence(None, hers).unchecked) == 2


def test_a_steward_signs_what_they_saw_and_nothing_that_changed_meanwhile(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    first, second = keep(tom), keep(tom, GROUP)
    before = shown(open_practice).unchecked
    keep_paper(keyholder=tom.keyholder, entry=first, paper=replace(EMDR, hours=400), now=AT)
    with pytest.raises(AnswersChanged):
        look(max_, open_practice, *before)
    assert len(shown(open_practice).unchecked) == 2
    drop_entry(keyholder=tom.keyholder, entry=second, now=AT)
    with pytest.raises(AnswersChanged):
        look(max_, open_practice, *(each for each in before if each.id == second))


def test_a_look_is_taken_back(checked: OpenPractice, max_: Person) -> None:
    (paper,) = shown(checked).training
    for _again in range(2):
        take_check_back(keyholder=max_.keyholder, therapist=checked.tom.id, entry=paper.id, now=AT)
    assert [each.id for each in shown(checked).unchecked] == [paper.id]
    with pytest.raises(Hidden):
        take_check_back(keyholder=max_.keyholder, therapist=uuid4(), entry=paper.id, now=AT)


def test_nobody_looks_but_a_steward_and_nobody_writes_on_anothers_page(
    checked: OpenPractice, ada: Person, tom: Person, iris: Person, max_: Person
) -> None:
    (paper,) = shown(checked).training
    (answer,) = shown(checked).given
    for stranger in (ada, tom, iris):
        with pytest.raises(Hidden):
            look(stranger, checked, paper)
        with pytest.raises(Hidden):
            take_check_back(keyholder=stranger.keyholder, therapist=checked.tom.id, entry=paper.id, now=AT)
    publish_profile(max_, iris, "Iris Moss")
    for stranger in (ada, iris, max_):
        with pytest.raises(Hidden):
            keep_paper(keyholder=stranger.keyholder, entry=paper.id, paper=GROUP, now=AT)
        with pytest.raises(Hidden):
            drop_entry(keyholder=stranger.keyholder, entry=paper.id, now=AT)
    with pytest.raises(Hidden):  # an answer is no paper
        keep_paper(keyholder=tom.keyholder, entry=answer.id, paper=GROUP, now=AT)
    with pytest.raises(Hidden):
        answer_question(keyholder=tom.keyholder, question="nothing", words="x", now=AT)
    assert content_of(Entry.objects.get(id=paper.id)).hex() == paper.seen


def test_before_a_page_was_sent_in_there_is_nothing_to_show_it_on(own_data: object, tom: Person) -> None:
    with pytest.raises(Hidden):
        keep(tom)
    for name, args in (("paper_new", []), ("answer", ["records"])):
        assert tom.browser().get(reverse(f"practice:{name}", args=args)).status_code == 404


def test_there_is_room_for_thirty(open_practice: OpenPractice, tom: Person) -> None:
    for number in range(MOST):
        keep(tom, replace(EMDR, subject=f"Course {number}"))
    with pytest.raises(TooMany):
        keep(tom)
    answer_question(keyholder=tom.keyholder, question="records", words="Still room.", now=AT)


def test_papers_stand_with_the_newest_first_and_one_query_reads_them_all(
    open_practice: OpenPractice, tom: Person, django_assert_num_queries
) -> None:
    for year in (2001, 2020, 2011):
        keep(tom, replace(EMDR, year=year))
    keep(tom, replace(EMDR, year=None))
    with django_assert_num_queries(1):
        assert [each.year for each in shown(open_practice).training] == [2020, 2011, 2001, None]


# Pages


def page(name: str, *args: object) -> str:
    return reverse(f"practice:{name}", args=args)


TYPED = {"kind": "training", "subject": "EMDR", "words": "", "hours": "40", "year": "2019"}


def test_he_adds_a_training_changes_it_and_takes_it_off(open_practice: OpenPractice, tom: Person) -> None:
    browser = tom.browser()
    form = browser.get(page("paper_new")).content.decode()
    entry = form.split('name="entry" value="')[1].split('"')[0]
    for _pressed_twice in range(2):
        assert browser.post(page("paper_new"), {**TYPED, "entry": entry}).status_code == 302
    (paper,) = shown(open_practice).papers
    assert (str(paper.id), paper.hours) == (entry, 40)
    assert 'value="40"' in browser.get(page("paper", paper.id)).content.decode()
    browser.post(page("paper", paper.id), {**TYPED, "hours": "60"})
    assert shown(open_practice).papers[0].hours == 60
    assert "not checked" in browser.get(page("profile")).content.decode()
    browser.post(page("paper", paper.id), {"remove": "yes"})
    assert shown(open_practice).papers == ()


@pytest.mark.parametrize(
    ("field", "typed"), [("subject", ""), ("hours", "0"), ("hours", "many"), ("year", "2999"), ("kind", "answer")]
)
def test_a_paper_that_cannot_be_is_refused_with_the_input_kept(
    field: str, typed: str, open_practice: OpenPractice, tom: Person
) -> None:
    answer = tom.browser().post(page("paper_new"), {**TYPED, "words": "Kept words", field: typed})
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    assert shown(open_practice).papers == ()


def test_he_answers_a_question_and_half_an_answer_is_kept_as_a_draft(open_practice: OpenPractice, tom: Person) -> None:
    browser = tom.browser()
    assert browser.post(page("answer_draft", "trans"), {"words": "Half"}).status_code == 204
    assert "Half" in browser.get(page("answer", "trans")).content.decode()
    assert "draft, not saved yet" in browser.get(page("profile")).content.decode()
    assert shown(open_practice).given == ()
    browser.post(page("answer", "trans"), {"words": "Half and more."})
    assert [each.words for each in shown(open_practice).given] == ["Half and more."]
    assert "draft, not saved yet" not in browser.get(page("profile")).content.decode()
    assert browser.post(page("answer_draft", "nothing"), {"words": "x"}).status_code == 404
    assert browser.post(page("answer", "trans"), {"words": "x" * 2_001}).status_code == 422


def test_a_steward_ticks_what_they_saw_and_everybody_reads_it(
    open_practice: OpenPractice, tom: Person, max_: Person, eve: Client
) -> None:
    keep(tom)
    answer_question(keyholder=tom.keyholder, question="leave", words="No. It is your life.", now=AT)
    browser, public = max_.browser(), reverse("finding:person", args=[open_practice.tom.id])
    body = browser.get(page("person", open_practice.tom.id)).content.decode()
    boxes = [box.split('"')[0] for box in body.split('name="seen" value="')[1:] if ":" in box.split('"')[0]]
    assert len(boxes) == 2
    before = eve.get(public).content.decode()
    assert "Not checked: nobody at the practice has seen a paper." in before
    assert "In their own words. Not checked." in before
    answer = browser.post(page("seen_papers", open_practice.tom.id), {"seen": boxes}, follow=True)
    assert "Everybody reads that you looked" in answer.content.decode()
    after = eve.get(public).content.decode()
    assert "The practice saw the paper on" in after and "The practice read it on" in after
    (paper,) = shown(open_practice).papers
    browser.post(page("seen_papers", open_practice.tom.id), {"back": str(paper.id)})
    assert "Not checked: nobody at the practice has seen a paper." in eve.get(public).content.decode()


def test_a_box_of_an_older_page_signs_nothing_and_says_so(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    entry = keep(tom)
    (old,) = shown(open_practice).papers
    keep_paper(keyholder=tom.keyholder, entry=entry, paper=replace(EMDR, hours=400), now=AT + timedelta(minutes=1))
    browser, address = max_.browser(), page("seen_papers", open_practice.tom.id)
    answer = browser.post(address, {"seen": f"{old.id}:{old.seen}"})
    assert (answer.status_code, "changed while you looked" in answer.content.decode()) == (422, True)
    assert browser.post(address, {"seen": "nonsense"}).status_code == 404
    assert "Nothing was ticked" in browser.post(address, follow=True).content.decode()
    assert shown(open_practice).unchecked == shown(open_practice).papers


def test_the_preview_lays_the_draft_over_the_page_and_only_for_its_writer(
    open_practice: OpenPractice, tom: Person, eve: Client
) -> None:
    browser, preview = tom.browser(), reverse("finding:preview")
    answer = browser.post(page("profile_part", "words"), {"how_i_work": "Half a canary", "look": "yes"})
    assert answer["Location"] == preview
    body = browser.get(preview).content.decode()
    assert "Half a canary" in body and "Only you see the draft" in body
    public = reverse("finding:person", args=[open_practice.tom.id])
    assert "Half a canary" not in eve.get(public).content.decode()
    assert eve.get(preview).status_code == 404
    new = make_person("abel", Role.THERAPIST)
    assert "Nothing to look at yet" in new.browser().get(preview).content.decode()


TYPED_PAPER = {"kind": "training", "subject": "Half a canary", "words": "", "hours": "12", "year": ""}


def test_what_is_typed_of_a_new_paper_is_kept_and_saved_once(open_practice: OpenPractice, tom: Person) -> None:
    browser, address = tom.browser(), page("paper_new")
    entry = re.search(r'name="entry" value="([^"]+)"', browser.get(address).content.decode())[1]
    assert browser.post(page("paper_new_draft"), {**TYPED_PAPER, "entry": entry}).status_code == 204
    again = browser.get(address).content.decode()
    assert f'name="entry" value="{entry}"' in again and 'value="Half a canary"' in again and 'value="12"' in again
    assert shown(open_practice).papers == ()  # nothing of it is public
    listed = browser.get(reverse("accounts:drafts")).content.decode()
    assert f'href="{address}"' in listed
    browser.post(address, {**TYPED_PAPER, "entry": entry})
    (paper,) = shown(open_practice).papers
    assert paper.id == UUID(entry)
    assert "Half a canary" not in browser.get(address).content.decode()


def test_what_is_typed_over_a_paper_lies_over_it_until_it_is_saved_and_no_one_else_keeps_it(
    open_practice: OpenPractice, tom: Person, iris: Person
) -> None:
    entry = keep(tom)
    browser, address, draft = tom.browser(), page("paper", entry), page("paper_draft", entry)
    assert browser.post(draft, {**TYPED_PAPER, "by_hand": "1"}).headers["Location"] == address
    assert 'value="Half a canary"' in browser.get(address).content.decode()
    assert iris.browser().post(draft, TYPED_PAPER).status_code == 404
    browser.post(address, TYPED_PAPER)
    assert [paper.subject for paper in shown(open_practice).papers] == ["Half a canary"]
    assert draft_of(tom.keyholder, PAPER, entry) is None


def test_a_paper_that_is_taken_off_takes_its_draft_along(open_practice: OpenPractice, tom: Person) -> None:
    entry = keep(tom)
    browser = tom.browser()
    browser.post(page("paper_draft", entry), TYPED_PAPER)
    assert draft_of(tom.keyholder, PAPER, entry) is not None
    browser.post(page("paper", entry), {"remove": "yes"})
    assert draft_of(tom.keyholder, PAPER, entry) is None
