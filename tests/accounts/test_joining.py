"""Joining: without e-mail, phone or a name of one's own, and without JavaScript."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from stillroom.accounts import opening
from stillroom.accounts.documents import Profile
from stillroom.accounts.people import SESSION_COOKIE
from stillroom.accounts.queries import profile_of
from stillroom.accounts.views import joining
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.forms import seal_form
from stillroom.vault.kdf_slots import Busy
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.models import Account
from stillroom.vault.sessions import enter
from stillroom.vault.spaces import own_space
from tests.accounts.walking import Page, send
from tests.cast import Person

JOIN = "/join/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_conditions", [])


def to_the_offers(client: Client, **start: str) -> Page:
    page = send(client, JOIN, Page(client.post(JOIN, start) if start else client.get(JOIN)), shared="yes")
    return send(client, JOIN, page, called="Ada", zone="Europe/Berlin")


def typed_back(client: Client, **start: str) -> tuple[str, str, Page]:
    """Handle, passphrase, and the page that asks for it once more."""
    page = to_the_offers(client, **start)
    return page.secrets[0], page.choices[1], send(client, JOIN, page, offer="1")


def in_house(client: Client) -> Keyholder:
    keyholder = enter(client.cookies[SESSION_COOKIE].value, datetime.now(UTC)).keyholder
    assert keyholder is not None
    return keyholder


def test_four_pages_make_an_account_with_a_journal(eve: Client) -> None:
    handle, passphrase, page = typed_back(eve)
    assert not Account.objects.exists()
    page = send(eve, JOIN, page, passphrase_again=passphrase)
    ada = Profile(handle, "Ada", Role.CLIENT, "Europe/Berlin", shared_phone=True, language="en")
    assert profile_of(in_house(eve)) == ada
    assert own_space(in_house(eve), SpaceKind.JOURNAL).kind is SpaceKind.JOURNAL
    assert page.status == 200
    assert "recovery sheet" in page.text


def test_the_name_and_passphrase_then_open_it(eve: Client) -> None:
    handle, passphrase, page = typed_back(eve)
    send(eve, JOIN, page, passphrase_again=f"  {passphrase.upper().replace(' ', '-')} ")
    account = in_house(eve).account
    answer = Client().post("/in/", {"handle": handle.replace("-", " ").title(), "passphrase": passphrase})
    assert answer.status_code == 302
    assert enter(answer.cookies[SESSION_COOKIE].value, datetime.now(UTC)).keyholder.account == account


def test_no_more_than_three_things_are_asked_for(eve: Client) -> None:
    """A name to be called, a passphrase taken, and typed back; the clock and the shared phone have answers."""
    page = Page(eve.get(JOIN))
    assert 'value="yes" id="id_shared_0" autocomplete="off" checked' in page.response.content.decode()
    page = send(eve, JOIN, page, shared="yes")
    assert "data-zone-guess" in page.response.content.decode()
    assert 'value="America/Los_Angeles" selected' in page.response.content.decode()


def test_the_first_page_tells_the_limits_of_the_exit_and_what_to_do_under_18(eve: Client) -> None:
    said = Page(eve.get(JOIN)).text
    for limit in ("private window", "keyboard", "save your passphrase", "camera", "under 18"):
        assert limit in said


def test_nothing_secret_stands_in_an_address_or_a_file_on_the_way(eve: Client) -> None:
    handle, passphrase, page = typed_back(eve)
    answers = [page.response]
    assert all(answer.status_code == 200 for answer in answers)  # never a redirect, so never in a URL
    for path in (*Path(settings.PLACES.data).rglob("*"), *Path(settings.RUNTIME).rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            assert handle.encode() not in content
            assert passphrase.encode() not in content
    assert passphrase not in page.response.content.decode()


def test_other_offers_are_drawn_for_the_asking_also_as_numbers(eve: Client) -> None:
    page = to_the_offers(eve)
    words = send(eve, JOIN, page, draw="words")
    assert words.secrets == page.secrets
    assert not set(words.choices) & set(page.choices)
    digits = send(eve, JOIN, words, draw="digits")
    assert [re.fullmatch(r"\d{4}( \d{4}){5}", offer) is not None for offer in digits.choices] == [True] * 3
    again = send(eve, JOIN, digits, offer="0")
    send(eve, JOIN, again, passphrase_again=digits.choices[0].replace(" ", ""))
    assert Account.objects.count() == 1


def test_another_name_is_drawn_for_the_asking(eve: Client) -> None:
    page = to_the_offers(eve)
    other = send(eve, JOIN, page, draw="name")
    assert other.secrets != page.secrets
    assert other.choices == page.choices


def test_what_is_typed_back_wrong_makes_no_account_and_blames_nobody(eve: Client) -> None:
    _handle, _passphrase, page = typed_back(eve)
    page = send(eve, JOIN, page, passphrase_again="something else")
    assert page.status == 422
    assert "not quite the same" in page.text
    assert not Account.objects.exists()


def test_going_back_keeps_what_was_said(eve: Client) -> None:
    handle, passphrase, page = typed_back(eve)
    page = send(eve, JOIN, page, back="1")
    assert (page.secrets[0], page.choices[1]) == (handle, passphrase)
    page = send(eve, JOIN, page, back="1")
    assert 'value="Ada"' in page.response.content.decode()
    page = send(eve, JOIN, page, back="1")
    assert "Before you start" in page.text


def test_a_name_in_any_script_is_taken_and_signs_that_turn_a_line_are_not(eve: Client) -> None:
    page = send(eve, JOIN, Page(eve.get(JOIN)), shared="no")
    good = (
        "آدا",
        "Ада",
        "艾达",
        "🦩",
        "नी",
        "مهر\u200cداد",
        "A\u0301da",
    )  # an emoji, a joined sign, an accent of its own
    amiss = ("", "A\u202eda", "\u2066Ada", "A\x07", "A\x00", "A\nda", "A\u2028da", "\u200b\u2060", "\u00ad", "\u0301")
    for called, status in [(name, 200) for name in good] + [(name, 422) for name in amiss]:
        assert send(eve, JOIN, page, called=called, zone="Asia/Tokyo").status == status
    assert send(eve, JOIN, page, called="Ada", zone="Mars/Olympus").status == 422


def test_a_passphrase_has_to_be_chosen(eve: Client) -> None:
    page = to_the_offers(eve)
    assert send(eve, JOIN, page, offer="").status == 422
    assert send(eve, JOIN, page, offer="7").status == 422


def test_a_page_that_was_open_too_long_starts_again(eve: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    old = seal_form("Joining", joining.Joining(Role.CLIENT), datetime.now(UTC) - timedelta(minutes=31))
    for sealed in (old, "nonsense", "", "ü"):
        page = Page(eve.post(JOIN, {"step": "called", "sealed": sealed, "called": "Ada", "zone": "UTC"}))
        assert page.status == 422
        assert "open for too long" in page.text


def test_a_step_that_was_skipped_starts_again(eve: Client) -> None:
    sealed = seal_form("Joining", joining.Joining(Role.CLIENT), datetime.now(UTC))
    assert Page(eve.post(JOIN, {"step": "again", "sealed": sealed, "passphrase_again": ""})).status == 422
    assert not Account.objects.exists()


def test_the_same_form_sent_twice_makes_one_account(eve: Client) -> None:
    _handle, passphrase, page = typed_back(eve)
    send(eve, JOIN, page, passphrase_again=passphrase)
    second = Client().post(JOIN, {**page.hidden, "passphrase_again": passphrase})
    assert (second.status_code, second["Location"]) == (302, "/in/")
    assert Account.objects.count() == 1


def test_whoever_is_in_already_is_sent_home(ada: Person) -> None:
    for answer in (ada.browser().get(JOIN), ada.browser().post(JOIN)):
        assert answer.status_code == 302
    assert Account.objects.count() == 1


def test_a_crowd_is_told_to_wait_and_the_page_can_be_sent_again(eve: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(**_: object) -> None:
        raise Busy

    _handle, passphrase, page = typed_back(eve)
    with monkeypatch.context() as crowd:
        crowd.setattr(joining, "join_house", busy)
        page = send(eve, JOIN, page, passphrase_again=passphrase)
    assert (page.status, page.response["Retry-After"]) == (503, "10")
    assert send(eve, JOIN, page, passphrase_again=passphrase).status == 200
    assert Account.objects.count() == 1


class TestAClosedHouse:
    @pytest.fixture(autouse=True)
    def closed(self, open_house: None) -> Iterator[None]:
        opening.joining_needs(lambda now: False)
        yield

    def test_nobody_joins_while_the_practice_is_not_open(self, eve: Client) -> None:
        page = Page(eve.get(JOIN))
        assert page.status == 503
        assert "not open yet" in page.text

    def test_an_invite_opens_the_way_in_all_the_same(self, eve: Client) -> None:
        _handle, passphrase, page = typed_back(eve, code="G9WJX-N7XKT-8NPRV-HEE9H")
        assert send(eve, JOIN, page, passphrase_again=passphrase).status == 200


def test_an_invite_waits_behind_the_sheet(eve: Client) -> None:
    _handle, passphrase, page = typed_back(eve, code="G9WJX-N7XKT-8NPRV-HEE9H")
    offer = send(eve, JOIN, page, passphrase_again=passphrase)
    assert "G9WJX" not in offer.response.content.decode()
    onward = send(eve, "/sheet/", offer, step="decline")
    assert onward.hidden["code"] == "G9WJX-N7XKT-8NPRV-HEE9H"


def test_without_an_invite_the_sheet_leads_home(eve: Client) -> None:
    _handle, passphrase, page = typed_back(eve)
    offer = send(eve, JOIN, page, passphrase_again=passphrase)
    answer = send(eve, "/sheet/", offer, step="decline").response
    assert answer.status_code == 302
    assert "today" in answer["Location"]
