"""A log line names an event and nothing about anybody."""

import logging
import sys
from logging.config import dictConfig

import pytest

from stillroom.base.logs import LOGGING, BareFormatter

CANARY = "Kanarienvogel-77d2"


def line(name: str, message: str, *args: object, raised: BaseException | None = None) -> str:
    trace = None if raised is None else (type(raised), raised, raised.__traceback__)
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, trace)
    return BareFormatter().format(record)


def caught() -> ValueError:
    try:
        raise ValueError(CANARY)
    except ValueError as error:
        return error


def test_our_own_loggers_say_their_constant_words() -> None:
    assert line("stillroom.server", "job %s", "vault.sessions").endswith("error stillroom.server job vault.sessions")


@pytest.mark.parametrize("name", ["uvicorn.error", "asyncio", "django.request", "stillroomy", "root"])
def test_what_others_say_is_left_out(name: str) -> None:
    said = line(name, "GET /with/%s/", CANARY)
    assert CANARY not in said and "/with/" not in said
    assert said.endswith(f"error {name}")


@pytest.mark.parametrize("name", ["uvicorn.error", "stillroom.error"])
def test_an_exception_is_named_by_class_and_place_alone(name: str) -> None:
    said = line(name, "it broke", raised=caught())
    assert CANARY not in said
    assert "ValueError at test_logs.py:" in said
    assert "\n" not in said


def test_pythons_own_formatter_would_print_both() -> None:
    """The control."""
    error = caught()
    record = logging.LogRecord(
        "uvicorn", 40, __file__, 1, "GET %s", (CANARY,), (ValueError, error, error.__traceback__)
    )
    assert logging.Formatter().format(record).count(CANARY) >= 2


def test_every_logger_of_a_server_goes_through_it(capfd: pytest.CaptureFixture[str]) -> None:
    loggers = [*LOGGING["loggers"], ""]
    before = {
        name: (list(log.handlers), log.level, log.propagate) for name in loggers if (log := logging.getLogger(name))
    }
    dictConfig(LOGGING)
    try:
        for name in ("django.request", "django.security.DisallowedHost", "uvicorn.error", "asyncio", "a2wsgi", "other"):
            logging.getLogger(name).error("GET /with/%s/", CANARY, exc_info=caught())
        logging.getLogger("stillroom.server").info("served")
        sys.stderr.flush()
    finally:
        for name, (handlers, level, propagate) in before.items():
            log = logging.getLogger(name)
            log.handlers, log.propagate = handlers, propagate
            log.setLevel(level)
    said = capfd.readouterr().err
    assert CANARY not in said and "/with/" not in said
    assert "stillroom.server served" in said
    assert "uvicorn.error ValueError at test_logs.py" in said
    assert "asyncio ValueError at test_logs.py" in said
    assert "django" not in said
