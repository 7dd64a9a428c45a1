"""Every answer carries the strict headers, and browsers keep nothing (U3, U6)."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from stillroom.base.middleware import CONTENT_SECURITY_POLICY, HEADERS, HeadersMiddleware
from tests.cast import Person

Ask = Callable[[Client], HttpResponse]


@pytest.fixture(autouse=True)
def breaking_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.base.breaking"


def get(path: str) -> Ask:
    return lambda browser: browser.get(path)


ANSWERS: dict[str, tuple[int, Ask]] = {
    "page": (200, get("/about/")),
    "neutral start": (200, get("/")),
    "head": (200, lambda browser: browser.head("/about/")),
    "slash": (301, get("/about")),
    "redirect": (302, get("/today/")),
    "exit": (303, lambda browser: browser.post("/exit")),
    "strange host": (400, lambda browser: browser.get("/about/", headers={"host": "evil.example"})),
    "no token": (403, lambda _browser: Client(enforce_csrf_checks=True).post("/in/", {"handle": "x"})),
    "exit from elsewhere": (403, lambda browser: browser.post("/exit", headers={"sec-fetch-site": "cross-site"})),
    "nothing": (404, get("/nowhere/")),
    "hidden": (404, get("/hidden/")),
    "wrong method": (405, lambda browser: browser.put("/about/")),
    "conflict": (409, get("/refused/")),
    "too long": (413, lambda browser: browser.post("/form/", {"words": "x" * 6_000_000})),
    "error": (500, get("/raises/")),
}
OF_A_PERSON: dict[str, tuple[int, Ask]] = {
    "today": (200, get("/today/")),
    "data": (200, get("/mine/data/")),
    "stay": (204, lambda browser: browser.post("/stay")),
    "bad form": (422, lambda browser: browser.post("/mine/erase/", {})),
    "hidden": (404, get("/desk/practice/")),
}


PUBLIC = {"page", "neutral start", "head"}  # what search engines may show (decision 28)


def assert_strict(answer: HttpResponse, *, public: bool = False) -> None:
    robots = {"X-Robots-Tag": "noarchive"} if public else {}
    for name, value in {**HEADERS, **robots}.items():
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Server" not in answer.headers
    assert "X-Powered-By" not in answer.headers


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_of_every_kind_carries_the_headers(kind: str) -> None:
    status, ask = ANSWERS[kind]
    answer = ask(Client(raise_request_exception=False))
    assert answer.status_code == status
    assert_strict(answer, public=kind in PUBLIC)


@pytest.mark.parametrize("kind", OF_A_PERSON)
def test_also_to_somebody_who_is_signed_in(ada: Person, kind: str) -> None:
    status, ask = OF_A_PERSON[kind]
    answer = ask(ada.browser())
    assert answer.status_code == status
    assert_strict(answer)


def test_nothing_is_allowed_that_is_not_named() -> None:
    policy = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}


def test_without_the_middleware_there_would_be_none(settings: Settings) -> None:
    """The control."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "HeadersMiddleware" not in name]
    answer = Client().get("/between-us/")
    assert answer.status_code == 200
    assert not HEADERS.keys() & answer.headers.keys()
    assert "Cache-Control" not in answer.headers


def test_a_view_that_says_otherwise_about_keeping_is_heard() -> None:
    def kept(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    answer = HeadersMiddleware(kept)(RequestFactory().get("/"))
    assert answer.headers["Cache-Control"] == "max-age=60"
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
