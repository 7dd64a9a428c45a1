"""The pages of readiness as a steward walks through them, and what they keep."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.practice.actions import name_on_call, note_backup
from stillroom.practice.confirmations import lines_of, name_of, newest_texts
from stillroom.practice.models import Confirmation, Kind
from stillroom.practice.queries import is_open, practice
from tests.cast import Person
from tests.practice.cast import AT, OpenPractice, publish_profile
from tests.practice.test_views import now
from tests.practice.versions import newer_text

HIDDEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')


def seen_on(browser: Client, page: str, *args: str) -> str:
    found = HIDDEN.search(browser.get(reverse(f"practice:{page}", args=args)).content.decode())
    assert found is not None
    return found[1]


def test_a_steward_opens_a_practice_page_by_page(founded: Person, tom: Person, eve: Client) -> None:
    browser = founded.browser()
    ready = reverse("practice:ready")
    assert "0 of 7 done" in browser.get(ready).content.decode()
    assert browser.post(ready, {"open": "yes"}).status_code == 422
    publish_profile(founded, tom, "Tom Vale")
    name_on_call(keyholder=founded.keyholder, therapist=None, name="Noor Ahmadi", now=AT)
    for page in ("records", "fees"):
        browser.post(reverse(f"practice:{page}"), {"seen": seen_on(browser, page)})
    body = browser.get(reverse("practice:lines")).content.decode()
    marks = re.findall(r'name="line" value="([^"]+)">\s*<input type="hidden" name="seen" value="([0-9a-f]+)"', body)
    assert sorted(line for line, _ in marks) == sorted(line.id for line in lines_of(practice()))
    for line, seen in marks:
        browser.post(reverse("practice:lines"), {"line": line, "seen": seen, "how": "called"})
    for text in newest_texts(practice()):
        name = name_of(text)
        day = (now() - timedelta(days=1)).date().isoformat()  # past on every clock: in California it may be yesterday
        sent = {"lawyer": "Lena Counsel", "day": day, "seen": seen_on(browser, "text", name)}
        ticked = [str(place) for place in range(len(text.to_confirm))]
        address = reverse("practice:text", args=[name])
        assert browser.post(address, {**sent, "ticked": ticked[1:]}).status_code == 422
        assert browser.post(address, {**sent, "ticked": ticked}).status_code == 302
    assert "6 of 7 done" in browser.get(ready).content.decode()
    assert "Open the practice" not in browser.get(ready).content.decode()
    for restored in (False, True):
        note_backup(restored=restored, now=now())
    assert "Open the practice" in browser.get(ready).content.decode()
    assert not is_open(None, now())
    browser.post(ready, {"open": "yes"})
    assert is_open(None, now())
    assert eve.get(reverse("accounts:join")).status_code == 200
    browser.post(ready, {"close": "yes"})
    assert eve.get(reverse("accounts:join")).status_code == 503


def test_a_lawyers_yes_of_tomorrow_is_asked_about(open_practice: OpenPractice, max_: Person) -> None:
    browser, name = max_.browser(), "fees.v1.en"
    sent = {"lawyer": "Lena", "day": "2999-01-01", "seen": seen_on(browser, "text", name), "ticked": ["0", "1"]}
    answer = browser.post(reverse("practice:text", args=[name]), sent)
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode()
    assert Confirmation.objects.get(kind=Kind.TEXT, what=name).by == "Lena Counsel"


def test_what_changed_in_a_text_stands_there_without_colour(
    open_practice: OpenPractice, max_: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = newer_text(monkeypatch, "fees", "Every session is free. You do not have to prove anything.")
    body = max_.browser().get(reverse("practice:text", args=[name_of(newer)])).content.decode()
    assert re.search(r"<ins><span[^>]*>new: </span>Every session is free\.</ins>", body)
    assert re.search(r"<del><span[^>]*>taken out: </span>The scale goes down to \$\S+\.</del>", body)
    listed = max_.browser().get(reverse("practice:texts")).content.decode()
    assert "waits for your lawyer" in listed


@pytest.mark.parametrize("name", ["fees.v9.en", "fees", "..", "fees.v1.en'"])
def test_a_text_that_never_was_is_nothing(open_practice: OpenPractice, max_: Person, name: str) -> None:
    assert max_.browser().get(f"/desk/practice/texts/{name}/").status_code == 404


def test_a_line_that_never_was_is_nothing(open_practice: OpenPractice, max_: Person) -> None:
    browser = max_.browser()
    assert browser.post(reverse("practice:lines"), {"line": "nobody", "how": "called"}).status_code == 404
    assert browser.post(reverse("practice:lines"), {"line": "988", "how": "guessed"}).status_code == 404
    assert browser.post(reverse("practice:lines"), {"line": "988", "how": "called", "seen": "x"}).status_code == 422
