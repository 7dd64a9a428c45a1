"""What every answer carries, and what becomes of errors."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import override

from stillroom.base.compression import MARK
from stillroom.base.errors import Hidden, Refused
from stillroom.base.languages import asked_for

View = Callable[[HttpRequest], HttpResponse]

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Origin is `null` under no-referrer, and then no form could prove where it comes from.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), screen-wake-lock=(self), fullscreen=(self), "
    "geolocation=(), payment=(), usb=(), browsing-topics=()",
    "X-Robots-Tag": "noindex, noarchive",
}


class HeadersMiddleware:
    """Strict headers on everything; nothing is kept by browsers or proxies unless a view says so (U3)."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(response, MARK, False) and response.status_code == HTTPStatus.OK:
            response.headers.setdefault("X-Robots-Tag", "noarchive")  # who looks for help has to find it (decision 28)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class LanguageMiddleware:
    """The visitor's language, for as long as this request lasts; `accounts` turns to a person's own from there.

    Around everything that can answer, so that a refusal too is in the language of who reads it, and the thread goes
    back to what it was: the next request on it is somebody else's.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with override(asked_for(request)):
            response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class HiddenMiddleware:
    """`Hidden` is a 404 that looks the same for what is another's and for what never was.

    A view answers `Refused` on its own page. What comes this far is the rare race that none expected: still a sentence
    and never an error.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Hidden):
            return render(request, "errors/404.html", status=404)
        if isinstance(exception, Refused):
            return render(request, "errors/refused.html", {"sentence": str(exception)}, status=409)
        return None
