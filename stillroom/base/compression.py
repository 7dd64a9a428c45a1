"""Fewer bytes on the line: static files compressed once, and public pages as they are answered.

Never a page of somebody who is signed in, never the answer to a form, never a page whose address holds words: where a
secret and somebody else's words are compressed together, the length of the answer tells the secret (BREACH, 2013).
"""

import gzip
import os
import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar, cast

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from whitenoise.compress import Compressor

View = TypeVar("View", bound=Callable[..., HttpResponse])
Ask = Callable[[HttpRequest], HttpResponse]
Encoder = Callable[[bytes], bytes]
MARK = "is_for_everybody"
LEAST = 400  # bytes; below, it saves nothing
ENCODERS: tuple[tuple[str, Encoder], ...] = (
    ("br", lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=5)),
    ("gzip", lambda body: gzip.compress(body, compresslevel=6, mtime=0)),
)


def for_everybody(view: View) -> View:
    """Marks a view whose page, read by a visitor, holds no secret but the form token, which Django masks anew each
    time for this very reason. Only what is marked is ever compressed."""

    @wraps(view)
    def marked(*args: object, **kwargs: object) -> HttpResponse:
        response = view(*args, **kwargs)
        setattr(response, MARK, True)
        return response

    return cast(View, marked)


class CompressionMiddleware:
    """Stands inside the middleware that knows who is there."""

    def __init__(self, get_response: Ask) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not getattr(response, MARK, False):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        encoder = _encoder(request.headers.get("Accept-Encoding", "")) if _holds_no_secret(request, response) else None
        if encoder is not None:
            name, compress = encoder
            response.content = compress(response.content)
            response.headers["Content-Encoding"] = name
            response.headers["Content-Length"] = str(len(response.content))
        return response


def _holds_no_secret(request: HttpRequest, response: HttpResponse) -> bool:
    visitor = getattr(request, "keyholder", None) is None
    asked = request.method == "GET" and not request.META.get("QUERY_STRING")
    return visitor and asked and response.status_code == 200 and len(response.content) >= LEAST


def _encoder(accepted: str) -> tuple[str, Encoder] | None:
    """The first of ours that the browser names and does not weigh with 0 (RFC 9110 section 12.5.3)."""
    parts = (part.replace(" ", "").lower().partition(";q=") for part in accepted.split(","))
    wanted = {name for name, _, weight in parts if not weight or weight.strip("0.")}
    return next(((name, encoder) for name, encoder in ENCODERS if name in wanted), None)


def compressed_copy(source: Path, target: Path) -> Path:
    """`source` with a `.br` and a `.gz` beside each file that gets smaller by it, made once. Returns `target`.

    `target`'s name must change with what is in `source`. A copy gets its name only when it is whole.
    """
    if target.is_dir():
        return target
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.{os.getpid()}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(source, fresh)
    compressor = Compressor(quiet=True)
    for path in [path for path in fresh.rglob("*") if path.is_file()]:
        compressor.compress(str(path))
    for path in (fresh, *fresh.rglob("*")):  # as all files here are: for their owner alone
        path.chmod(0o700 if path.is_dir() else 0o600)
    try:
        fresh.rename(target)
    except OSError:  # another starter was first
        shutil.rmtree(fresh)
    return target
