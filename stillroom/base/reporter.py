"""What becomes of an unexpected exception: a page and a log line with no values in them.

Django's own report held plaintext, key ring and cookie (pv1 section 12); this one names the exception's class and
the place, which is what mends a bug.
"""

import logging
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from traceback import extract_tb
from types import TracebackType

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render

log = logging.getLogger("stillroom.error")

ERROR_ID = "stillroom.error_id"  # in request.META: the number that the page shows

# Django answers these with a page of its own status, through the handlers that the URL configuration names.
ANSWERED_BY_DJANGO = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError)


def places(trace: TracebackType | None) -> str:
    """`file:line` of each frame, outermost first, without source lines or values."""
    return " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in extract_tb(trace))


def note(exception: BaseException) -> str:
    """Logs where it happened, under a random number that the page shows too; returns the number."""
    error_id = secrets.token_hex(4)
    log.error("unexpected %s %s at %s", error_id, type(exception).__name__, places(exception.__traceback__))
    return error_id


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
    """Answers what a view raised unexpectedly itself, so that nothing further down formats it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, ANSWERED_BY_DJANGO):
            return None
        return render(request, "errors/500.html", {"error_id": note(exception)}, status=500)


@receiver(got_request_exception, dispatch_uid="stillroom.base.reporter")
def note_beside_views(request: HttpRequest | None = None, **_signal: object) -> None:
    """What a middleware raised never comes to the one above: Django makes it a 500 and tells this signal."""
    exception = sys.exception()
    if exception is not None:
        error_id = note(exception)
        if request is not None:
            request.META[ERROR_ID] = error_id
