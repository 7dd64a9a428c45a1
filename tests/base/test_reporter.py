"""A page that breaks prints no value: not in its answer, not in the log, not on the terminal (pv1 section 12)."""

import logging
import re
from io import StringIO

import pytest
from django.conf import settings as now_set
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter
from pytest_django import Settings

from stillroom.base.reporter import QuietReporter
from tests.base.breaking import CANARY, raises

MIDDLEWARE = "tests.base.breaking.BrokenMiddleware"


@pytest.fixture(autouse=True)
def breaking_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.base.breaking"


def asked(path: str, **options: object) -> tuple[int, str]:
    """Status, and all that the browser gets."""
    answer = Client(raise_request_exception=False).get(f"/{path}/?q={CANARY}", **options)
    return answer.status_code, f"{answer.headers} {answer.cookies} {answer.content.decode()}"


def numbers(text: str) -> set[str]:
    return set(re.findall(r"\b[0-9a-f]{8}\b", text))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "named"),
    [("raises", "ValueError"), ("chained", "KeyError"), ("database", "OperationalError")],
)
def test_a_view_that_raises_prints_no_value_anywhere(
    path: str, named: str, printed: StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    status, body = asked(path)
    assert status == 500
    assert "Something broke on our side" in body
    said = printed.getvalue()
    assert re.search(rf"stillroom\.error unexpected [0-9a-f]{{8}} {named} at .*breaking\.py:\d+", said)
    assert len(said.splitlines()) == 1
    for text in (body, said, *capfd.readouterr()):
        assert CANARY not in text
        assert f"/{path}/" not in text


def test_the_number_on_the_page_is_the_one_in_the_log(printed: StringIO) -> None:
    _status, body = asked("raises")
    assert len(numbers(printed.getvalue())) == 1
    assert numbers(printed.getvalue()) <= numbers(body)


def test_a_middleware_that_raises_prints_no_value_either(
    settings: Settings, printed: StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, MIDDLEWARE]
    status, body = asked("about")
    assert (status, "Something broke on our side" in body) == (500, True)
    assert re.search(r"unexpected [0-9a-f]{8} ValueError at .*breaking\.py:\d+", printed.getvalue())
    assert numbers(printed.getvalue()) <= numbers(body)
    assert [text for text in (body, printed.getvalue(), *capfd.readouterr()) if CANARY in text] == []


def test_no_report_of_djangos_own_is_made_of_it() -> None:
    assert now_set.DEFAULT_EXCEPTION_REPORTER == "stillroom.base.reporter.QuietReporter"
    try:
        raises(RequestFactory().get("/raises/"))
    except ValueError as error:
        report = QuietReporter(None, ValueError, error, error.__traceback__)
    assert report.get_traceback_html() == report.get_traceback_text()
    assert re.fullmatch(r"ValueError at test_reporter\.py:\d+ breaking\.py:\d+", report.get_traceback_text())
    assert QuietReporter(None, None, None, None).get_traceback_text() == "Error at "


def test_djangos_own_report_of_the_same_would_print_it() -> None:
    """The control: what is kept out is really there to be printed."""
    request = RequestFactory().get(f"/raises/?q={CANARY}")
    try:
        raises(request)
    except ValueError as error:
        report = ExceptionReporter(request, ValueError, error, error.__traceback__)
    assert report.get_traceback_html().count(CANARY) > 2
    assert report.get_traceback_text().count(CANARY) > 2


def test_djangos_own_log_of_the_same_would_print_it(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    """The control: with the stock formatter and level, and without our middleware."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "QuietErrors" not in name]
    buffer, loud = StringIO(), logging.getLogger("django.request")
    handler = logging.StreamHandler(buffer)
    loud.addHandler(handler)
    loud.setLevel(logging.ERROR)
    try:
        assert asked("raises")[0] == 500
    finally:
        loud.removeHandler(handler)
        loud.setLevel(logging.NOTSET)
    assert CANARY in buffer.getvalue()


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("hidden", 404, "There is nothing here"),
        ("missing", 404, "There is nothing here"),
        ("nowhere", 404, "There is nothing here"),
        ("suspicious", 400, "We could not read that"),
        ("refused", 409, "This was changed meanwhile."),
    ],
)
def test_what_is_no_bug_has_its_own_answer_and_no_log(
    path: str, status: int, words: str, printed: StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    found, body = asked(path)
    assert (found, words in body) == (status, True)
    assert [text for text in (body, printed.getvalue(), *capfd.readouterr()) if CANARY in text] == []
    assert printed.getvalue() == ""


@pytest.mark.parametrize(
    "encoded", ["multipart/form-data; boundary=BoUnDaRyStRiNg", "application/x-www-form-urlencoded"]
)
def test_a_form_that_is_too_long_is_told_so_wherever_it_is_read(
    settings: Settings, encoded: str, printed: StringIO
) -> None:
    """A view without the form token reads it first itself, where Django's middleware else does."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    field = 'Content-Disposition: form-data; name="words"'
    body = f"--BoUnDaRyStRiNg\r\n{field}\r\n\r\n{CANARY * 100}\r\n--BoUnDaRyStRiNg--\r\n"
    answer = Client().post("/form/", body, content_type=encoded)
    assert (answer.status_code, "That was too much at once" in answer.content.decode()) == (413, True)
    assert printed.getvalue() == ""


def test_a_form_with_more_fields_than_any_of_ours_is_not_read(printed: StringIO) -> None:
    answer = Client().post("/form/", {f"field_{number}": "x" for number in range(1_100)})
    assert (answer.status_code, "We could not read that" in answer.content.decode()) == (400, True)
    assert printed.getvalue() == ""
