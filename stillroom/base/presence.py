"""Open sockets of this process, by what they rest on, so that they can be closed when it falls away.

A socket outlives the request that opened it. It registers under tags (its session, its account, its space);
whoever ends one of those calls `close(tag)`. Tags are HMACs under a key of this process, so that a picture of the
memory tells nobody which account had which space open.
"""

import hmac
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

Closer = Callable[[], None]

_key = secrets.token_bytes(32)
_lock = threading.Lock()
_open: dict[bytes, dict[object, Closer]] = defaultdict(dict)


def tag(kind: str, name: bytes) -> bytes:
    """The tag of one thing; `kind` ("session", "account", "space") keeps apart what has the same number."""
    return hmac.digest(_key, kind.encode() + b"\0" + name, "sha256")


@contextmanager
def resting_on(tags: Collection[bytes], closer: Closer) -> Iterator[None]:
    """While inside, `close` of any of `tags` calls `closer`, from whichever thread: it must only pass word on."""
    own = object()
    with _lock:
        for one in tags:
            _open[one][own] = closer
    try:
        yield
    finally:
        with _lock:
            for one in tags:
                _open[one].pop(own, None)
                if not _open[one]:
                    del _open[one]


def tell(one: bytes) -> int:
    """Call every `closer` that rests on this tag. Returns how many there were."""
    with _lock:
        closers = list(_open.get(one, {}).values())
    for closer in closers:
        closer()
    return len(closers)


def close(one: bytes) -> int:
    """Tell every socket that rests on this tag to close."""
    return tell(one)
