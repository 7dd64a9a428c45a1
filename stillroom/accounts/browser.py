"""What a person's browser is given when they come in, and what is taken from it when they leave."""

from contextlib import suppress
from datetime import datetime
from http.cookies import CookieError
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import activate

from stillroom.accounts.actions import choose_language
from stillroom.accounts.documents import Profile
from stillroom.accounts.keeping import forget_session, note_session
from stillroom.accounts.people import SESSION_COOKIE, AnyRequest
from stillroom.base import presence
from stillroom.base.languages import chosen_here, remember
from stillroom.vault.accounts import Unlocked
from stillroom.vault.sessions import end_session, session_of, start_session

NEUTRAL = "/"
CLEAR_SITE_DATA = '"cache", "cookies", "storage"'


def is_from_here(request: HttpRequest) -> bool:
    """Browsers state where a POST comes from in one of these headers, and pages cannot forge them."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site in {"same-origin", "none"}
    try:
        return origin is None or urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False


def let_in(*, request: AnyRequest, unlocked: Unlocked, profile: Profile, now: datetime) -> str:
    """A new session in the place of whatever this browser had; returns the cookie for `carry`.

    The rest of this request, too, is that person's: the page that answers it is a private one, in their language.
    """
    end_own(request=request, now=now)
    if not profile.language and (chosen := chosen_here(request)):
        profile = choose_language(keyholder=unlocked.keyholder, profile=profile, language=chosen)
    if profile.language:
        activate(profile.language)
    cookie = start_session(unlocked=unlocked, idle=profile.idle, now=now)
    note_session(cookie=cookie, keyholder=unlocked.keyholder, now=now)
    request.keyholder, request.profile = unlocked.keyholder, profile
    return cookie


def carry(request: AnyRequest, response: HttpResponse, cookie: str) -> HttpResponse:
    """The session cookie: no Max-Age, so that it is gone with the window (pv1 section 5).

    Beside it the person's language, so that "this is locked" is in it too.
    """
    response.set_cookie(SESSION_COOKIE, cookie, secure=True, httponly=True, samesite="Strict", path="/")
    if request.profile is not None and request.profile.language:
        remember(response, request.profile.language)
    return response


def end_own(*, request: HttpRequest, now: datetime) -> None:
    """Ends the session of this browser, if it has one, and closes the sockets that rest on it."""
    cookie = request.COOKIES.get(SESSION_COOKIE, "")
    session = session_of(cookie, now)
    if session is None:
        return
    end_session(cookie=cookie)
    presence.close(presence.tag("session", session.id))


def forget(request: HttpRequest, response: HttpResponse, *, language: bool = True) -> HttpResponse:
    """Takes every trace of us that a site can take from a browser (U3). The neutral start page repeats it, and leaves a
    visitor's `language` alone: the way out has taken it already."""
    forget_session(cookie=request.COOKIES.get(SESSION_COOKIE, ""))
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)  # else Django sets a new one on the way out
    spared = "" if language or not chosen_here(request) else settings.LANGUAGE_COOKIE_NAME
    for name in request.COOKIES.keys() - {spared}:
        with suppress(CookieError):  # a name that no answer may hold is none of ours; it must not stand in the way out
            response.delete_cookie(name, samesite="Strict")
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA.replace(' "cookies",', "") if spared else CLEAR_SITE_DATA
    return response
