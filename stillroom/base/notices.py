"""One sentence after a redirect ("Sent."), by a code in a cookie: never words, never in the URL."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

COOKIE = "__Host-n"
_SENTENCES: dict[str, str | Promise] = {}
SENTENCES: Mapping[str, str | Promise] = MappingProxyType(_SENTENCES)


def define_notice(code: str, sentence: str | Promise) -> str:
    """Registers a sentence (lazy, so that it follows the language) and returns its code for `notify`."""
    if code in _SENTENCES:
        raise ValueError(f"notice {code} is defined twice")
    _SENTENCES[code] = sentence
    return code


def notify(response: HttpResponse, code: str) -> HttpResponse:
    response.set_cookie(COOKIE, code, secure=True, httponly=True, samesite="Strict", path="/")
    return response


def notice_of(request: HttpRequest) -> str | None:
    sentence = SENTENCES.get(request.COOKIES.get(COOKIE, ""))
    return None if sentence is None else str(sentence)


class NoticeMiddleware:
    """Shows a notice once: the page that could show it takes the cookie away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        shown = COOKIE in request.COOKIES and COOKIE not in response.cookies
        if shown and response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            response.set_cookie(COOKIE, "", max_age=0, secure=True, httponly=True, samesite="Strict", path="/")
        return response
