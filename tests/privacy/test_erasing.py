"""Erasing: what is hers alone is gone at once, what she shared has ended, and the receipt says when the rest goes."""

import threading
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stillroom.accounts.actions import save_draft
from stillroom.accounts.people import SESSION_COOKIE
from stillroom.assessments.actions import finish_own, keep_answer
from stillroom.assessments.queries import instrument_of
from stillroom.base import presence
from stillroom.care.actions import begin, decline
from stillroom.care.documents import Medium, State
from stillroom.care.queries import CareEpisode, request_of, requests_of
from stillroom.finding.actions import ask
from stillroom.messaging.actions import send_message
from stillroom.messaging.documents import Message
from stillroom.practice.listings import Listing
from stillroom.privacy import actions
from stillroom.privacy.actions import MustStay, erase_everything
from stillroom.scheduling.actions import book
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import ring_entries
from stillroom.vault.models import Account, Drop, Record, Space
from stillroom.vault.records import read_all
from stillroom.vault.sessions import start_session
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.cast import CHEAP, NOW, Person
from tests.scheduling.cast import at

# Erasing empties the write-ahead log, outside any transaction.
pytestmark = pytest.mark.django_db(transaction=True)

LATER = NOW + timedelta(hours=1)
ERASE = "privacy:erase"


def journal_of(person: Person) -> set[object]:
    return {space for space, _entry in ring_entries(person.keyholder, SpaceKind.JOURNAL, SpaceKind.DESK)}


def write_much(ada: Person) -> None:
    """A draft, and answers to questions that nobody else reads."""
    save_draft(keyholder=ada.keyholder, form="test", about=None, fields={"text": "half"}, now=NOW)
    instrument = instrument_of(None, "phq-9")
    keep_answer(keyholder=ada.keyholder, instrument=instrument, about=None, place=0, answer=1, now=NOW)
    finish_own(keyholder=ada.keyholder, instrument=instrument, now=NOW)


def erase(ada: Person, now: datetime = LATER) -> actions.Receipt:
    return erase_everything(keyholder=ada.keyholder, role=Role.CLIENT, now=now)


def asked_at_ten(ada: Person, toms: Listing) -> CareEpisode:
    return ask(
        keyholder=ada.keyholder,
        profile=ada.profile,
        listing=toms,
        start=at(27, 10),
        words="Hello.",
        medium=Medium.VOICE,
        now=NOW,
    )


def post(browser: Client, **fields: str) -> HttpResponse:
    return browser.post(reverse(ERASE), fields)


def test_her_account_and_all_that_is_hers_alone_is_gone(ada: Person) -> None:
    write_much(ada)
    own = journal_of(ada)
    assert Record.objects.filter(space_id__in=own).count() >= 2
    receipt = erase(ada)
    assert (receipt.erased, receipt.backups_gone, receipt.kept) == (LATER, LATER + timedelta(days=14), 0)
    assert not Account.objects.filter(id=ada.keyholder.account).exists()
    assert not Space.objects.filter(id__in=own).exists()
    assert not Record.objects.filter(space_id__in=own).exists()


def test_what_she_shared_has_ended_and_stays_readable_for_him(ada: Person, tom: Person, pair: Pair) -> None:
    send_message(episode=pair.hers(), text="What I said", now=NOW)
    spaces = Space.objects.count()
    assert erase(ada).kept == 1
    his = pair.his()
    assert (his.episode.state, his.episode.ended, his.other_called) == (State.ENDED, LATER, "Ada")
    assert [message.document.text for message in read_all(his.space, Message)] == ["What I said"]
    assert Space.objects.count() == spaces - 1  # her journal
    for name in ("care:episode", "messaging:conversation", "care:opened"):
        assert tom.browser().get(reverse(name, args=[pair.space])).status_code == 200
    assert tom.browser().get(reverse("home:today")).status_code == 200


def test_times_ahead_are_given_back(ada: Person, pair: Pair, week: OpeningHours) -> None:
    book(keyholder=ada.keyholder, episode=pair.hers(), start=at(27, 10), medium=Medium.VOICE, now=NOW)
    assert TakenCell.objects.exists()
    erase(ada)
    assert not TakenCell.objects.exists()


def test_what_nobody_has_answered_is_taken_back(ada: Person, tom: Person, toms: Listing, week: OpeningHours) -> None:
    others = set(Space.objects.exclude(id__in=journal_of(ada)).values_list("id", flat=True))
    asked_at_ten(ada, toms)
    assert len(requests_of(tom.keyholder, NOW)) == 1
    assert erase(ada).kept == 0
    assert requests_of(tom.keyholder, LATER) == ()
    assert not TakenCell.objects.exists()
    assert set(Space.objects.values_list("id", flat=True)) == others
    assert tom.browser().get(reverse("home:today")).status_code == 200


def test_what_was_declined_is_shredded_because_nobody_else_holds_a_key(
    ada: Person, tom: Person, toms: Listing, week: OpeningHours
) -> None:
    asked = asked_at_ten(ada, toms)
    request = request_of(tom.keyholder, asked.id, NOW)
    decline(keyholder=tom.keyholder, request=request, next_step="Not now.", suggested=None, now=NOW)
    assert erase(ada).kept == 0
    assert not Space.objects.filter(id=asked.id).exists()


def test_all_of_it_together_and_nothing_of_anybody_else(
    ada: Person, tom: Person, iris: Person, toms: Listing, pair: Pair, list_person: Lister, week: OpeningHours
) -> None:
    hers = list_person(iris, "Iris Moon")
    begin(keyholder=ada.keyholder, profile=ada.profile, listing=hers, words="", medium=Medium.VOICE, now=NOW)
    others = set(Account.objects.exclude(id=ada.keyholder.account).values_list("id", flat=True))
    assert Drop.objects.exists()
    assert erase(ada).kept == 1
    assert set(Account.objects.values_list("id", flat=True)) == others
    assert requests_of(iris.keyholder, LATER) == ()
    assert pair.his().episode.state is State.ENDED


def test_twice_is_the_same_as_once(ada: Person, pair: Pair) -> None:
    """Two pages of hers, both loaded before."""
    second = copy(ada.keyholder)
    erase(ada)
    again = erase_everything(keyholder=second, role=Role.CLIENT, now=LATER)
    assert again.erased == LATER
    assert pair.his().episode.state is State.ENDED


def test_two_at_once_do_not_harm_each_other(ada: Person, pair: Pair) -> None:
    barrier, results = threading.Barrier(2), list[object]()

    def press(keyholder: object) -> None:
        barrier.wait(10)
        try:
            results.append(erase_everything(keyholder=keyholder, role=Role.CLIENT, now=LATER))  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001 it is the result
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(copy(ada.keyholder),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [type(each) for each in results] == [actions.Receipt] * 2, results
    assert not Account.objects.filter(id=ada.keyholder.account).exists()
    assert pair.his().episode.state is State.ENDED


def test_if_anything_breaks_nothing_is_erased(ada: Person, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    write_much(ada)
    before = (Record.objects.count(), Space.objects.count(), dict(ada.keyholder.ring.spaces))

    def breaks(**_: object) -> None:
        raise OSError

    monkeypatch.setattr(actions, "erase_account", breaks)
    with pytest.raises(OSError):
        erase(ada)
    assert (Record.objects.count(), Space.objects.count(), dict(ada.keyholder.ring.spaces)) == before
    assert pair.hers().is_open
    assert ada.browser().get(reverse("home:today")).status_code == 200


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.STEWARD])
def test_who_keeps_records_for_others_stays(person: Callable[[str, Role], Person], role: Role) -> None:
    keeper = person("keeper", role)
    before = Record.objects.count(), Space.objects.count(), Account.objects.count()
    with pytest.raises(MustStay, match="Hand them over first"):
        erase_everything(keyholder=keeper.keyholder, role=role, now=NOW)
    answer = post(keeper.browser(), sure="on")
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Hand them over first" in body
    assert "Erase now" not in body
    assert (Record.objects.count(), Space.objects.count(), Account.objects.count()) == before


def test_without_the_tick_nothing_happens_and_the_page_says_so(ada: Person) -> None:
    browser = ada.browser()
    assert browser.get(reverse(ERASE)).status_code == 200
    answer = post(browser)
    assert answer.status_code == 422
    assert "Nothing was erased." in answer.content.decode()
    assert "<title>Error:" in answer.content.decode()
    assert browser.get(reverse("privacy:mine")).status_code == 200


def at_night(monkeypatch: pytest.MonkeyPatch, ada: Person) -> Client:
    """Her browser at six in the evening of the 23rd in Los Angeles, when it is the 24th already in UTC."""
    now = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    monkeypatch.setattr("stillroom.accounts.middleware.timezone", SimpleNamespace(now=lambda: now))
    browser = Client()
    browser.cookies[SESSION_COOKIE] = start_session(unlocked=ada.unlocked, idle=timedelta(minutes=5), now=now)
    return browser


def test_the_receipt_names_both_days_by_her_own_calendar(
    ada: Person, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = post(at_night(monkeypatch, ada), sure="on").content.decode()
    assert "Erased here on 23 November 2026." in body
    assert "Copies in our locked backups are destroyed by 7 December 2026." in body
    assert "stays locked with them for the seven years the law asks" in body


def test_the_receipt_of_somebody_who_shared_nothing_speaks_of_no_therapist(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = post(at_night(monkeypatch, ada), sure="on").content.decode()
    assert "Erased here on 23 November 2026." in body
    assert "therapist" not in body


def test_the_page_after_belongs_to_nobody_and_the_browser_forgets(ada: Person) -> None:
    browser = ada.browser()
    answer = post(browser, sure="on")
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "It is erased" in body
    assert reverse("accounts:lock") not in body and "private.js" not in body
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer.cookies[SESSION_COOKIE].value == "" and answer.cookies[SESSION_COOKIE]["max-age"] == 0


def test_every_session_of_hers_is_dead_and_her_name_opens_nothing(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillroom.accounts.views.signing_in.POLICY", CHEAP)
    here, there = ada.browser(), ada.browser()
    cookie = here.cookies[SESSION_COOKIE].value
    assert there.get(reverse("home:today")).status_code == 200
    post(here, sure="on")
    here.cookies[SESSION_COOKIE] = cookie
    for browser in (here, there):
        for path in ("home:today", "privacy:mine"):
            assert browser.get(reverse(path)).headers.get("Location") == reverse("accounts:sign_in")
    again = Client().post(reverse("accounts:sign_in"), {"handle": ada.profile.handle, "passphrase": ada.passphrase})
    assert again.status_code == 422


def test_a_second_press_finds_nobody_and_breaks_nothing(ada: Person) -> None:
    browser = ada.browser()
    cookie = browser.cookies[SESSION_COOKIE].value
    assert post(browser, sure="on").status_code == 200
    browser.cookies[SESSION_COOKIE] = cookie  # sent before the browser was told to forget it
    late = post(browser, sure="on")
    assert (late.status_code, "Nothing was erased" in late.content.decode()) == (403, False)
    del browser.cookies[SESSION_COOKIE]
    assert post(browser, sure="on").status_code == 404


def test_open_sockets_of_hers_are_closed(ada: Person, tom: Person, pair: Pair) -> None:
    closed: list[str] = []
    hers, his = (presence.tag("account", person.keyholder.account.bytes) for person in (ada, tom))
    with (
        presence.resting_on([hers], lambda: closed.append("ada")),
        presence.resting_on([his], lambda: closed.append("tom")),
    ):
        erase(ada)
    assert closed == ["ada"]


def test_a_harmed_place_keeps_nobody_here_and_the_receipt_says_what_could_not_be_done(ada: Person, pair: Pair) -> None:
    """Attack: a row taken away must not make an account impossible to erase."""
    write_much(ada)
    own = journal_of(ada)
    for space in (*own, pair.space):
        Record.objects.filter(space_id=space).exclude(id=space).first().delete()
    answer = post(ada.browser(), sure="on")
    assert answer.status_code == 200
    assert "It is erased" in answer.content.decode()
    assert "did not open" in answer.content.decode()
    assert not Account.objects.filter(id=ada.keyholder.account).exists()
    assert not Space.objects.filter(id__in=own).exists()
    assert Space.objects.filter(id=pair.space).exists()


def test_the_receipt_of_an_unharmed_account_says_nothing_of_harm(ada: Person, pair: Pair) -> None:
    assert "did not open" not in post(ada.browser(), sure="on").content.decode()


def test_who_keeps_records_for_others_reads_what_to_do_first_and_finds_no_button(tom: Person, ada: Person) -> None:
    his, hers = (person.browser().get(reverse(ERASE)).content.decode() for person in (tom, ada))
    assert "Hand them over first" in his
    assert "Erase now" not in his
    assert "Erase now" in hers
