"""The relay between the two browsers, and who may use it for how long.

Every call goes through a TURN relay (RFC 8656), so that neither side learns the other's address. The
credentials are the time-limited ones of the "TURN REST API" draft (draft-uberti-behave-turn-rest-00),
which coturn calls `use-auth-secret`: whoever holds the shared secret mints them, and nothing is stored.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from stillroom.rooms.protocol.messages import RelayAccess

LIFETIME = timedelta(minutes=10)
"""How long credentials open new paths. A call that runs outlives them; a page asks again before a restart."""


@dataclass(frozen=True, slots=True)
class Relay:
    """Where browsers find the relay. `tls_port` is for networks that let only TLS through."""

    host: str
    port: int
    secret: str
    tls_port: int | None = None

    @property
    def urls(self) -> tuple[str, ...]:
        """TURN URIs (RFC 7065), the cheapest way first."""
        plain = tuple(f"turn:{self.host}:{self.port}?transport={way}" for way in ("udp", "tcp"))
        if self.tls_port is None:
            return plain
        return (*plain, f"turns:{self.host}:{self.tls_port}?transport=tcp")


def new_ticket() -> str:
    """A name for one use of the relay: 128 random bits that belong to nobody."""
    return secrets.token_urlsafe(16)


def access(relay: Relay, *, ticket: str, now: datetime) -> RelayAccess:
    """Credentials that end `LIFETIME` after `now`: HMAC-SHA1 over `expiry:ticket`, the form coturn checks."""
    username = f"{int((now + LIFETIME).timestamp())}:{ticket}"
    mac = hmac.new(relay.secret.encode(), username.encode(), hashlib.sha1)
    return RelayAccess(urls=relay.urls, username=username, credential=base64.b64encode(mac.digest()).decode())
