"""What somebody sees on their page."""

import re

from django.http import HttpResponse
from django.urls import reverse

from tests.cast import Person

MAIN = re.compile(r"<main.*</main>", re.DOTALL)
MENU = re.compile(r'<nav aria-label="Menu">.*?</nav>', re.DOTALL)
LINK = re.compile(r'href="([^"]+)"')
TAG = re.compile(r"<[^>]+>")


def words(response: HttpResponse) -> str:
    """The page's own words, without markup and menu."""
    found = MAIN.search(response.content.decode())
    assert found is not None
    return " ".join(TAG.sub(" ", found[0]).split())


def links(response: HttpResponse) -> list[str]:
    found = MAIN.search(response.content.decode())
    assert found is not None
    return LINK.findall(found[0])


def menu(response: HttpResponse) -> list[str]:
    found = MENU.search(response.content.decode())
    return [] if found is None else LINK.findall(found[0])


def today(person: Person) -> HttpResponse:
    response = person.browser().get(reverse("home:today"))
    assert response.status_code == 200
    return response
