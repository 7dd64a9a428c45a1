"""Whom else a client lets reach them, and what the person on call may then open (docs/adr/0035)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.core.instruments.rules import Level
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document

MEMBERS = frozenset({Role.CLIENT, Role.THERAPIST})


class Who(StrEnum):
    """Who may reach the client when a flag is raised: the therapist alone, or the person on call as well."""

    THERAPIST = "therapist"
    ON_CALL = "on_call"


@document("safety.reach", spaces={SpaceKind.CARE}, writers={Role.CLIENT}, title=_("Who may reach you"))
@dataclass(frozen=True, slots=True)
class Reach:
    """Chosen beforehand, changed at any time. `way`: safe for them, in their words; `helps`: of their safety plan."""

    reached_by: Who
    way: str = ""
    helps: str = ""


@document(
    "safety.handed",
    spaces={SpaceKind.CARE},
    writers=MEMBERS,
    title=_("Given to the person on call"),
)
@dataclass(frozen=True, slots=True)
class Handed:
    """The client's own session has made `space` for one flag (`row`: its FlagRow).

    `on_call`: a public id in the directory; `opens`: from when that person holds a key. Once it is `ended` the space
    is destroyed, and `did` keeps what they wrote there.
    """

    flag: UUID
    row: UUID
    space: UUID
    on_call: UUID
    name: str
    opens: datetime
    ended: datetime | None = None
    did: str = ""


@document(
    "safety.reach_copy",
    spaces={SpaceKind.ON_CALL},
    writers={Role.CLIENT},
    amend=Amend.NOBODY,
    title=_("How to reach you, for the person on call"),
)
@dataclass(frozen=True, slots=True)
class ReachCopy:
    """The card: a name to use, a safe way, what helps, and the flag: how soon, never what was answered.

    A later one in the same space takes the place of the one before. `episode`, `flag`: what the other two know it by.
    """

    episode: UUID
    flag: UUID
    row: UUID
    level: Level
    raised: datetime
    deadline: datetime
    opens: datetime
    called: str
    pronouns: str
    way: str
    helps: str
    therapist: UUID
    therapist_name: str
    on_call: UUID
    on_call_name: str


@document(
    "safety.on_call_did",
    spaces={SpaceKind.ON_CALL},
    writers={Role.ON_CALL},
    amend=Amend.NOBODY,
    title=_("What the person on call did"),
)
@dataclass(frozen=True, slots=True)
class OnCallDid:
    done: str


@document(
    "safety.level",
    spaces={SpaceKind.CARE},
    writers={Role.THERAPIST},
    amend=Amend.NOBODY,
    title=_("How soon somebody should look, as your therapist sees it"),
)
@dataclass(frozen=True, slots=True)
class RiskLevel:
    """A therapist's judgment, `urgency` from 0, nothing known, to 4, at once. A new one stands beside the old ones."""

    urgency: int
    words: str


@cover_section("reach")
@dataclass(frozen=True, slots=True)
class Chosen:
    """What a home page asks about: nothing is chosen while this is not there."""

    who: Who


@cover_section("card")
@dataclass(frozen=True, slots=True)
class CardCover:
    """Of a space for the person on call."""

    episode: UUID
    flag: UUID
    called: str
    level: Level
    deadline: datetime
    on_call_name: str
    therapist_name: str
    done: bool = False
