"""Lock, sign out, sign out everywhere, and the way out."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from stillroom.accounts.people import SESSION_COOKIE
from stillroom.base import presence
from stillroom.base.notices import COOKIE as NOTICE
from stillroom.vault.sessions import session_of
from tests.accounts.walking import Page
from tests.cast import Person

pytestmark = pytest.mark.django_db


def is_live(client_cookie: str) -> bool:
    return session_of(client_cookie, datetime.now(UTC)) is not None


@pytest.fixture
def browser(ada: Person) -> Client:
    return ada.browser()


@pytest.fixture
def cookie(browser: Client) -> str:
    return browser.cookies[SESSION_COOKIE].value


@pytest.fixture
def closed(ada: Person, cookie: str):
    """What was told to close: a socket that rests on the session and on the account."""
    heard: list[str] = []
    session = session_of(cookie, datetime.now(UTC))
    tags = {"session": session.id, "account": ada.keyholder.account.bytes}
    with (
        presence.resting_on([presence.tag("session", tags["session"])], lambda: heard.append("session")),
        presence.resting_on([presence.tag("account", tags["account"])], lambda: heard.append("account")),
    ):
        yield heard


class TestTheWayOut:
    def test_it_ends_the_session_and_lands_on_the_neutral_page(
        self, browser: Client, cookie: str, closed: list[str]
    ) -> None:
        answer = browser.post("/exit")
        assert (answer.status_code, answer["Location"]) == (303, "/")
        assert not is_live(cookie)
        assert closed == ["session"]

    def test_it_takes_every_cookie_cache_and_storage_from_the_browser(self, browser: Client) -> None:
        browser.cookies["__Host-f"] = "token"
        browser.cookies[NOTICE] = "sent"
        answer = browser.post("/exit")
        assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
        for name in (SESSION_COOKIE, "__Host-f", NOTICE):
            assert (answer.cookies[name]["max-age"], answer.cookies[name]["secure"]) == (0, True)
            assert (answer.cookies[name]["path"], answer.cookies[name].value) == ("/", "")

    def test_it_works_without_a_token_without_a_session_and_by_beacon(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert strict.post("/exit").status_code == 303
        assert strict.post("/exit", {"csrfmiddlewaretoken": "x"}, HTTP_SEC_FETCH_SITE="same-origin").status_code == 303

    @pytest.mark.parametrize(
        "header",
        [
            {"HTTP_SEC_FETCH_SITE": "cross-site"},
            {"HTTP_SEC_FETCH_SITE": "same-site"},
            {"HTTP_ORIGIN": "https://e.test"},
            {"HTTP_ORIGIN": "null"},
            {"HTTP_ORIGIN": "http://[no address"},
        ],
    )
    def test_another_site_cannot_press_it(self, browser: Client, cookie: str, header: dict[str, str]) -> None:
        assert browser.post("/exit", **header).status_code == 403
        assert is_live(cookie)

    @pytest.mark.parametrize("name", ['a"b', "a" * 9000, "é", "a,b"])
    def test_no_cookie_of_a_neighbour_stands_in_the_way(self, browser: Client, cookie: str, name: str) -> None:
        """Another program on this computer can set one by any name; the page that the exit leads to takes it too."""
        sent = f"{SESSION_COOKIE}={cookie}; {name}=1"
        answer = browser.post("/exit", HTTP_COOKIE=sent)
        assert (answer.status_code, answer.cookies[SESSION_COOKIE]["max-age"]) == (303, 0)
        assert not is_live(cookie)
        assert Client().get("/", HTTP_COOKIE=sent).status_code == 200

    def test_it_is_not_an_address_to_be_visited(self, browser: Client, cookie: str) -> None:
        assert browser.get("/exit").status_code == 405
        assert is_live(cookie)


class TestTheLock:
    def test_it_ends_the_session_closes_its_sockets_and_says_so(
        self, browser: Client, cookie: str, closed: list[str]
    ) -> None:
        answer = browser.post("/lock")
        assert (answer.status_code, answer["Location"]) == (303, "/in/")
        assert not is_live(cookie)
        assert closed == ["session"]
        assert "This is locked" in Page(browser.get("/in/")).text

    def test_it_asks_for_a_token(self, ada: Person) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = ada.browser().cookies
        assert strict.post("/lock").status_code == 403
        assert is_live(strict.cookies[SESSION_COOKIE].value)


class TestSigningOut:
    def test_here(self, browser: Client, cookie: str, ada: Person) -> None:
        elsewhere = ada.browser()
        answer = browser.post("/out/")
        assert (answer.status_code, answer["Location"]) == (302, "/out/")
        assert "Clear-Site-Data" in answer
        assert not is_live(cookie)
        assert "signed out" in Page(browser.get("/out/")).text
        assert elsewhere.get("/settings/").status_code == 200

    def test_everywhere(self, browser: Client, ada: Person, closed: list[str]) -> None:
        elsewhere = ada.browser()
        assert browser.post("/out/everywhere/").status_code == 302
        assert closed == ["account"]
        assert elsewhere.get("/settings/").status_code == 302

    def test_everywhere_is_for_whoever_is_in(self, eve: Client) -> None:
        assert eve.post("/out/everywhere/").status_code == 404


class TestStaying:
    def test_a_page_that_is_read_puts_the_lock_off(self, browser: Client, cookie: str) -> None:
        before = session_of(cookie, datetime.now(UTC)).last_used
        assert browser.post("/stay").status_code == 204
        assert session_of(cookie, datetime.now(UTC)).last_used > before

    def test_a_page_that_only_asks_by_itself_does_not(self, browser: Client, cookie: str) -> None:
        before = session_of(cookie, datetime.now(UTC)).last_used
        browser.post("/stay", HTTP_X_STILLROOM_POLL="1")
        assert session_of(cookie, datetime.now(UTC)).last_used == before

    def test_nobody_stays_who_is_not_there(self, eve: Client) -> None:
        assert eve.post("/stay").status_code == 404
