"""Who had chosen somebody before they had a name comes back to exactly that person, and nothing tells meanwhile."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from stillroom.accounts.onward import define_onward, seal_onward, where_onward
from stillroom.finding.views.asking import ASKING
from stillroom.practice.listings import Listing
from stillroom.practice.models import OnCallPerson, Therapist
from stillroom.vault.forms import seal_form
from tests.accounts.walking import Page, send
from tests.care.cast import Lister
from tests.cast import NOW, Person

JOIN, SIGN_IN, SHEET = "/join/", "/in/", "/sheet/"


@pytest.fixture
def chosen(toms: Listing, iris: Person, list_person: Lister) -> Listing:
    """One of two, so that it is a choice."""
    return list_person(iris, "Iris Moon")


def ask_page(listing: Listing) -> str:
    return reverse("finding:ask", args=[listing.id])


def joined(eve: Client, start: Page) -> tuple[list[Page], str, str]:
    """(every page on the way, handle, passphrase), up to the offer of a sheet."""
    pages = [send(eve, JOIN, start)]
    pages.append(send(eve, JOIN, pages[-1], shared="yes"))
    pages.append(send(eve, JOIN, pages[-1], called="Ada", zone="Europe/Berlin"))
    handle, passphrase = pages[-1].secrets[0], pages[-1].choices[1]
    pages.append(send(eve, JOIN, pages[-1], offer="1"))
    pages.append(send(eve, JOIN, pages[-1], passphrase_again=passphrase))
    return pages, handle, passphrase


def test_joining_leads_back_to_the_page_of_whom_they_had_chosen(eve: Client, chosen: Listing) -> None:
    pages, _handle, _passphrase = joined(eve, Page(eve.get(ask_page(chosen))))
    answer = send(eve, SHEET, pages[-1], step="decline").response
    assert (answer.status_code, answer["Location"]) == (302, ask_page(chosen))
    assert "Ask Iris Moon for a first talk" in Page(eve.get(answer["Location"])).text


def test_so_does_joining_with_a_sheet_and_after_going_back(eve: Client, chosen: Listing) -> None:
    start = send(eve, JOIN, Page(eve.get(ask_page(chosen))))
    called = send(eve, JOIN, start, shared="no")
    assert send(eve, JOIN, called, back="1").status == 200
    pages, _handle, _passphrase = joined(eve, Page(eve.get(ask_page(chosen))))
    sheet = send(eve, SHEET, pages[-1], step="make")
    groups = sheet.secrets[0].replace(" ", "").split("-")
    check = send(eve, SHEET, sheet, step="ask")
    asked = [int(word) - 1 for word in check.text.split() if word.isdigit()]
    answer = send(eve, SHEET, check, sheet_first=groups[asked[0]], sheet_second=groups[asked[1]]).response
    assert answer["Location"] == ask_page(chosen)


def test_coming_in_leads_back_too_also_after_a_wrong_passphrase(eve: Client, chosen: Listing) -> None:
    pages, handle, passphrase = joined(Client(), Page(Client().get("/join/")))
    assert pages[-1].status == 200
    start = send(eve, SIGN_IN, Page(eve.get(ask_page(chosen))))
    assert (start.status, "Error" in start.text) == (200, False)
    wrong = send(eve, SIGN_IN, start, handle=handle, passphrase="wrong words that nobody chose here")
    assert wrong.status == 422
    answer = send(eve, SIGN_IN, wrong, handle=handle, passphrase=passphrase).response
    assert (answer.status_code, answer["Location"]) == (302, ask_page(chosen))


def test_who_finds_out_at_the_sign_in_that_they_have_no_name_still_comes_back(eve: Client, chosen: Listing) -> None:
    start = send(eve, SIGN_IN, Page(eve.get(ask_page(chosen))))
    assert 'name="onward"' in start.response.content.decode()
    pages, _handle, _passphrase = joined(eve, start)
    assert send(eve, SHEET, pages[-1], step="decline").response["Location"] == ask_page(chosen)


def test_who_is_in_already_in_another_window_goes_on_at_once(ada: Person, chosen: Listing) -> None:
    sealed = seal_onward(ASKING, chosen.id, datetime.now(UTC))
    for address in (JOIN, SIGN_IN):
        assert ada.browser().post(address, {"onward": sealed})["Location"] == ask_page(chosen)


def rows() -> set[bytes]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        found = []
        for (table,) in cursor.fetchall():
            found += cursor.execute(f'SELECT * FROM "{table}"').fetchall()
    return {b" ".join(cell if isinstance(cell, bytes) else str(cell).encode() for cell in row) for row in found}


def test_no_address_cookie_page_or_table_tells_whom_on_the_way(eve: Client, chosen: Listing) -> None:
    """The control is the page before: there the name stands, in the open."""
    first = Page(eve.get(ask_page(chosen)))
    assert "Iris Moon" in first.text
    before = rows()
    pages, _handle, _passphrase = joined(eve, first)
    marks = (b"Iris Moon", str(chosen.id).encode(), chosen.id.hex.encode())
    for page in pages:
        assert page.status == 200  # never a redirect, so never in an address
        assert not any(mark in page.response.content for mark in marks)
    assert not any(mark in eve.cookies.output().encode() for mark in marks)
    written = rows() - before
    assert written and not any(mark in row for row in written for mark in (*marks, chosen.id.bytes))


def test_whoever_has_left_the_list_meanwhile_is_no_dead_end(eve: Client, chosen: Listing) -> None:
    pages, _handle, _passphrase = joined(eve, Page(eve.get(ask_page(chosen))))
    Therapist.objects.filter(id=chosen.id).update(signature=b"")
    answer = send(eve, SHEET, pages[-1], step="decline").response
    assert answer["Location"] == reverse("finding:people")


def test_a_practice_that_closed_meanwhile_says_so(eve: Client, chosen: Listing) -> None:
    pages, _handle, _passphrase = joined(eve, Page(eve.get(ask_page(chosen))))
    OnCallPerson.objects.all().delete()
    answer = send(eve, SHEET, pages[-1], step="decline").response
    assert "We are not open yet" in Page(eve.get(answer["Location"])).text


@pytest.mark.django_db
def test_what_is_not_ours_too_old_or_unknown_leads_home() -> None:
    about = UUID(int=7)
    assert where_onward("", NOW) == where_onward("made up", NOW) == ""
    assert where_onward(seal_form("another.form", {"to": ASKING, "about": str(about)}, NOW), NOW) == ""
    assert where_onward(seal_onward("no.such.place", about, NOW), NOW) == ""
    sealed = seal_onward(ASKING, about, NOW)
    assert where_onward(sealed, NOW + timedelta(hours=5)) == reverse("finding:people")
    assert where_onward(sealed, NOW + timedelta(hours=7)) == ""


def test_a_place_has_one_name() -> None:
    with pytest.raises(ValueError, match="defined twice"):
        define_onward(ASKING, lambda about, now: "/")
