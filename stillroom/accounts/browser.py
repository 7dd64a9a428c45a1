"""What a person's browser is given when they come in, and what is taken from it when they leave."""

from contextlib import suppress
from datetime import datetime
from http.cookies import CookieError

from django.http import HttpRequest, HttpResponse

from stillroom.accounts.documents import Profile
from stillroom.accounts.keeping import forget_session, note_session
from stillroom.accounts.people import SESSION_COOKIE, AnyRequest
from stillroom.base import presence
from stillroom.vault.accounts import Unlocked
from stillroom.vault.sessions import end_session, session_of, start_session

CLEAR_SITE_DATA = '"cache", "cookies", "storage"'


def let_in(*, request: AnyRequest, unlocked: Unlocked, profile: Profile, now: datetime) -> str:
    """A new session in the place of whatever this browser had; returns the cookie for `carry`.

    The rest of this request, too, is that person's: the page that answers it is a private one.
    """
    end_own(request=request, now=now)
    cookie = start_session(unlocked=unlocked, idle=profile.idle, now=now)
    note_session(cookie=cookie, keyholder=unlocked.keyholder, now=now)
    request.keyholder, request.profile = unlocked.keyholder, profile
    return cookie


def carry(response: HttpResponse, cookie: str) -> HttpResponse:
    """The session cookie: no Max-Age, so that it is gone with the window (pv1 section 5)."""
    response.set_cookie(SESSION_COOKIE, cookie, secure=True, httponly=True, samesite="Strict", path="/")
    return response


def end_own(*, request: HttpRequest, now: datetime) -> None:
    """Ends the session of this browser, if it has one, and closes the sockets that rest on it."""
    cookie = request.COOKIES.get(SESSION_COOKIE, "")
    session = session_of(cookie, now)
    if session is None:
        return
    end_session(cookie=cookie)
    presence.close(presence.tag("session", session.id))


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Takes every trace of us that a site can take from a browser (U3). The neutral start page repeats it."""
    forget_session(cookie=request.COOKIES.get(SESSION_COOKIE, ""))
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)  # else Django sets a new one on the way out
    for name in request.COOKIES:
        with suppress(CookieError):  # a name that no answer may hold is none of ours; it must not stand in the way out
            response.delete_cookie(name, samesite="Strict")
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response
