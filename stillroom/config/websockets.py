"""The websocket addresses of all rooms that have any, behind one look at where a socket comes from."""

from collections.abc import Iterable
from importlib import import_module
from urllib.parse import urlsplit

from channels.routing import URLRouter
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import re_path

from stillroom.accounts.sockets import NOT_THERE, Receive, Scope, Send

Headers = Iterable[tuple[bytes, bytes]]


async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
    """No such address: the same word as for a room that is somebody else's."""
    if (await receive())["type"] == "websocket.connect":
        await send({"type": "websocket.accept"})
        await send({"type": "websocket.close", "code": NOT_THERE})


def _patterns() -> list[object]:
    found: list[object] = []
    for room in settings.ROOMS:
        if (settings.HOUSE / room / "routing.py").exists():
            found += import_module(f"stillroom.{room}.routing").websocket_urlpatterns
    return [*found, re_path("", nowhere)]  # type: ignore[arg-type]  # an ASGI application


def comes_from_here(headers: Headers) -> bool:
    """Whether the page that opens a socket was served by this very host and port.

    Cookies go along with every socket to this host, also from a page on another of its ports, and no token guards
    one; the browser's Origin header, which no page can forge, does.
    """
    origins = [value.decode("latin-1") for name, value in headers if name == b"origin"]
    hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
    if len(origins) != 1 or len(hosts) != 1:
        return False
    try:
        origin = urlsplit(origins[0]).netloc
    except ValueError:
        return False
    return origin == hosts[0] and validate_host(split_domain_port(origin)[0], settings.ALLOWED_HOSTS)


_rooms = URLRouter(_patterns())


async def websockets(scope: Scope, receive: Receive, send: Send) -> None:
    if comes_from_here(scope["headers"]):
        await _rooms(scope, receive, send)
    elif (await receive())["type"] == "websocket.connect":
        await send({"type": "websocket.close", "code": NOT_THERE})
