"""Max at the desk: what waits, what he sees of it, and an answer. Nobody else gets that far."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stillroom.base.errors import Hidden
from stillroom.events.models import StaffEvent
from stillroom.home.queries import steward_today
from stillroom.questions.actions import ask, start_reading
from stillroom.questions.queries import has_been_opened, questions_of, thread_by_code
from stillroom.vault.models import Record
from stillroom.vault.receipts import draw_code
from tests.cast import Person
from tests.questions.asking import QUESTION, text_of

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def code(read: Person) -> str:
    code = draw_code()
    ask(code=code, text=QUESTION, now=timezone.now())
    return code


def address(max_: Person) -> str:
    (question,) = questions_of(max_.keyholder, timezone.now())
    return f"/desk/questions/{question.id}/"


def test_he_takes_them_on_and_stops_and_both_are_noted(founded: Person) -> None:
    desk = founded.browser()
    assert "No question comes to you" in text_of(desk.get("/desk/questions/"))
    desk.post("/desk/questions/reading/")
    said = text_of(desk.get("/desk/questions/"))
    assert "From now on questions come to you" in said
    assert "They come to you until" in said
    desk.post("/desk/questions/reading/", {"stop": "1"})
    assert "No question comes to you" in text_of(desk.get("/desk/questions/"))
    kinds = list(StaffEvent.objects.filter(kind__startswith="questions").values_list("kind", flat=True))
    assert sorted(kinds) == ["questions.not_reading", "questions.reading"]


def test_what_waits_stands_on_his_day_and_his_list(read: Person, code: str) -> None:
    assert steward_today(read.keyholder, timezone.now()).questions == 1
    assert "1 waits for an answer" in text_of(read.browser().get("/today/"))
    assert "waits for an answer" in text_of(read.browser().get("/desk/questions/"))


def test_he_reads_words_and_a_day_and_nothing_else(read: Person, code: str) -> None:
    page = read.browser().get(address(read)).content.decode()
    assert QUESTION in page
    assert f"{timezone.now():%H:%M}" not in page
    assert "127.0.0.1" not in page
    assert code not in page and code.replace("-", "") not in page


def test_whoever_asked_sees_that_he_has_looked(read: Person, code: str) -> None:
    assert not has_been_opened(None, thread_by_code(None, code, timezone.now()))
    read.browser().get(address(read))
    assert has_been_opened(None, thread_by_code(None, code, timezone.now()))


def test_an_answer_sent_twice_is_there_once(read: Person, code: str) -> None:
    desk, where = read.browser(), address(read)
    sent = {"text": "Yes, Tom is.", "place": "1"}
    for _twice in range(2):
        assert desk.post(where, sent).headers["Location"] == "/desk/questions/"
    thread = thread_by_code(None, code, timezone.now())
    assert [stored.document.text for stored in thread.words] == [QUESTION, "Yes, Tom is."]
    assert not thread.waits
    assert steward_today(read.keyholder, timezone.now()).questions == 0


def test_two_windows_do_not_answer_past_each_other(read: Person, code: str) -> None:
    desk, where = read.browser(), address(read)
    desk.post(where, {"text": "Yes, Tom is.", "place": "1"})
    page = desk.post(where, {"text": "No.", "place": "1"})
    assert page.status_code == 422
    assert "Something new was written here" in text_of(page)
    assert "No." in text_of(page)


def test_what_he_types_is_kept_until_it_is_sent(read: Person, code: str) -> None:
    desk, where = read.browser(), address(read)
    assert desk.post(f"{where}draft/", {"text": "Half an ans"}).status_code == 204
    assert "Half an ans" in text_of(desk.get(where))
    desk.post(where, {"text": "A whole one.", "place": "1"})
    assert "Half an ans" not in text_of(desk.get(where))


def test_nobody_but_a_steward_gets_there(read: Person, code: str, ada: Person, tom: Person, eve: Client) -> None:
    where = address(read)
    for browser in (ada.browser(), tom.browser(), eve):
        for each in ("/desk/questions/", where):
            assert browser.get(each).status_code == 404
            assert browser.post(each, {"text": "x", "place": "1"}).status_code in (404, 405)
    for keyholder in (ada.keyholder, tom.keyholder):
        with pytest.raises(Hidden):
            questions_of(keyholder, timezone.now())
        with pytest.raises(Hidden):
            start_reading(keyholder=keyholder, now=timezone.now())


def test_one_that_was_changed_past_the_vault_is_counted_and_hides_no_other(read: Person, code: str) -> None:
    ask(code=draw_code(), text="another one", now=timezone.now())
    assert "past our locks" not in text_of(read.browser().get("/desk/questions/"))  # control
    space = thread_by_code(None, code, timezone.now()).space.id
    row = Record.objects.exclude(id=space).get(space_id=space)
    blob = bytearray(row.blob)
    blob[-1] ^= 1
    Record.objects.filter(id=row.id).update(blob=bytes(blob))
    page = read.browser().get("/desk/questions/")
    assert page.status_code == 200
    assert "1 question was changed past our locks" in text_of(page)
    (left,) = questions_of(read.keyholder, timezone.now())
    assert left.thread.words[0].document.text == "another one"
    assert steward_today(read.keyholder, timezone.now()).questions == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_oldest_that_waits_stands_first(read: Person, count: int) -> None:
    for days in range(count):
        ask(code=draw_code(), text=f"{days} days ago", now=timezone.now() - timedelta(days=days))
    found = questions_of(read.keyholder, timezone.now())
    assert [each.thread.words[0].document.text for each in found] == [f"{n} days ago" for n in reversed(range(count))]
