"""One process: websockets to Channels, HTTP to Django's WSGI application, due work in the lifespan."""

import stillroom.config.start  # noqa: F401 before anything that imports a model

# isort: split
from a2wsgi import WSGIMiddleware
from a2wsgi.asgi_typing import Receive, Scope, Send
from channels.security.websocket import AllowedHostsOriginValidator

from stillroom.config.lifespan import Lifespan
from stillroom.config.websockets import websockets
from stillroom.config.wsgi import application as wsgi_application

# As many threads as two cores can use beside Argon2; more would only queue on SQLite's one writer.
_http = WSGIMiddleware(wsgi_application, workers=12)
_websocket = AllowedHostsOriginValidator(websockets)
_lifespan = Lifespan()


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await _http(scope, receive, send)
    elif scope["type"] == "websocket":
        await _websocket(scope, receive, send)
    else:
        await _lifespan(receive, send)
