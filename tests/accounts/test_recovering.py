"""Back in by the sheet alone."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from stillroom.accounts.actions import sign_in
from stillroom.accounts.people import SESSION_COOKIE
from stillroom.accounts.views import recovering
from stillroom.vault.accounts import WrongPassphrase, make_recovery_code, recover
from stillroom.vault.kdf_slots import Busy
from stillroom.vault.sessions import enter
from tests.accounts.walking import CODE, Page, send
from tests.cast import CHEAP, NOW, WORDS, Person

LOST = "/in/lost/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def code(ada: Person) -> str:
    return make_recovery_code(keyholder=ada.keyholder)


def typed_back(client: Client, code: str) -> tuple[str, Page]:
    page = send(client, LOST, Page(client.get(LOST)), code=code)
    passphrase = page.choices[2]
    return passphrase, send(client, LOST, page, offer="2")


def test_the_code_alone_leads_to_a_new_passphrase_and_tells_the_name(eve: Client, ada: Person, code: str) -> None:
    passphrase, page = typed_back(eve, code.lower().replace("-", " "))
    page = send(eve, LOST, page, passphrase_again=passphrase)
    assert page.status == 200
    assert page.secrets == [ada.profile.handle]
    keyholder = enter(eve.cookies[SESSION_COOKIE].value, datetime.now(UTC)).keyholder
    assert keyholder.account == ada.keyholder.account
    assert sign_in(handle=ada.profile.handle, passphrase=passphrase, now=NOW, cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        sign_in(handle=ada.profile.handle, passphrase=WORDS, now=NOW, cost=CHEAP)


def test_nothing_changes_before_the_new_passphrase_was_typed_back(eve: Client, ada: Person, code: str) -> None:
    _passphrase, page = typed_back(eve, code)
    assert send(eve, LOST, page, passphrase_again="something else").status == 422
    assert SESSION_COOKIE not in eve.cookies
    assert sign_in(handle=ada.profile.handle, passphrase=WORDS, now=NOW, cost=CHEAP)


def test_the_sheet_goes_on_working_and_everyone_else_is_signed_out(eve: Client, ada: Person, code: str) -> None:
    elsewhere = ada.browser()
    passphrase, page = typed_back(eve, code)
    send(eve, LOST, page, passphrase_again=passphrase)
    assert recover(code=code, now=NOW).keyholder.account == ada.keyholder.account
    assert elsewhere.get("/settings/").status_code == 302
    assert eve.get("/settings/").status_code == 200


def test_a_slip_is_told_from_a_code_that_opens_nothing(eve: Client, code: str) -> None:
    slip = send(eve, LOST, Page(eve.get(LOST)), code=CODE.replace("7", "8"))
    unknown = send(eve, LOST, Page(eve.get(LOST)), code=CODE)
    empty = send(eve, LOST, Page(eve.get(LOST)), code="")
    assert [slip.status, unknown.status, empty.status] == [422] * 3
    assert "compare it with your paper" in slip.text
    assert "does not open an account" in unknown.text


def test_other_offers_and_the_way_back(eve: Client, code: str) -> None:
    page = send(eve, LOST, Page(eve.get(LOST)), code=code)
    digits = send(eve, LOST, page, draw="digits")
    assert digits.choices[0].replace(" ", "").isdigit()
    assert send(eve, LOST, page, offer="").status == 422
    back = send(eve, LOST, send(eve, LOST, digits, offer="0"), back="1")
    assert back.choices == digits.choices


def test_a_code_that_was_replaced_meanwhile_is_asked_for_again(eve: Client, ada: Person, code: str) -> None:
    passphrase, page = typed_back(eve, code)
    make_recovery_code(keyholder=ada.keyholder)
    page = send(eve, LOST, page, passphrase_again=passphrase)
    assert page.status == 422
    assert "does not open an account" in page.text


def test_tries_are_limited_by_network(eve: Client) -> None:
    page = Page(eve.get(LOST))
    statuses = [eve.post(LOST, {**page.hidden, "code": CODE}, REMOTE_ADDR="203.0.113.9").status_code for _ in range(21)]
    assert statuses == [422] * 20 + [429]


def test_a_crowd_loses_nothing(eve: Client, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(**_: object) -> None:
        raise Busy

    passphrase, page = typed_back(eve, code)
    with monkeypatch.context() as crowd:
        crowd.setattr(recovering, "recover_with_code", busy)
        page = send(eve, LOST, page, passphrase_again=passphrase)
    assert (page.status, page.response["Retry-After"]) == (503, "10")
    assert send(eve, LOST, page, passphrase_again=passphrase).status == 200


def test_a_page_that_was_open_too_long_starts_again(eve: Client) -> None:
    assert "open for too long" in Page(eve.post(LOST, {"step": "again", "sealed": "old"})).text
    page = Page(eve.get(LOST))
    skipped = Page(eve.post(LOST, {**page.hidden, "step": "again", "passphrase_again": "x"}))
    assert "open for too long" in skipped.text


def test_the_page_for_when_all_is_lost_says_what_is_gone_and_what_is_not(eve: Client) -> None:
    said = Page(eve.get("/in/lost/all/")).text
    assert "Your journal" in said
    assert "they give you a code" in said
