"""Opens the session cookie once for each request and drops the keys with the answer."""

import errno
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import activate

from stillroom.accounts.keeping import typed_words
from stillroom.accounts.people import SESSION_COOKIE, PersonRequest, profile_of_entered
from stillroom.vault.sessions import enter, touch_session
from stillroom.vault.spaces import Tampered

log = logging.getLogger("stillroom.trouble")


@dataclass(frozen=True, slots=True)
class Trouble:
    line: str
    page: str
    status: int


HARMED = Trouble("a space is not as its members left it", "errors/harmed.html", 500)
FULL = Trouble("the disk is full", "errors/full.html", 503)
BUSY = Trouble("the database was in use for too long", "errors/busy.html", 503)
# SQLite's own words (sqlite3.c, sqlite3ErrStr); on a full disk its index beside the log fails with the second.
SAID = {"database or disk is full": FULL, "disk I/O error": FULL, "database is locked": BUSY}


def trouble_of(exception: Exception) -> Trouble | None:
    if isinstance(exception, Tampered):
        return HARMED
    if isinstance(exception, OSError) and exception.errno == errno.ENOSPC:
        return FULL
    return SAID.get(str(exception)) if isinstance(exception, OperationalError) else None


# A page's own polling must not keep an abandoned phone open.
POLLING_HEADER = "X-Stillroom-Poll"


class KeyholderMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponse:
        self._open(request)
        try:
            return self.get_response(request)
        finally:
            request.keyholder = request.profile = None

    def _open(self, request: PersonRequest) -> None:
        request.came = now = timezone.now()
        request.keyholder = request.profile = None
        request.session_id = b""
        cookie = request.COOKIES.get(SESSION_COOKIE)
        if not cookie:
            return
        entered = enter(cookie, now)
        if entered is None:
            return
        if POLLING_HEADER not in request.headers:
            touch_session(session=entered.session.id, now=now)
        request.keyholder, request.profile = entered.keyholder, profile_of_entered(entered)
        request.session_id = entered.session.id
        if request.profile.language:
            activate(request.profile.language)  # LanguageMiddleware turns back


class TroubleMiddleware:
    """What is nobody's mistake and has a sentence of its own: a harmed space, a full disk, a database that is in use
    for too long. Words that could not be kept are shown once more, so that they are not lost.

    The log line tells whoever runs the machine that it happened, and not to whom.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        trouble = trouble_of(exception)
        if trouble is None:
            return None
        log.error("%s", trouble.line)
        page = render(request, trouble.page, {"typed": typed_words(request)}, status=trouble.status)
        if trouble.status == 503:
            page.headers["Retry-After"] = "60"
        return page
