"""Where somebody was going when they were told that a name is needed first.

The page itself carries it, sealed (`vault.forms`): no address, no cookie and no file says whom they had chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from stillroom.vault.forms import FormOver, open_form, seal_form

KIND = "accounts.onward"
LONGEST = timedelta(hours=6)
LENGTH = 1_000  # characters of a sealed one, and more than it ever needs
AddressOf = Callable[[UUID, datetime], str]


@dataclass(frozen=True, slots=True)
class Onward:
    """`to`: what a room called it; `about`: which one."""

    to: str
    about: UUID


_ADDRESSES: dict[str, AddressOf] = {}


def define_onward(to: str, address: AddressOf) -> str:
    """A room names a place to come back to; returns the name. `address` says where that is by now, for somebody who
    has just come in. Raises ValueError for a name that is there already."""
    if to in _ADDRESSES:
        raise ValueError(f"onward {to} is defined twice")
    _ADDRESSES[to] = address
    return to


def seal_onward(to: str, about: UUID, now: datetime) -> str:
    """For the hidden field `onward` of a form that leads to joining or coming in."""
    return seal_form(KIND, Onward(to, about), now, LONGEST)


def where_onward(sealed: str, now: datetime) -> str:
    """The address to go on to; empty for none, for one that is too old, and for one that is not ours."""
    try:
        onward = open_form(KIND, Onward, sealed, now) if sealed else None
    except FormOver:
        onward = None
    address = None if onward is None else _ADDRESSES.get(onward.to)
    return "" if onward is None or address is None else address(onward.about, now)
