"""The records custodian: who, besides the members, could open a care space (pv1 section 9).

The practice names its custodians in its own file; that room stands above this one and registers where to ask. What
matters is that nobody else can slip one in.
"""

from collections.abc import Callable, Collection
from datetime import datetime

Named = Callable[[datetime], Collection[bytes]]
_named: list[Named] = []


def names_custodians(named: Named) -> Named:
    """Registers `named(now)`: the fingerprints (32 bytes each) of the custodians whom the practice has by then."""
    _named.append(named)
    return named


def accepted_custodian(fingerprint: bytes, now: datetime) -> bool:
    """Whether a roster's custodian is nobody, or one whom the practice names."""
    return fingerprint == b"" or any(fingerprint in named(now) for named in _named)
