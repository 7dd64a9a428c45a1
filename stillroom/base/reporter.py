"""An error report with no values in it.

Django's own report held plaintext, key ring and cookie (pv1 section 12); this one names the exception's class and
the place, which is what mends a bug.
"""

import logging
import secrets
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger("stillroom.error")


def places(trace: TracebackType | None) -> str:
    """`file:line` of each frame, outermost first, without source lines or values."""
    return " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(trace))


class QuietReporter:
    """Stands where Django would build its report with local variables."""

    def __init__(
        self,
        request: HttpRequest | None,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
        is_email: bool = False,
    ) -> None:
        self.summary = f"{exc_type.__name__ if exc_type else 'Error'} at {places(tb)}"

    def get_traceback_html(self) -> str:
        return self.summary

    def get_traceback_text(self) -> str:
        return self.summary


class QuietErrorsMiddleware:
    """Answers any unexpected exception itself, so that nothing further down formats it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        error_id = secrets.token_hex(4)
        log.error("unexpected %s %s at %s", error_id, type(exception).__name__, places(exception.__traceback__))
        return render(request, "errors/500.html", {"error_id": error_id}, status=500)
