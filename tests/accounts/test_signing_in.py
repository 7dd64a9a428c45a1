"""Coming in, in the order of pv1 section 13."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from stillroom.accounts.people import SESSION_COOKIE
from stillroom.accounts.views import signing_in
from stillroom.vault.kdf_slots import Busy
from stillroom.vault.sessions import enter, session_of
from stillroom.vault.waits import Door
from tests.accounts.walking import Page, send
from tests.cast import WORDS, Person

IN = "/in/"
pytestmark = pytest.mark.django_db


def come_in(client: Client, person: Person, **more: str) -> Page:
    return Page(client.post(IN, {"handle": person.profile.handle, "passphrase": WORDS, **more}))


def test_name_and_passphrase_open_a_session_and_lead_home(eve: Client, ada: Person) -> None:
    page = come_in(eve, ada)
    assert page.status == 302
    assert "today" in page.response["Location"]
    keyholder = enter(eve.cookies[SESSION_COOKIE].value, datetime.now(UTC)).keyholder
    assert keyholder.account == ada.keyholder.account


def test_the_cookie_is_bound_to_this_site_and_gone_with_the_window(eve: Client, ada: Person) -> None:
    come_in(eve, ada)
    cookie = eve.cookies[SESSION_COOKIE]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "Strict", "/")
    assert (cookie["max-age"], cookie["expires"], cookie["domain"]) == ("", "", "")


@pytest.mark.parametrize(("who", "minutes"), [("ada", 5), ("own_phone", 15), ("tom", 30), ("max_", 30)])
def test_how_long_a_session_may_idle_follows_role_and_phone(
    eve: Client, ada: Person, tom: Person, max_: Person, who: str, minutes: int
) -> None:
    if who != "ada":
        person = {"own_phone": ada, "tom": tom, "max_": max_}[who]
        form = {"called": "X", "zone": "UTC", "pronouns": "", "shared": "no"}
        assert person.browser().post("/settings/", form).status_code == 302
    else:
        person = ada
    come_in(eve, person)
    session = session_of(eve.cookies[SESSION_COOKIE].value, datetime.now(UTC))
    assert session.idle == timedelta(minutes=minutes)


def test_coming_in_again_replaces_the_session_this_browser_had(eve: Client, ada: Person) -> None:
    come_in(eve, ada)
    first = eve.cookies[SESSION_COOKIE].value
    come_in(eve, ada)
    assert eve.cookies[SESSION_COOKIE].value != first
    assert session_of(first, datetime.now(UTC)) is None


def test_whoever_is_in_is_sent_home_and_the_page_greets_a_stranger(ada: Person, eve: Client) -> None:
    assert ada.browser().get(IN).status_code == 302
    assert "Come in" in Page(eve.get(IN)).text


def test_a_wrong_passphrase_keeps_the_name_and_never_the_passphrase(eve: Client, ada: Person) -> None:
    page = Page(eve.post(IN, {"handle": ada.profile.handle, "passphrase": "canary-wren"}))
    content = page.response.content.decode()
    assert page.status == 422
    assert f'value="{ada.profile.handle}"' in content
    assert "canary-wren" not in content
    assert SESSION_COOKIE not in page.response.cookies


@pytest.mark.parametrize("field", ["handle", "passphrase"])
def test_what_was_left_out_is_named(eve: Client, field: str) -> None:
    page = Page(eve.post(IN, {"handle": "a-b-c", "passphrase": "x", field: ""}))
    assert page.status == 422
    assert "Please type your" in page.text


def test_six_tries_at_one_name_are_one_too_many_however_it_is_spelled(eve: Client, ada: Person) -> None:
    spellings = ["ada-otter-lamp", "Ada otter lamp", " ADA.OTTER.LAMP", "ada_otter_lamp", "ada--otter lamp"]
    statuses = [eve.post(IN, {"handle": name, "passphrase": "wrong"}).status_code for name in spellings]
    last = eve.post(IN, {"handle": "ada-otter-lamp", "passphrase": WORDS})
    assert statuses == [422] * 5
    assert (last.status_code, 1 <= int(last["Retry-After"]) <= 60) == (429, True)
    assert "Nothing is locked" in Page(last).text


def test_the_limit_is_the_same_for_a_name_that_nobody_has(eve: Client) -> None:
    statuses = [eve.post(IN, {"handle": "no-such-name", "passphrase": "wrong"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_being_right_gives_the_tries_back(eve: Client, ada: Person) -> None:
    statuses = [come_in(Client(), ada).status for _ in range(8)]
    assert statuses == [302] * 8


def test_one_network_has_twenty_tries_a_minute(eve: Client) -> None:
    statuses = [
        eve.post(IN, {"handle": f"name-number-{n}", "passphrase": "x"}, REMOTE_ADDR=f"203.0.113.{n}").status_code
        for n in range(21)
    ]
    assert statuses == [422] * 20 + [429]
    elsewhere = eve.post(IN, {"handle": "name-x-y", "passphrase": "x"}, REMOTE_ADDR="203.0.114.1")
    assert elsewhere.status_code == 422


def test_a_full_house_answers_503_and_keeps_the_name(eve: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(**_: object) -> None:
        raise Busy

    monkeypatch.setattr(signing_in, "come_in", busy)
    page = come_in(eve, ada)
    assert (page.status, page.response["Retry-After"]) == (503, "10")
    assert f'value="{ada.profile.handle}"' in page.response.content.decode()
    assert WORDS not in page.response.content.decode()


class TestTheDoorOfTheQueue:
    @pytest.fixture(autouse=True)
    def crowd(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(signing_in, "queue_length", lambda: 9)
        monkeypatch.setattr(signing_in, "DOOR", Door())
        self.now = 1_000.0
        monkeypatch.setattr(signing_in.time, "monotonic", lambda: self.now)

    def test_work_opens_it(self, eve: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("stillroom.vault.waits.verify_work", lambda token, nonce: nonce == b"worked")
        page = come_in(eve, ada)
        assert page.status == 200
        assert WORDS not in page.response.content.decode()
        assert send(eve, IN, page, nonce="worked").status == 302

    def test_a_wait_of_five_seconds_opens_it_without_javascript(self, eve: Client, ada: Person) -> None:
        page = come_in(eve, ada)
        self.now += 5
        assert send(eve, IN, page).status == 302

    def test_less_does_not_and_what_was_typed_is_still_there(self, eve: Client, ada: Person) -> None:
        page = come_in(eve, ada)
        self.now += 3
        page = send(eve, IN, page, nonce="no work")
        assert page.status == 422
        assert "too soon" in page.text
        self.now += 5
        assert send(eve, IN, page).status == 302

    def test_it_opens_once(self, eve: Client, ada: Person) -> None:
        page = come_in(eve, ada)
        self.now += 5
        assert [send(Client(), IN, page).status for _ in range(2)] == [302, 422]

    def test_a_wrong_passphrase_behind_it_says_the_same_as_ever(self, eve: Client, ada: Person) -> None:
        page = Page(eve.post(IN, {"handle": ada.profile.handle, "passphrase": "wrong"}))
        self.now += 5
        page = send(eve, IN, page)
        assert page.status == 422
        assert "do not fit together" in page.text

    def test_a_page_that_is_two_minutes_old_asks_to_type_again(self, eve: Client, ada: Person) -> None:
        page = Page(eve.post(IN, {"sealed": "old", "nonce": ""}))
        assert page.status == 422
        assert "open for too long" in page.text

    def test_when_too_many_wait_the_next_is_sent_away_kindly(
        self, eve: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(signing_in, "DOOR", Door(most=1))
        assert come_in(eve, ada).status == 200
        assert come_in(eve, ada).status == 503

    def test_few_in_the_queue_need_no_door(self, eve: Client, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(signing_in, "queue_length", lambda: 8)
        assert come_in(eve, ada).status == 302
