"""The recovery sheet: shown once, confirmed by two of its groups, or declined."""

from itertools import pairwise

import pytest
from django.test import Client

from stillroom.accounts.queries import profile_of
from stillroom.accounts.views.sheets import _two_groups
from stillroom.vault.accounts import WrongRecoveryCode, make_recovery_code, recover
from tests.accounts.walking import Page, send
from tests.cast import NOW, Person

SHEET = "/sheet/"
pytestmark = pytest.mark.django_db


def shown(client: Client) -> tuple[str, Page]:
    page = send(client, SHEET, Page(client.get(SHEET)), step="make")
    return page.secrets[0].replace(" ", ""), page


def answers(page: Page, code: str) -> dict[str, str]:
    """The two groups that the page asks for by their numbers."""
    groups = code.split("-")
    numbers = [int(word) for before, word in pairwise(page.text.split()) if before == "Group"]
    return dict(zip(("sheet_first", "sheet_second"), (groups[n - 1] for n in numbers), strict=True))


def confirmed(client: Client) -> str:
    code, page = shown(client)
    page = send(client, SHEET, page, step="ask")
    assert send(client, SHEET, page, **answers(page, code)).status == 302
    return code


def test_a_sheet_works_once_two_groups_were_typed(ada: Person) -> None:
    browser = ada.browser()
    code, page = shown(browser)
    with pytest.raises(WrongRecoveryCode):
        recover(code=code, now=NOW)
    page = send(browser, SHEET, page, step="ask")
    assert code not in page.response.content.decode()
    typed = {name: group.lower() for name, group in answers(page, code).items()}
    assert send(browser, SHEET, page, **typed).status == 302
    assert recover(code=code, now=NOW).keyholder.account == ada.keyholder.account
    assert profile_of(ada.keyholder).has_sheet


def test_wrong_groups_make_no_sheet_and_it_can_be_looked_at_again(ada: Person) -> None:
    browser = ada.browser()
    code, page = shown(browser)
    page = send(browser, SHEET, page, step="ask")
    wrong = send(browser, SHEET, page, sheet_first="AAAAA", sheet_second="BBBBB")
    assert wrong.status == 422
    again = send(browser, SHEET, wrong, back="1")
    assert again.secrets[0].replace(" ", "") == code
    assert not profile_of(ada.keyholder).has_sheet


def test_a_new_sheet_stops_the_old_one(ada: Person) -> None:
    browser = ada.browser()
    old, new = confirmed(browser), confirmed(browser)
    assert recover(code=new, now=NOW).keyholder.account == ada.keyholder.account
    with pytest.raises(WrongRecoveryCode):
        recover(code=old, now=NOW)


def test_a_new_sheet_that_was_not_confirmed_leaves_the_old_one(ada: Person) -> None:
    browser = ada.browser()
    old = confirmed(browser)
    shown(browser)
    assert recover(code=old, now=NOW).keyholder.account == ada.keyholder.account


def test_it_may_be_declined(ada: Person) -> None:
    browser = ada.browser()
    assert send(browser, SHEET, Page(browser.get(SHEET)), step="decline").status == 302
    assert not profile_of(ada.keyholder).has_sheet


def test_an_old_sheet_can_be_stopped(ada: Person) -> None:
    browser = ada.browser()
    code = confirmed(browser)
    assert send(browser, SHEET, Page(browser.get(SHEET)), step="drop").status == 302
    with pytest.raises(WrongRecoveryCode):
        recover(code=code, now=NOW)
    assert not profile_of(ada.keyholder).has_sheet


def test_the_paper_carries_no_name_and_no_address(ada: Person) -> None:
    """What prints is the element of class `paper`; the code stands in it alone."""
    content = shown(ada.browser())[1].response.content.decode()
    sheet = content.partition('<div class="sheet paper">')[2].partition("</div>")[0]
    assert len("".join(sheet.split())) < 80
    assert "Stillroom" not in sheet


def test_another_persons_page_cannot_be_finished_by_whoever_is_in_now(ada: Person, tom: Person) -> None:
    code, page = shown(ada.browser())
    page = send(ada.browser(), SHEET, page, step="ask")
    send(tom.browser(), SHEET, page, **answers(page, code))
    with pytest.raises(WrongRecoveryCode):
        recover(code=code, now=NOW)


def test_a_page_that_was_open_too_long_starts_again(ada: Person) -> None:
    page = Page(ada.browser().post(SHEET, {"step": "check", "sealed": "old"}))
    assert page.status == 422
    assert "open for too long" in page.text


def test_the_two_groups_differ_and_stand_in_order() -> None:
    drawn = {_two_groups() for _ in range(500)}
    assert all(first < second < 6 for first, second in drawn)
    assert len(drawn) == 15


def test_a_sheet_is_for_whoever_is_in(eve: Client) -> None:
    assert eve.get(SHEET).status_code == 404


def test_what_makes_a_code_and_what_keeps_it_agree(ada: Person) -> None:
    assert recover(code=make_recovery_code(keyholder=ada.keyholder), now=NOW).keyholder.ring == ada.keyholder.ring
