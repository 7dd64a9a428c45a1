"""The first two gates in front of anything costly (pv1 section 13)."""

import time

from stillroom.accounts.limits import try_name, try_network
from stillroom.accounts.people import AnyRequest


def a_try(request: AnyRequest, handle: str | None = None) -> None:
    """One try from this network, and at this name if one is given. Raises TooManyTries."""
    at = time.monotonic()
    if handle is not None:
        try_name(handle=handle, at=at)
    try_network(address=request.META.get("REMOTE_ADDR", ""), now=request.came, at=at)
