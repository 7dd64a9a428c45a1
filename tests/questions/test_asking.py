"""Eve asks without a name, comes back with her code, writes back, erases; whatever goes wrong, her words stay."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stillroom.questions import limits
from stillroom.questions.actions import ask as ask_directly
from stillroom.questions.actions import stop_reading, write
from stillroom.questions.models import Reader
from stillroom.questions.queries import questions_of, readers, thread_by_code
from stillroom.vault.jobs import delete_expired
from stillroom.vault.models import Drop, Receipt, Record, Space
from stillroom.vault.receipts import draw_code, due_receipts, is_given_out
from stillroom.vault.rekeys import take_new_keys
from tests.cast import Person
from tests.practice.cast import AT
from tests.questions.asking import QUESTION, ask, open_by, sealed_in, text_of

pytestmark = [pytest.mark.django_db]
unhurried = pytest.mark.usefixtures("unhurried")


def test_the_page_says_first_that_nobody_reads_now_and_who_is_there(eve: Client, read: Person) -> None:
    said = text_of(eve.get("/question/"))
    assert said.index("Nobody reads this now") < said.index("48 hours") < said.index("Your question")
    assert "988" in said[: said.index("Your question")]
    assert "They are not therapists" in said
    assert "After 30 days all of it is destroyed" in said


def test_while_nobody_reads_there_is_nothing_to_send(eve: Client, founded: Person) -> None:
    said = text_of(eve.get("/question/"))
    assert "Nobody here reads questions at the moment" in said
    assert "Send my question" not in said


@unhurried
def test_a_question_is_read_and_answered_at_its_code(eve: Client, read: Person) -> None:
    code = ask(eve).code
    other_browser = Client()
    assert "Nobody has read it yet" in text_of(open_by(other_browser, code))
    (question,) = questions_of(read.keyholder, timezone.now())
    write(space=question.thread.space, text="Yes, Tom is.", place=1, now=timezone.now())
    said = text_of(open_by(other_browser, code.lower().replace("-", " ")))
    assert "There is an answer" in said
    assert said.index(QUESTION) < said.index("Yes, Tom is.")


@unhurried
def test_the_answer_is_no_page_that_a_browser_keeps(eve: Client, read: Person) -> None:
    asked = ask(eve)
    for page in (asked.page, open_by(eve, asked.code)):
        assert page.headers["Cache-Control"] == "no-store"
    assert set(eve.cookies) <= {"__Host-f"}


@unhurried
def test_writing_back_and_sending_it_twice(eve: Client, read: Person) -> None:
    page = open_by(eve, ask(eve).code)
    sent = {"sealed": sealed_in(page), "place": "1", "text": "Or at one?"}
    for _twice in range(2):
        page = eve.post("/question/write/", sent)
        assert page.status_code == 200
        assert text_of(page).count("Or at one?") == 1


@unhurried
def test_an_answer_that_came_meanwhile_is_shown_and_the_words_stay(eve: Client, read: Person) -> None:
    asked = ask(eve)
    page = open_by(eve, asked.code)
    (question,) = questions_of(read.keyholder, timezone.now())
    write(space=question.thread.space, text="Yes, Tom is.", place=1, now=timezone.now())
    page = eve.post("/question/write/", {"sealed": sealed_in(page), "place": "1", "text": "Hello?"})
    assert page.status_code == 422
    said = text_of(page)
    assert "Something new was written here" in said
    assert "Yes, Tom is." in said
    assert "Hello?" in said
    assert 'name="place" value="2"' in page.content.decode()


@unhurried
def test_a_question_sent_twice_is_there_once_and_shows_the_same_code(eve: Client, read: Person) -> None:
    asked = ask(eve)
    again = eve.post("/question/", asked.sent)
    assert text_of(again) == text_of(asked.page)
    assert asked.code in again.content.decode().replace(" ", "")
    assert Receipt.objects.count() == Drop.objects.count() == 1


@unhurried
def test_two_tabs_are_two_questions_with_two_codes(eve: Client, read: Person) -> None:
    first, second = ask(eve, "one"), ask(eve, "two")
    assert first.code != second.code
    assert "one" in text_of(open_by(eve, first.code))
    assert "two" in text_of(open_by(eve, second.code))


@unhurried
@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_what_cannot_be_sent_keeps_the_words_and_the_code(eve: Client, read: Person, text: str) -> None:
    sent = {"sealed": sealed_in(eve.get("/question/")), "text": text}
    page = eve.post("/question/", sent)
    assert page.status_code == 422
    assert text.strip() in page.content.decode()
    assert eve.post("/question/", {**sent, "sealed": sealed_in(page), "text": "short"}).status_code == 200
    assert Receipt.objects.count() == 1


@unhurried
@pytest.mark.parametrize("text", ["مرحبا، هل أنتم هنا؟", "🦊" * 1000, "a\x00b", "line\r\nline", "<b>bold</b>"])
def test_words_of_any_script_come_back_as_they_were(eve: Client, read: Person, text: str) -> None:
    asked = ask(eve, text)
    if "\x00" in text:  # Django's own refusal
        assert asked.page.status_code == 422
        return
    thread = thread_by_code(None, asked.code, timezone.now())
    assert thread.words[0].document.text == text.replace("\r\n", "\n")
    assert "<b>" not in open_by(eve, asked.code).content.decode().partition("<main")[2]


def test_a_page_sent_at_once_is_asked_to_wait(eve: Client, read: Person) -> None:
    page = ask(eve).page
    assert page.status_code == 422
    assert "wait five seconds" in text_of(page)
    assert QUESTION in text_of(page)
    assert not Receipt.objects.exists()


@unhurried
def test_a_page_of_before_a_restart_keeps_the_words(eve: Client, read: Person) -> None:
    page = eve.post("/question/", {"sealed": "no such thing", "text": QUESTION})
    assert page.status_code == 422
    assert QUESTION in text_of(page)
    assert eve.post("/question/", {"sealed": sealed_in(page), "text": QUESTION}).status_code == 200


@unhurried
def test_an_open_page_that_is_too_old_asks_for_the_code_and_keeps_the_words(eve: Client, read: Person) -> None:
    code = ask(eve).code
    page = eve.post("/question/write/", {"sealed": "too old", "place": "1", "text": "Or at one?"})
    assert page.status_code == 422
    assert "Or at one?" in text_of(page)
    page = eve.post("/question/answer/", {"code": code, "text": "Or at one?"})
    assert page.content.decode().count("Or at one?") == 1


@unhurried
@pytest.mark.django_db(transaction=True)  # erasing empties the write-ahead log, outside any transaction
def test_erasing_takes_everything_on_both_sides(eve: Client, read: Person) -> None:
    before = Space.objects.count()
    page = open_by(eve, ask(eve).code)
    sent = {"sealed": sealed_in(page)}
    assert "Tick the box first" in text_of(eve.post("/question/erase/", sent))
    assert Receipt.objects.exists()
    for _twice in range(2):
        assert "It is erased" in text_of(eve.post("/question/erase/", {**sent, "sure": "on"}))
    assert not Receipt.objects.exists() and not Drop.objects.exists()
    assert Space.objects.count() == before
    assert questions_of(read.keyholder, timezone.now()) == ()


@unhurried
@pytest.mark.django_db(transaction=True)
def test_writing_into_what_was_erased_in_the_other_window(eve: Client, read: Person) -> None:
    page = open_by(eve, ask(eve).code)
    eve.post("/question/erase/", {"sealed": sealed_in(page), "sure": "on"})
    late = eve.post("/question/write/", {"sealed": sealed_in(page), "place": "1", "text": "Or at one?"})
    assert late.status_code == 422
    assert "This code opens nothing" in text_of(late)
    assert "Or at one?" in text_of(late)


def test_after_thirty_days_it_is_destroyed_and_not_a_day_before(read: Person) -> None:
    code, records = draw_code(), Record.objects.count()
    ask_directly(code=code, text=QUESTION, now=AT)
    last = AT + timedelta(days=30)
    assert due_receipts(last) == 0
    assert thread_by_code(None, code, last).until == last.date()
    assert due_receipts(last + timedelta(days=1)) == 1
    assert Record.objects.count() == records
    assert not Receipt.objects.exists()


@pytest.mark.django_db(transaction=True)  # the job empties the write-ahead log, outside any transaction
def test_the_due_work_destroys_what_is_over_and_leaves_the_rest(read: Person) -> None:
    over, young = draw_code(), draw_code()
    ask_directly(code=over, text=QUESTION, now=AT)
    ask_directly(code=young, text=QUESTION, now=AT + timedelta(days=2))
    delete_expired(AT + timedelta(days=31))
    assert is_given_out(young) and not is_given_out(over)
    assert Receipt.objects.count() == Drop.objects.count() == 1


@unhurried
def test_a_flood_from_one_network_waits_and_others_do_not(read: Person) -> None:
    flood, other = Client(REMOTE_ADDR="203.0.113.7"), Client(REMOTE_ADDR="198.51.100.7")
    answers = [ask(flood).page for _ in range(4)]
    assert [page.status_code for page in answers] == [200, 200, 200, 429]
    assert "Please wait 5 min" in text_of(answers[3])
    assert QUESTION in text_of(answers[3])
    assert ask(other).page.status_code == 200


@unhurried
def test_more_than_can_be_read_are_not_taken(eve: Client, read: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillroom.questions.actions.MOST_OPEN", 1)
    assert ask(eve).page.status_code == 200
    page = ask(eve).page
    assert page.status_code == 422
    assert "More questions wait here than can be read" in text_of(page)
    assert QUESTION in text_of(page)


def test_a_thread_has_an_end(read: Person) -> None:
    code = draw_code()
    ask_directly(code=code, text=QUESTION, now=AT)
    for place in range(1, limits.MOST_WORDS):
        write(space=thread_by_code(None, code, AT).space, text="more", place=place, now=AT)
    with pytest.raises(Exception, match="This page is full"):
        write(space=thread_by_code(None, code, AT).space, text="more", place=limits.MOST_WORDS, now=AT)


def test_no_minute_is_kept(read: Person) -> None:
    code = draw_code()
    ask_directly(code=code, text=QUESTION, now=AT.replace(minute=41, second=7))
    assert {stored.at.minute for stored in thread_by_code(None, code, AT).words} == {0}


def test_nobody_can_slip_in_a_reader(read: Person, iris: Person) -> None:
    """Whoever writes to the database puts their own key beside Max's, with any signature there is."""
    row = Reader.objects.get()
    honest = readers(None, AT)
    planted = {"account": iris.keyholder.account, "fingerprint": iris.keyholder.fingerprint}
    for fields in ({}, {"signature": b"\0" * 64}, {"not_after_day": row.not_after_day + 1}):
        values = {name: getattr(row, name) for name in ("not_before_day", "not_after_day", "signature")}
        Reader.objects.all().delete()
        Reader(**{**values, **planted, **fields}).save(force_insert=True)
        assert readers(None, AT) == ()
    Reader.objects.all().delete()
    row.save(force_insert=True)  # control
    assert readers(None, AT) == honest


def test_a_signature_ends_and_then_nobody_is_asked(read: Person) -> None:
    assert len(readers(None, AT + timedelta(days=180))) == 1
    assert readers(None, AT + timedelta(days=181)) == ()


def test_who_stops_reading_gets_no_new_question_and_keeps_the_old(read: Person) -> None:
    ask_directly(code=draw_code(), text=QUESTION, now=AT)
    stop_reading(keyholder=read.keyholder, now=AT)
    assert readers(None, AT) == ()
    assert len(questions_of(read.keyholder, AT)) == 1


def test_a_question_never_comes_onto_a_key_ring(read: Person) -> None:
    """A ring that grew with each question could be filled by strangers; and what is on no ring is re-keyed by none."""
    before = read.keyholder.ring
    ask_directly(code=draw_code(), text=QUESTION, now=AT)
    take_new_keys(read.keyholder, AT)
    questions_of(read.keyholder, AT)
    assert replace(read.keyholder.ring) == before
