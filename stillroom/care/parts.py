"""What stands on an episode's page beside its own words.

Rooms on higher floors know the appointments, the messages, the goal; care does not know them. Each brings its part.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from stillroom.accounts.documents import Profile
from stillroom.care.queries import CareEpisode
from stillroom.care.queries.covering import OpenCovering
from stillroom.vault.keyholders import Keyholder


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at what, and when."""

    keyholder: Keyholder
    profile: Profile
    episode: CareEpisode
    now: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """`template` is included with `facts` as its one value of its own."""

    template: str
    facts: object


@dataclass(frozen=True, slots=True)
class LookAmongThree:
    """The same at a space of three."""

    keyholder: Keyholder
    found: OpenCovering
    now: datetime


PartOf = Callable[[Look], Part | None]
PartAmongThree = Callable[[LookAmongThree], Part | None]
_PARTS: list[PartOf] = []
_AMONG_THREE: list[PartAmongThree] = []


def episode_part(part: PartOf) -> PartOf:
    """Puts a room's part on every episode's page, in the order in which the rooms are loaded."""
    _PARTS.append(part)
    return part


def parts_of(look: Look) -> Iterable[Part]:
    return [part for found in _PARTS if (part := found(look)) is not None]


def part_among_three(part: PartAmongThree) -> PartAmongThree:
    """The same for the page of a client, their therapist, and a colleague who stands in."""
    _AMONG_THREE.append(part)
    return part


def parts_among_three(look: LookAmongThree) -> Iterable[Part]:
    return [part for found in _AMONG_THREE if (part := found(look)) is not None]
