"""One process: websockets to Channels, HTTP to Django's WSGI application, due work in the lifespan.

The order of imports matters: `wsgi` sets Django up before any room's consumers are imported.
"""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware
from channels.security.websocket import AllowedHostsOriginValidator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stillroom.config.settings")

from stillroom.config.lifespan import Lifespan
from stillroom.config.websockets import websockets
from stillroom.config.wsgi import application as wsgi_application

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# As many threads as two cores can use beside Argon2; more would only queue on SQLite's one writer.
_http = WSGIMiddleware(wsgi_application, workers=12)
_websocket = AllowedHostsOriginValidator(websockets)
_lifespan = Lifespan()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    kind = scope["type"]
    if kind == "http":
        await _http(scope, receive, send)
    elif kind == "websocket":
        await _websocket(scope, receive, send)
    elif kind == "lifespan":
        await _lifespan(receive, send)
