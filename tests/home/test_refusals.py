"""A form that cannot be proven to be ours changes nothing and says what to do."""

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.vault.models import Account
from tests.cast import Person
from tests.home.looking import words


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"referer": "http://evil.example/"}])
def test_a_form_without_its_token_is_refused_in_plain_words(ada: Person, headers: dict[str, str]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = ada.browser().cookies
    answer = browser.post(reverse("privacy:erase"), {"sure": "on"}, headers=headers)
    assert answer.status_code == 403
    assert "Please try once more" in words(answer)
    assert "nothing was changed" in words(answer)
    assert "evil" not in answer.content.decode()
    assert Account.objects.filter(id=ada.keyholder.account).exists()


def test_with_its_token_it_would_go_through(ada: Person) -> None:
    """The control: the same browser, the same form."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = ada.browser().cookies
    browser.get(reverse("privacy:erase"))
    token = browser.cookies["__Host-f"].value
    origin = {"origin": "http://testserver"}
    answer = browser.post(reverse("privacy:erase"), {"csrfmiddlewaretoken": token}, headers=origin)
    assert answer.status_code == 422


def test_nothing_says_what_was_looked_for(eve: Client, ada: Person) -> None:
    for browser in (eve, ada.browser()):
        answer = browser.get("/Kanarienvogel/")
        assert answer.status_code == 404
        assert "Kanarienvogel" not in answer.content.decode()
        assert words(answer).startswith("There is nothing here")
