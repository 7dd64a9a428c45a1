"""A form that was sent after the lock: kept sealed for half an hour, behind the sign-in page, for its owner alone.

The page itself carries it (`vault.forms`), so nothing of it stays on this machine. To whom it belongs is known from
which session the browser last had: that is in RAM, as two HMACs under a key of this process.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from stillroom.base import presence
from stillroom.vault.forms import FormOver, open_form, seal_form
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.sessions import LONGEST

KIND = "accounts.kept"
KEPT = timedelta(minutes=30)
LIMIT = 200_000  # characters: more than any form of ours holds

# Never kept, whatever a form calls them: what opens an account, what belongs to one request, and what was typed for one
# answer alone.
SECRET_PARTS = ("passphrase", "csrf", "sealed", "code", "sheet", "this_once")


@dataclass(frozen=True, slots=True)
class Kept:
    """`owner`: tag of the account; `path`: where the form went; `fields`: as they were sent, names may repeat."""

    owner: str
    path: str
    fields: tuple[tuple[str, str], ...]


class _Owners:
    """Which account a browser's last session belonged to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owners: dict[bytes, tuple[str, datetime]] = {}

    def note(self, cookie: str, owner: str, until: datetime, now: datetime) -> None:
        with self._lock:
            for old in [tag for tag, (_, end) in self._owners.items() if end <= now]:
                del self._owners[old]
            self._owners[_cookie_tag(cookie)] = (owner, until)

    def of(self, cookie: str, now: datetime) -> str:
        with self._lock:
            owner, until = self._owners.get(_cookie_tag(cookie), ("", now))
        return owner if now < until else ""

    def forget(self, cookie: str) -> None:
        with self._lock:
            self._owners.pop(_cookie_tag(cookie), None)


_owners = _Owners()


def _cookie_tag(cookie: str) -> bytes:
    return presence.tag("cookie", cookie.encode())


def owner_tag(keyholder: Keyholder) -> str:
    """The same for the same account as long as this process runs; says nothing of it."""
    return presence.tag("account", keyholder.account.bytes).hex()


def note_session(*, cookie: str, keyholder: Keyholder, now: datetime) -> None:
    _owners.note(cookie, owner_tag(keyholder), now + LONGEST + KEPT, now)


def forget_session(*, cookie: str) -> None:
    """Somebody left: nothing that this browser still sends is kept."""
    _owners.forget(cookie)


def typed_words(request: HttpRequest) -> list[str]:
    """What somebody wrote in the form that came, to be shown to them once more; never what opens an account."""
    return [value for name, value in _sent(request) if len(value.split()) > 1]


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(part in name for part in SECRET_PARTS)
        for value in values
        if isinstance(value, str)
    ]


def keep(*, request: HttpRequest, cookie: str, now: datetime) -> str:
    """What was sent, sealed for the sign-in page; empty when it is nobody's, has no words, or is too long."""
    owner = _owners.of(cookie, now)
    fields = tuple(_sent(request))
    if not owner or not any(value for _, value in fields) or sum(len(value) for _, value in fields) > LIMIT:
        return ""
    return seal_form(KIND, Kept(owner, request.path, fields), now, KEPT)


def kept_for(*, keyholder: Keyholder, sealed: str, now: datetime) -> Kept | None:
    """What was kept, if it is this person's. Another account gets the same nothing as for no form at all."""
    try:
        kept = open_form(KIND, Kept, sealed, now)
    except FormOver:
        return None
    return kept if kept.owner == owner_tag(keyholder) else None
