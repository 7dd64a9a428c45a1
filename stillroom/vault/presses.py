"""A button pressed twice makes one thing: what the first press made is given again, for as long as its page holds.

The page carries a number, sealed (`vault.forms`). What was made stays in RAM alone, under a key that follows from that
number and that nothing here keeps: a picture of this memory opens no code. A restart forgets all of it, and refuses
the pages from before rather than make a second thing.
"""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from stillroom.base import presence
from stillroom.base.errors import Refused
from stillroom.core.sealing.encoding import Tag, lp, prf
from stillroom.core.sealing.suite import open_sealed, seal
from stillroom.vault.forms import FormOver, open_form, seal_form
from stillroom.vault.keyholders import Keyholder

HOLDS = timedelta(hours=2)
_CONTEXT = lp(b"pv1/press")


class PressOver(Refused):
    """From a page that is too old, from before a restart, or not of this person: it may have been pressed before."""

    def __init__(self) -> None:
        super().__init__(_("This page was open for a long time. Nothing was made just now. Please press once more."))


@dataclass(frozen=True, slots=True)
class _Page:
    """`owner`: tag of the account, under a key of this process; `number`: 32 random bytes as hex."""

    owner: str
    number: str


@dataclass(slots=True)
class _Made:
    """`sealed` is empty until something was made. Whoever presses meanwhile waits at the lock."""

    until: datetime
    lock: threading.Lock = field(default_factory=threading.Lock)
    sealed: bytes = b""


_lock = threading.Lock()
_made: dict[bytes, _Made] = {}


def new_press(*, keyholder: Keyholder, kind: str, now: datetime) -> str:
    """What the page with the button carries in a hidden field. `kind` keeps one button's apart from another's."""
    page = _Page(_owner(keyholder), secrets.token_hex(32))
    return seal_form(f"press.{kind}", page, now, HOLDS)


def once(*, keyholder: Keyholder, kind: str, press: str, words: str, now: datetime, make: Callable[[], str]) -> str:
    """What `make` gives, or gave when the same page was sent before with the same `words`: other words are meant.

    Raises PressOver, and what `make` raises; after that the page can be sent again.
    """
    try:
        page = open_form(f"press.{kind}", _Page, press, now)
    except FormOver:
        raise PressOver from None
    if page.owner != _owner(keyholder):
        raise PressOver
    number = bytes.fromhex(page.number)
    made = _entry(presence.tag("press", lp(number, words.encode())), now)
    key = prf(number, Tag.SESSION, b"pv1/press-key")[:32]
    with made.lock:
        if not made.sealed:
            made.sealed = seal(key, _CONTEXT, make().encode())
        return open_sealed(key, _CONTEXT, made.sealed).decode()


def _owner(keyholder: Keyholder) -> str:
    return presence.tag("account", keyholder.account.bytes).hex()


def _entry(name: bytes, now: datetime) -> _Made:
    with _lock:
        for old in [each for each, made in _made.items() if made.until <= now]:
            del _made[old]
        return _made.setdefault(name, _Made(now + HOLDS))
