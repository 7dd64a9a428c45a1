"""How often somebody may try to come in (pv1 section 13, steps 1 and 2), before any costly work is done.

Names are known here by their blind index, networks by an HMAC under a key of this process and this day.
"""

import hmac
import ipaddress
import secrets
import threading
from datetime import date, datetime

from django.utils.translation import ngettext

from stillroom.accounts.buckets import Buckets
from stillroom.base.errors import Refused
from stillroom.vault.typed import handle_tag

NAMES = Buckets(size=5, per_minute=1)
NETWORKS = Buckets(size=20, per_minute=20)
# The onion service and whatever else comes from this machine is one neighbourhood with many people in it.
NEIGHBOURS = Buckets(size=200, per_minute=200)


class TooManyTries(Refused):
    """Never a lock-out: a partner who tries wrong passphrases must not be able to lock somebody out for good."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        sentence = ngettext(
            "That was tried often just now. Please wait %(seconds)d second and try again. Nothing is locked.",
            "That was tried often just now. Please wait %(seconds)d seconds and try again. Nothing is locked.",
            seconds,
        )
        super().__init__(sentence % {"seconds": seconds})


class _DayKey:
    """A random key that is forgotten at midnight (UTC), and with it who was who."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day = date.min
        self._key = b""

    def of(self, now: datetime) -> bytes:
        with self._lock:
            if self._day != now.date():
                self._day, self._key = now.date(), secrets.token_bytes(32)
            return self._key


_today = _DayKey()


def network_of(address: str) -> str:
    """The /24 or /48 that an address lies in; empty for this machine and for what is no address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    mapped = getattr(parsed, "ipv4_mapped", None)
    parsed = mapped or parsed
    if parsed.is_loopback:
        return ""
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


def try_network(
    *, address: str, now: datetime, at: float, networks: Buckets = NETWORKS, neighbours: Buckets = NEIGHBOURS
) -> None:
    """One try from this network, counted in these buckets. Raises TooManyTries."""
    network = network_of(address)
    tag = hmac.digest(_today.of(now), network.encode(), "sha256")
    seconds = (networks if network else neighbours).take(tag, at)
    if seconds:
        raise TooManyTries(seconds)


def try_name(*, handle: str, at: float) -> None:
    """The same for a name that nobody has. Raises TooManyTries."""
    seconds = NAMES.take(handle_tag(handle), at)
    if seconds:
        raise TooManyTries(seconds)


def was_right(*, handle: str) -> None:
    """Whoever knew the passphrase gets their tries back: a shared phone locks often."""
    NAMES.fill(handle_tag(handle))
