"""Opens the session cookie once for each request and drops the keys with the answer."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import activate

from stillroom.accounts.people import SESSION_COOKIE, PersonRequest
from stillroom.accounts.queries import profile_of
from stillroom.vault.sessions import keyholder_of_session, session_of, touch_session
from stillroom.vault.spaces import Tampered

log = logging.getLogger("stillroom.harmed")

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
        keyholder = keyholder_of_session(cookie, now)
        session = session_of(cookie, now)
        if keyholder is None or session is None:
            return
        if POLLING_HEADER not in request.headers:
            touch_session(session=session.id, now=now)
        request.keyholder, request.profile = keyholder, profile_of(keyholder)
        request.session_id = session.id
        if request.profile.language:
            activate(request.profile.language)  # LanguageMiddleware turns back


class HarmedMiddleware:
    """A space whose rows were changed past the product is not shown, and this page says what that means.

    The log line tells whoever runs the machine that it happened, and not to whom.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Tampered):
            return None
        log.error("a space is not as its members left it")
        return render(request, "errors/harmed.html", status=500)
