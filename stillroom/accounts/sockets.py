"""What every websocket does first: take the session cookie out of the scope, and forget the rest of it."""

from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from stillroom.accounts.people import SESSION_COOKIE

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

# Close codes: all 44xx mean "do not come back by yourself".
NOT_A_MESSAGE, OVER, NOT_THERE, ELSEWHERE, TOO_MUCH = 4400, 4401, 4404, 4409, 4429


def session_cookie(scope: Scope) -> str:
    """The value of the session cookie, or nothing."""
    cookies: SimpleCookie = SimpleCookie()
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                cookies.load(value.decode("latin-1"))
            except CookieError:
                return ""
    return cookies[SESSION_COOKIE].value if SESSION_COOKIE in cookies else ""


def forget(scope: Scope) -> None:
    """Drop the cookie, the path and the address from what lives as long as the socket."""
    headers = scope["headers"]
    if isinstance(headers, list):
        headers.clear()  # the server holds this very list
    scope.clear()
    scope["type"] = "websocket"
