"""A raised flag and what the therapist did about it. Neither can be changed or taken away by anybody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.core.instruments.rules import Level
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document


@document(
    "safety.flag",
    spaces={SpaceKind.CARE},
    writers={Role.CLIENT},
    amend=Amend.NOBODY,
    title=_("Something your therapist was asked to look at"),
)
@dataclass(frozen=True, slots=True)
class RiskFlag:
    """Raised by what the client said, in the client's own session.

    `source` names what raised it (see `sources`), `about` that document in the same space. `rules`: ids of the rules
    that were met. `deadline`: aware UTC, by when a person looks. `row`: the id of its `FlagRow`.
    """

    source: str
    about: UUID
    level: Level
    rules: tuple[str, ...]
    deadline: datetime
    row: UUID


@document(
    "safety.acknowledgement",
    spaces={SpaceKind.CARE},
    writers={Role.THERAPIST},
    amend=Amend.NOBODY,
    title=_("What your therapist did about it"),
)
@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """`flag`: the record that was looked at. `done`: the therapist's words; the client may read them."""

    flag: UUID
    done: str


@document(
    "safety.lent_flag",
    spaces={SpaceKind.COVERING},
    writers={Role.CLIENT},
    amend=Amend.NOBODY,
    title=_("A flag, for who stands in"),
)
@dataclass(frozen=True, slots=True)
class LentFlag:
    """That `flag` was raised in the space of the two, and by when a person looks; not what raised it."""

    flag: UUID
    level: Level
    deadline: datetime
    row: UUID


@document(
    "safety.lent_seen",
    spaces={SpaceKind.COVERING},
    writers={Role.COVERING},
    amend=Amend.NOBODY,
    title=_("What the colleague who stands in did about it"),
)
@dataclass(frozen=True, slots=True)
class LentSeen:
    """`flag`: the record of a `LentFlag`."""

    flag: UUID
    done: str


@cover_section("lent")
@dataclass(frozen=True, slots=True)
class Lent:
    """Flags at which the colleague has not looked. `due`: the nearest deadline."""

    open: int = 0
    due: datetime | None = None


@cover_section("flags")
@dataclass(frozen=True, slots=True)
class Raised:
    """Flags that nobody has acknowledged. `due`: the nearest deadline; `level`: the most pressing one."""

    open: int = 0
    latest_at: datetime | None = None
    level: Level | None = None
    due: datetime | None = None


def most_pressing(levels: Iterable[Level]) -> Level:
    """Raises ValueError when there are none."""
    return max(levels, key=list(Level).index)
