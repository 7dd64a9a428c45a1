"""A form that is sent after the lock comes back to its owner, and to nobody else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from stillroom.accounts.people import SESSION_COOKIE
from stillroom.vault import forms
from stillroom.vault.sessions import end_session
from tests.accounts.walking import Page, send
from tests.cast import WORDS, Person

pytestmark = pytest.mark.django_db
CANARY = "half a letter that nobody sent yet"
SETTINGS = {"called": CANARY, "zone": "UTC", "pronouns": "they", "shared": "no"}


def enter(client: Client, person: Person, kept: str = "") -> Page:
    fields = {"handle": person.profile.handle, "passphrase": WORDS, "kept": kept}
    return Page(client.post("/in/", fields))


@pytest.fixture
def locked(ada: Person) -> Client:
    """Ada's browser, just after the lock."""
    client = Client()
    enter(client, ada)
    assert client.post("/lock").status_code == 303
    return client


def test_what_is_sent_after_the_lock_waits_behind_the_sign_in_page(locked: Client, ada: Person) -> None:
    page = Page(locked.post("/settings/", SETTINGS))
    assert page.status == 403
    assert "kept here, sealed" in page.text
    assert CANARY not in page.response.content.decode()
    back = enter(locked, ada, page.hidden["kept"])
    assert back.status == 200
    assert CANARY in back.text
    assert {name: back.hidden[name] for name in SETTINGS} == SETTINGS
    assert send(locked, "/settings/", back).status == 302
    assert f'value="{CANARY}"' in locked.get("/settings/").content.decode()


def test_it_also_waits_when_the_session_ended_by_idling(ada: Person) -> None:
    client = Client()
    enter(client, ada)
    end_session(cookie=client.cookies[SESSION_COOKIE].value)  # as an idle session is ended on sight
    assert Page(client.post("/settings/", SETTINGS)).hidden["kept"]


def test_another_account_gets_nothing_of_it(locked: Client, tom: Person) -> None:
    page = Page(locked.post("/settings/", SETTINGS))
    other = enter(locked, tom, page.hidden["kept"])
    assert other.status == 302
    assert CANARY not in other.response.content.decode()


def test_a_wrong_passphrase_in_between_loses_nothing(locked: Client, ada: Person) -> None:
    page = Page(locked.post("/settings/", SETTINGS))
    wrong = Page(locked.post("/in/", {"handle": ada.profile.handle, "passphrase": "x", **page.hidden}))
    assert wrong.hidden["kept"] == page.hidden["kept"]
    assert CANARY in enter(locked, ada, wrong.hidden["kept"]).text


def test_it_is_over_after_half_an_hour(locked: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(locked.post("/settings/", SETTINGS))
    payload = forms.open_sealed
    later = (datetime.now(UTC) + timedelta(minutes=30)).timestamp()
    monkeypatch.setattr(
        forms, "open_sealed", lambda *a: payload(*a) if int.from_bytes(payload(*a)[:8], "big") > later else _over()
    )
    assert enter(locked, ada, page.hidden["kept"]).status == 302


def _over() -> bytes:
    raise forms.SealError


def test_a_passphrase_is_never_kept(locked: Client, ada: Person) -> None:
    page = Page(locked.post("/settings/passphrase/", {"passphrase": "canary-wren", "note": "x"}))
    back = enter(locked, ada, page.hidden["kept"])
    assert "canary-wren" not in back.response.content.decode()
    assert back.hidden == {"note": "x"}


def test_after_leaving_nothing_more_is_kept(ada: Person) -> None:
    client = Client()
    enter(client, ada)
    cookie = client.cookies[SESSION_COOKIE].value
    client.post("/exit")
    client.cookies[SESSION_COOKIE] = cookie  # a browser that did not let go of it
    page = Page(client.post("/settings/", SETTINGS))
    assert (page.status, "kept" in page.hidden) == (403, False)


def test_a_made_up_cookie_keeps_nothing(eve: Client) -> None:
    eve.cookies[SESSION_COOKIE] = "A" * 43
    page = Page(eve.post("/settings/", SETTINGS))
    assert (page.status, "kept" in page.hidden) == (403, False)


def test_without_any_cookie_there_is_no_such_page(eve: Client) -> None:
    assert eve.post("/settings/", SETTINGS).status_code == 404
    assert eve.get("/settings/").status_code == 404


def test_a_page_that_is_opened_after_the_lock_leads_to_the_sign_in_page(locked: Client) -> None:
    answer = locked.get("/settings/")
    assert (answer.status_code, answer["Location"]) == (302, "/in/")
    assert "This is locked" in Page(locked.get("/in/")).text
