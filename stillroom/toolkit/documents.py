"""What somebody did with an exercise: in their journal, for nobody else; a copy of one where they share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.safety.sources import define_source
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document

RAISED_BY = define_source("toolkit.shared", title=_("An exercise they shared"), page="toolkit:shared")


@dataclass(frozen=True, slots=True)
class Done:
    """`answers`: by field of the definition, numbers as digits, several choices with spaces between. `before`, `after`:
    0 to 10, or None where it was skipped."""

    exercise: str
    answers: Mapping[str, str]
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a copy of an entry lies."""

    space: UUID
    record: UUID
    at: datetime


@document(
    "toolkit.entry",
    spaces={SpaceKind.JOURNAL},
    writers={Role.CLIENT},
    amend=Amend.AUTHOR,
    title=_("An exercise you did"),
)
@dataclass(frozen=True, slots=True)
class Entry(Done):
    """Nobody else opens it. `copies`: those that are shared now."""

    copies: tuple[Copy, ...] = ()


@document(
    "toolkit.shared",
    spaces={SpaceKind.CARE},
    writers={Role.CLIENT},
    amend=Amend.AUTHOR,
    title=_("An exercise that was shared"),
)
@dataclass(frozen=True, slots=True)
class SharedEntry(Done):
    """A copy, until its writer takes it back. `done`: when the entry was written, aware UTC."""

    done: datetime | None = None


@document(
    "toolkit.opened",
    spaces={SpaceKind.CARE},
    writers={Role.THERAPIST},
    amend=Amend.AUTHOR,
    title=_("Exercises your therapist opened"),
)
@dataclass(frozen=True, slots=True)
class Opened:
    """One for an episode: the names of exercises that only a therapist opens, and what the client reads with each."""

    words: Mapping[str, str]


@cover_section("tools")
@dataclass(frozen=True, slots=True)
class OpenedCover:
    """The same names, for the client's list of exercises."""

    names: tuple[str, ...] = ()


@document(
    "toolkit.favourites",
    spaces={SpaceKind.JOURNAL},
    writers={Role.CLIENT},
    amend=Amend.AUTHOR,
    title=_("Exercises you keep in front"),
)
@dataclass(frozen=True, slots=True)
class Favourites:
    names: tuple[str, ...] = ()
