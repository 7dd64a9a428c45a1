"""A browser that keeps no cookies: nothing happens behind one's back, and the page says what to do."""

import re

import pytest
from django.test import Client
from django.urls import reverse

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
FROM_HERE = {"Origin": "http://testserver"}


def sent(name: str, *, keeps: bool, **fields: str) -> tuple[int, str]:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(reverse(name))
    found = TOKEN.search(page.content.decode())
    assert found is not None
    if not keeps:
        browser.cookies.clear()
    answer = browser.post(reverse(name), {"csrfmiddlewaretoken": found[1], **fields}, headers=FROM_HERE)
    return answer.status_code, answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["accounts:sign_in", "accounts:lost"])
def test_without_cookies_a_form_is_answered_with_what_to_do(name: str) -> None:
    status, page = sent(name, keeps=False)
    assert status == 403
    assert "Your browser keeps no cookies" in page
    assert "let this one site keep cookies" in page
    assert f'href="{reverse("safety:now")}"' in page


@pytest.mark.django_db
def test_with_them_the_same_form_is_taken() -> None:
    """The control."""
    status, page = sent("accounts:sign_in", keeps=True, handle="nobody", passphrase="wrong")
    assert status == 422
    assert "cookies" not in page


@pytest.mark.django_db
def test_an_old_page_is_told_apart_from_a_browser_without_cookies() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get(reverse("accounts:sign_in"))
    answer = browser.post(reverse("accounts:sign_in"), {"csrfmiddlewaretoken": "x" * 64}, headers=FROM_HERE)
    assert answer.status_code == 403
    assert "Please try once more" in answer.content.decode()
    assert "keeps no cookies" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["home:start", "home:about", "safety:now", "toolkit:calm", "finding:people"])
def test_without_cookies_one_can_look_around_and_find_help(name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200
    assert Client().post(reverse("accounts:leave")).status_code == 303  # the way out asks for none
