"""Static files never reach Django, are kept for long, and carry the same strict headers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from stillroom.base.assets import prefix, static
from stillroom.base.middleware import HEADERS
from stillroom.config.wsgi import application


@pytest.fixture(autouse=True)
def connections_of_other_tests() -> Iterator[None]:
    """Are not looked at, as in Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@dataclass(slots=True)
class Answer:
    status: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def ask(path: str, method: str = "GET", **more: str) -> Answer:
    answer = Answer()

    def start(status: str, headers: Iterable[tuple[str, str]], *_rest: object) -> None:
        answer.status, answer.headers = status, {name.title(): value for name, value in headers}

    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
        **more,
    }
    answer.body = b"".join(application(environ, start))
    return answer


@pytest.mark.parametrize(
    ("path", "kind"),
    [("app.css", "text/css"), ("js/page.js", "text/javascript"), ("icon.svg", "image/svg+xml")],
)
def test_a_static_file_is_kept_for_a_year_and_carries_every_header(path: str, kind: str) -> None:
    answer = ask(static(path))
    assert answer.status == "200 OK"
    assert answer.headers["Content-Type"].startswith(kind)
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert {name.title(): value for name, value in HEADERS.items()}.items() <= answer.headers.items()
    assert not {"Access-Control-Allow-Origin", "Set-Cookie", "Server"} & answer.headers.keys()
    assert len(answer.body) == int(answer.headers["Content-Length"])


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_static_file_goes_over_the_line_compressed_where_the_browser_can_open_it(
    accepted: str, sent: str | None
) -> None:
    answer = ask(static("app.css"), HTTP_ACCEPT_ENCODING=accepted)
    assert answer.headers.get("Content-Encoding") == sent
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert len(answer.body) == int(answer.headers["Content-Length"])
    assert {name.title(): value for name, value in HEADERS.items()}.items() <= answer.headers.items()
    assert (len(answer.body) < 7_000) == (sent is not None)


@pytest.mark.parametrize("name", ["app.css.br", "app.css.gz"])
def test_a_compressed_file_has_no_address_of_its_own_as_a_page_would_link_it(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        static(name)


def test_what_has_not_changed_is_not_sent_again() -> None:
    first = ask(static("app.css"))
    again = ask(static("app.css"), HTTP_IF_MODIFIED_SINCE=first.headers["Last-Modified"])
    assert again.status.startswith("304")
    assert again.body == b""


@pytest.mark.parametrize(
    "path",
    [
        "/static/app.css",
        "/static/0000000000/app.css",
        f"/{prefix()}",
        f"/{prefix()}../config/settings.py",
        f"/{prefix()}%2e%2e/config/settings.py",
        f"/{prefix()}js/",
        f"/{prefix()}missing.js",
    ],
)
def test_any_other_address_under_static_is_the_pages_404_and_is_not_kept(path: str) -> None:
    answer = ask(path)
    assert answer.status == "404 Not Found"
    assert b"There is nothing here" in answer.body
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_a_static_file_takes_no_form() -> None:
    assert ask(static("app.css"), "POST").status == "405 Method Not Allowed"


def test_a_page_goes_to_django() -> None:
    answer = ask("/between-us/")
    assert answer.status == "200 OK"
    assert answer.headers["Cache-Control"] == "no-store"
