"""Whose language a page is in, where the choice is kept, and that the way out takes it along."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from stillroom.accounts.documents import Profile, upgrade_profile
from stillroom.accounts.queries import profile_of
from stillroom.vault.accounts import write_profile
from stillroom.vault.documents import fields_of
from tests.accounts.walking import Page, send
from tests.cast import WORDS, Person

SPANISH = {"HTTP_ACCEPT_LANGUAGE": "es-MX,es;q=0.9,en;q=0.5"}
COOKIE = settings.LANGUAGE_COOKIE_NAME


def language_of(page) -> str:
    return page.content.decode().partition('<html lang="')[2].partition('"')[0]


def choose(browser: Client, language: str, back: str = "/about/", **headers: str):
    return browser.post(reverse("accounts:language"), {"language": language, "here": back}, **headers)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("es", "es"),
        ("es-419,es;q=0.8", "es"),
        ("fr, es;q=0.5", "es"),
        ("en-US,es;q=0.1", "en"),
        ("tlh", "en"),
        ("", "en"),
    ],
)
def test_at_first_a_page_is_in_the_browsers_language(eve: Client, header: str, language: str) -> None:
    page = eve.get(reverse("home:about"), HTTP_ACCEPT_LANGUAGE=header)
    assert language_of(page) == language
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in page.headers["Vary"].split(",")}


def test_the_next_request_on_the_same_thread_is_not_in_the_language_of_the_one_before(eve: Client) -> None:
    assert language_of(eve.get("/about/", **SPANISH)) == "es"
    assert language_of(Client().get("/about/")) == "en"


def test_a_visitor_chooses_and_it_stays_until_the_window_closes(eve: Client) -> None:
    page = eve.get("/about/").content.decode()
    assert f'action="{reverse("accounts:language")}"' in page
    assert 'lang="es">Español</button>' in page
    answer = choose(eve, "es")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/about/")
    cookie = answer.cookies[COOKIE]
    assert (cookie.value, cookie["max-age"], cookie["expires"], cookie["secure"], cookie["samesite"]) == (
        *("es", "", "", True, "Strict"),
    )
    for address in ("/about/", "/", "/about/"):  # the start page takes everything else
        assert language_of(eve.get(address)) == "es"
    assert language_of(eve.get("/nothing-here/")) == "es"
    assert 'lang="en">English</button>' in eve.get("/").content.decode()


def test_the_start_page_still_takes_everything_else(eve: Client) -> None:
    choose(eve, "es")
    eve.cookies["old"] = "1"
    page = eve.get("/")
    assert page.cookies["old"]["max-age"] == 0
    assert COOKIE not in page.cookies
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_the_way_out_takes_the_choice_along(eve: Client) -> None:
    choose(eve, "es")
    answer = eve.post(reverse("accounts:leave"))
    assert answer.cookies[COOKIE]["max-age"] == 0
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert language_of(eve.get("/")) == "en"


def test_the_script_of_the_way_out_knows_the_cookie() -> None:
    script = Path(settings.STATICFILES_DIRS[0], "js", "page.js").read_text(encoding="utf-8")
    assert f'document.cookie = "{COOKIE}=; Max-Age=0; Path=/; Secure"' in script


@pytest.mark.parametrize("language", ["", "fr", "../es", "xx"])
def test_a_language_that_is_not_ours_changes_nothing(eve: Client, language: str) -> None:
    answer = choose(eve, language)
    assert (answer.status_code, COOKIE in answer.cookies) == (303, False)
    eve.cookies[COOKIE] = language
    assert language_of(eve.get("/about/")) == "en"


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org", ""]
)
def test_it_leads_nowhere_else(eve: Client, back: str) -> None:
    assert choose(eve, "es", back).headers["Location"] == "/"


def test_a_strange_site_cannot_turn_the_language(ada: Person) -> None:
    browser = ada.browser()
    for headers in ({"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://example.org"}):
        assert choose(browser, "es", **headers).status_code == 403
    assert profile_of(ada.keyholder).language == ""
    assert choose(browser, "es", HTTP_SEC_FETCH_SITE="same-origin").status_code == 303  # the control
    assert profile_of(ada.keyholder).language == "es"


def test_a_person_chooses_in_the_settings_and_it_follows_them(ada: Person) -> None:
    browser, page = ada.browser(), reverse("accounts:settings")
    said = {"called": "Ada", "zone": "America/Los_Angeles", "shared": "yes", "language": "es"}
    assert browser.post(page, said).status_code == 302
    assert language_of(browser.get(page)) == "es"
    elsewhere = ada.browser()
    assert language_of(elsewhere.get(page, HTTP_ACCEPT_LANGUAGE="en")) == "es"


def test_a_language_that_was_never_chosen_is_the_browsers(ada: Person) -> None:
    assert ada.profile.language == ""
    assert language_of(ada.browser().get(reverse("home:today"), **SPANISH)) == "es"
    assert language_of(ada.browser().get(reverse("home:today"))) == "en"


def sign_in(browser: Client, person: Person):
    form = {"handle": person.profile.handle, "passphrase": WORDS}
    return browser.post(reverse("accounts:sign_in"), form)


def test_who_comes_in_gets_their_own_language_and_the_locked_page_is_in_it(ada: Person) -> None:
    write_profile(keyholder=ada.keyholder, profile=replace(ada.profile, language="es"))
    browser = Client()
    choose(browser, "en")
    sign_in(browser, ada)
    assert language_of(browser.get(reverse("home:today"))) == "es"
    browser.post(reverse("accounts:lock"))
    assert language_of(browser.get(reverse("accounts:sign_in"))) == "es"


def test_who_never_chose_keeps_what_they_chose_at_the_door(ada: Person) -> None:
    browser = Client()
    choose(browser, "es")
    sign_in(browser, ada)
    assert profile_of(ada.keyholder).language == "es"


def test_who_joins_in_spanish_reads_spanish(db: None) -> None:
    browser, join = Client(), reverse("accounts:join")
    choose(browser, "es")
    page = send(browser, join, Page(browser.get(join)), shared="yes")
    page = send(browser, join, page, called="Ada", zone="Europe/Berlin")
    handle, passphrase = page.secrets[0], page.choices[1]
    send(browser, join, send(browser, join, page, offer="1"), passphrase_again=passphrase)
    elsewhere = Client()
    elsewhere.post(reverse("accounts:sign_in"), {"handle": handle, "passphrase": passphrase})
    assert language_of(elsewhere.get(reverse("home:today"))) == "es"


def test_a_page_that_answers_a_form_does_not_offer_to_lose_it(eve: Client) -> None:
    page = eve.post(reverse("accounts:sign_in"), {"handle": "x"})
    assert page.status_code == 422
    assert reverse("accounts:language") not in page.content.decode()


@pytest.mark.parametrize("version", [1, 2])
def test_a_profile_of_any_version_opens_as_todays(ada: Person, version: int) -> None:
    sample = Path(__file__).parent / "profiles" / f"profile.v{version}.json"
    fields = json.loads(sample.read_text(encoding="utf-8"))
    write_profile(keyholder=ada.keyholder, profile=fields)
    profile = profile_of(ada.keyholder)
    assert (profile.handle, profile.version) == (fields["handle"], Profile.__dataclass_fields__["version"].default)
    assert profile.language == {1: "", 2: "es"}[version]
    if version == profile.version:
        assert fields_of(profile) == fields == upgrade_profile(fields)
