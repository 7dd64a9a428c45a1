"""Few at a time: a file that somebody takes slowly holds one of a handful of threads, and others need them too.

In RAM alone, as tags of `presence`. A turn that was never given back is over after `LONGEST`.
"""

import threading
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from stillroom.base.errors import Refused

LONGEST = 600.0  # seconds; after that a file is cut short, and says so
AT_ONCE = 3


class TooManyAtOnce(Refused):
    """Not a lock: whoever comes again in a minute gets their file."""

    def __init__(self) -> None:
        super().__init__(
            _("As many files as we can make at once are being made. Please try again in a minute. Nothing is lost.")
        )


@dataclass(slots=True)
class Turns:
    """At most `most` at a time, and one for each person. `at` is a monotonic clock's seconds."""

    most: int = AT_ONCE
    longest: float = LONGEST
    _taken: dict[bytes, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, who: bytes, at: float) -> None:
        """Raises TooManyAtOnce."""
        with self._lock:
            for tag in [tag for tag, since in self._taken.items() if at - since >= self.longest]:
                del self._taken[tag]
            if who in self._taken or len(self._taken) >= self.most:
                raise TooManyAtOnce
            self._taken[who] = at

    def empty(self) -> None:
        """Forgets everything, as a restart does."""
        with self._lock:
            self._taken.clear()

    def give_back(self, who: bytes) -> None:
        with self._lock:
            self._taken.pop(who, None)


TURNS = Turns()
