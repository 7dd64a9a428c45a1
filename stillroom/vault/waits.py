"""The queue's door: a token that is paid for with a computation or with five seconds (pv1 section 13).

Which tokens are out, and which were used, stands in this process's RAM.
"""

import threading
from collections.abc import Iterable

from django.conf import settings

from stillroom.core.sealing.waits import issue, verify, verify_work
from stillroom.vault.kdf_slots import Busy

PAUSE = 5  # seconds that stand in for the work where there is no JavaScript
LIFETIME = 120  # seconds
MOST = 2_000  # tokens out at once: what somebody can wait for in parallel


class Door:
    """`at` is a monotonic clock's seconds: a wall clock that is set would let everybody in, or nobody."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._out: dict[bytes, float] = {}

    def token(self, at: float) -> str:
        """A token that is used once. Raises Busy while too many are out."""
        with self._lock:
            self._forget(token for token, since in self._out.items() if at - since >= LIFETIME)
            if len(self._out) >= self._most:
                raise Busy
            token = issue(settings.BOOT_SECRET, int(at))
            self._out[token] = at
        return token.decode("ascii")

    def pay(self, token: str, nonce: str, at: float) -> bool:
        """Whether the token was good and the work done or the time waited. Either way it cannot be used again."""
        spent, seconds = token.encode(), int(at)
        with self._lock:
            if self._out.pop(spent, None) is None:
                return False
        worked = verify_work(spent, nonce.encode())
        return verify(settings.BOOT_SECRET, spent, seconds, 0 if worked else PAUSE, LIFETIME)

    def _forget(self, tokens: Iterable[bytes]) -> None:
        for token in list(tokens):
            del self._out[token]
