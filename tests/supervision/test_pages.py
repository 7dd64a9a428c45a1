"""The pages of a question to a colleague, as both meet them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from stillroom.accounts.queries import draft_of
from stillroom.supervision.queries import case_requests, words_of
from stillroom.supervision.views import DRAFT
from tests.supervision.two import SECRET, Two, soon, text

NEW = "/ask-a-colleague/new/"


@pytest.fixture(autouse=True)
def _in_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillroom.supervision.actions.flush_erased", lambda: True)


def hidden(browser: Client, path: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', browser.get(path).content.decode())
    return found.group(1) if found else ""


def sent(two: Two, **changed: str) -> dict[str, str]:
    day = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    drawn = hidden(two.tom.browser(), NEW, "drawn")
    return {"to": str(two.iriss.id), "question": SECRET, "until": day, "drawn": drawn, **changed}


def test_from_the_question_to_the_answer_and_its_end(two: Two):
    tom, iris = two.tom.browser(), two.iris.browser()
    assert "Ask a colleague" in text(tom, "/today/")
    assert "Ask about a case" in text(tom, "/ask-a-colleague/")
    answer = tom.post(NEW, sent(two), follow=True)
    assert b"Your colleague is asked when they come in next." in answer.content
    assert b"has not said yes or no yet" in answer.content
    now = datetime.now(UTC)
    (space,) = [each.id for each in case_requests(two.iris.keyholder, now)]
    page = f"/ask-a-colleague/{space}/"
    assert "asks you about a case" in text(iris, "/today/")
    before = text(iris, page)
    assert "Please do not try to find out who it is." in before
    assert SECRET not in before
    assert SECRET in text_of(iris.post(f"{page}answer/", {"yes": "1"}, follow=True))
    iris.post(page, {"text": "Whose fear is it?"})
    assert "Whose fear is it? Iris Reed" in text(tom, page)
    assert "1 message" in text(tom, "/ask-a-colleague/")
    gone = tom.post(f"{page}destroy/", follow=True)
    assert b"Nobody can open it any more." in gone.content
    assert iris.get(page).status_code == tom.get(page).status_code == 404
    assert "Nothing here now." in text(iris, "/ask-a-colleague/")


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_what_could_lead_to_somebody_is_asked_about_once_and_nothing_is_sent_before(two: Two):
    browser = two.tom.browser()
    told = sent(two, picture="A 34-year-old escort from Fresno whose sister Keisha called on Friday at 9:30.")
    asked = browser.post(NEW, told)
    words = text_of(asked)
    assert asked.status_code == 200
    marked = set(re.findall(r"<strong>(.*?)</strong>", asked.content.decode()))
    assert marked >= {"34-year-old", "escort", "from Fresno", "Keisha", "Friday", "9:30"}
    assert "Can this lead to somebody?" in words
    assert case_requests(two.iris.keyholder, datetime.now(UTC)) == ()
    keys = re.findall(r'name="asked" value="([^"]*)"', asked.content.decode())
    assert browser.post(NEW, {**told, "asked": keys}).status_code == 302
    assert len(case_requests(two.iris.keyholder, datetime.now(UTC))) == 1


def test_a_name_of_somebody_in_care_comes_back_with_all_that_was_typed(two: Two):
    answer = two.tom.browser().post(NEW, sent(two, question="What does Ada need?", tried="Waiting."))
    words = text_of(answer)
    assert answer.status_code == 422
    assert "somebody in your care is called so" in words
    assert "What does Ada need?" in words
    assert "Waiting." in words
    assert case_requests(two.iris.keyholder, datetime.now(UTC)) == ()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("until", "2019-01-01", "at most 90 days ahead"),
        ("until", "9999-12-31", "at most 90 days ahead"),
        ("until", "tomorrow", "Choose a day of the calendar."),
        ("to", "nobody", "Please choose somebody else."),
        ("question", "", "Write what you want to ask."),
        ("question", "x" * 2_001, "at most 2,000 characters"),
        ("drawn", "none", ""),
    ],
)
def test_bad_input_keeps_what_was_typed_and_says_what_to_do(two: Two, field: str, value: str, says: str):
    answer = two.tom.browser().post(NEW, {**sent(two, picture="A quiet picture."), field: value})
    assert answer.status_code == 422
    assert "A quiet picture." in text_of(answer)
    assert case_requests(two.iris.keyholder, datetime.now(UTC)) == ()


def test_what_is_half_typed_is_kept_and_gone_once_it_is_sent(two: Two):
    browser = two.tom.browser()
    browser.post(f"{NEW}keep/", {"question": "Half a", "to": str(two.iriss.id)})
    assert "Half a" in text(browser, NEW)
    browser.post(NEW, sent(two))
    assert draft_of(two.tom.keyholder, DRAFT) is None


def test_words_that_come_too_late_are_still_on_the_page(two: Two):
    space = two.asked(**soon())
    answer = two.tom.browser().post(f"/ask-a-colleague/{space}/", {"text": "Long and careful words."})
    assert answer.status_code == 422
    assert "nothing was sent" in text_of(answer)


def test_pressed_twice_destroying_is_the_404_of_nothing(two: Two):
    space = two.read(**soon())
    browser = two.tom.browser()
    assert browser.post(f"/ask-a-colleague/{space}/destroy/").status_code == 302
    assert browser.post(f"/ask-a-colleague/{space}/destroy/").status_code == 404


def test_a_message_with_a_place_in_it_is_asked_about(two: Two):
    now = datetime.now(UTC)
    space = two.read(**soon())
    browser, page = two.iris.browser(), f"/ask-a-colleague/{space}/"
    asked = browser.post(page, {"text": "Is this the one from Fresno?"})
    assert "would “a city” or “abroad” do?" in text_of(asked)
    assert words_of(two.iris.keyholder, two.seen_by(two.iris, space, now)) == ()


def test_a_client_is_told_beforehand_without_a_name_and_meets_no_page_of_it(two: Two):
    ada = two.ada.browser()
    assert "When your therapist asks a colleague" in text(ada, "/between-us/")
    space = two.read(**soon())
    assert {ada.get(p).status_code for p in ("/ask-a-colleague/", NEW, f"/ask-a-colleague/{space}/")} == {404}
