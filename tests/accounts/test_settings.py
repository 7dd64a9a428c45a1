"""What a person changes of their own."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from stillroom.accounts.actions import sign_in
from stillroom.accounts.people import SESSION_COOKIE
from stillroom.accounts.queries import profile_of
from stillroom.accounts.views import settings
from stillroom.vault.accounts import WrongPassphrase
from stillroom.vault.kdf_slots import Busy
from stillroom.vault.sessions import session_of
from tests.accounts.walking import Page, send
from tests.cast import CHEAP, NOW, WORDS, Person

SETTINGS, PASSPHRASE = "/settings/", "/settings/passphrase/"
pytestmark = pytest.mark.django_db


def test_name_pronouns_clock_and_phone_are_saved(ada: Person) -> None:
    browser = ada.browser()
    form = {"called": "Lovelace", "pronouns": "she/her", "zone": "Asia/Kathmandu", "shared": "no"}
    answer = browser.post(SETTINGS, form)
    assert (answer.status_code, answer["Location"]) == (302, SETTINGS)
    profile = profile_of(ada.keyholder)
    assert (profile.called, profile.pronouns, profile.zone, profile.shared_phone) == (
        "Lovelace",
        "she/her",
        "Asia/Kathmandu",
        False,
    )
    assert profile.handle == ada.profile.handle
    page = browser.get(SETTINGS).content.decode()
    assert 'value="Lovelace"' in page
    assert 'value="Asia/Kathmandu" selected' in page
    assert "Saved." in page


def test_a_form_with_a_mistake_keeps_what_was_typed(ada: Person) -> None:
    page = Page(ada.browser().post(SETTINGS, {"called": "", "pronouns": "they", "zone": "UTC", "shared": "no"}))
    assert page.status == 422
    assert 'value="they"' in page.response.content.decode()
    assert profile_of(ada.keyholder) == ada.profile


def test_settings_are_for_whoever_is_in(eve: Client) -> None:
    assert {eve.get(SETTINGS).status_code, eve.get(PASSPHRASE).status_code} == {404}


def to_the_offers(browser: Client, old: str = WORDS) -> Page:
    return Page(browser.post(PASSPHRASE, {"passphrase": old}))


def test_a_new_passphrase_takes_the_old_one_first(ada: Person) -> None:
    browser, elsewhere = ada.browser(), ada.browser()
    before = browser.cookies[SESSION_COOKIE].value
    page = send(browser, PASSPHRASE, to_the_offers(browser), draw="digits")
    chosen = page.choices[0]
    page = send(browser, PASSPHRASE, page, offer="0")
    assert send(browser, PASSPHRASE, page, passphrase_again=chosen).status == 302
    assert sign_in(handle=ada.profile.handle, passphrase=chosen, now=NOW, cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        sign_in(handle=ada.profile.handle, passphrase=WORDS, now=NOW, cost=CHEAP)
    assert browser.get(SETTINGS).status_code == 200
    assert browser.cookies[SESSION_COOKIE].value != before
    assert session_of(before, datetime.now(UTC)) is None
    assert elsewhere.get(SETTINGS).status_code == 302


def test_a_wrong_old_one_changes_nothing(ada: Person) -> None:
    page = to_the_offers(ada.browser(), "wrong")
    assert page.status == 422
    assert "Nothing was changed" in page.text
    assert to_the_offers(ada.browser(), "").status == 422


def test_guessing_the_old_one_is_limited(ada: Person) -> None:
    statuses = [to_the_offers(ada.browser(), "wrong").status for _ in range(6)]
    assert statuses == [422] * 5 + [429]


def test_the_offers_need_the_proof(ada: Person, tom: Person) -> None:
    page = to_the_offers(ada.browser())
    toms = send(tom.browser(), PASSPHRASE, page, offer="0")
    assert "The passphrase you use now" in toms.text
    old = Page(ada.browser().post(PASSPHRASE, {"step": "again", "sealed": "x", "passphrase_again": "y"}))
    assert old.status == 422
    assert "open for too long" in old.text


def test_it_has_to_be_chosen_and_typed_back(ada: Person) -> None:
    browser = ada.browser()
    page = to_the_offers(browser)
    assert send(browser, PASSPHRASE, page, offer="").status == 422
    page = send(browser, PASSPHRASE, page, offer="0")
    assert send(browser, PASSPHRASE, page, passphrase_again="other").status == 422
    assert send(browser, PASSPHRASE, page, back="1").choices
    assert sign_in(handle=ada.profile.handle, passphrase=WORDS, now=NOW, cost=CHEAP)


def test_a_therapist_may_bring_words_of_their_own_and_a_client_may_not(ada: Person, tom: Person) -> None:
    own = "nine brass kettles hum at dusk"
    page = send(tom.browser(), PASSPHRASE, to_the_offers(tom.browser()), passphrase=own)
    browser = tom.browser()
    assert send(browser, PASSPHRASE, page, passphrase_again=own).status == 302
    assert sign_in(handle=tom.profile.handle, passphrase=own, now=NOW, cost=CHEAP)
    assert send(ada.browser(), PASSPHRASE, to_the_offers(ada.browser()), passphrase=own).status == 422


@pytest.mark.parametrize(("action", "step"), [("prove_passphrase", "old"), ("renew_passphrase", "again")])
def test_a_crowd_loses_nothing(ada: Person, monkeypatch: pytest.MonkeyPatch, action: str, step: str) -> None:
    def busy(**_: object) -> None:
        raise Busy

    browser = ada.browser()
    page = send(browser, PASSPHRASE, to_the_offers(browser), offer="0")
    monkeypatch.setattr(settings, action, busy)
    chosen = send(browser, PASSPHRASE, page, back="1").choices[0]
    answer = to_the_offers(browser) if step == "old" else send(browser, PASSPHRASE, page, passphrase_again=chosen)
    assert (answer.status, answer.response["Retry-After"]) == (503, "10")
