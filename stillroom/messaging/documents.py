"""A conversation's sealed documents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.care.telling import Told
from stillroom.safety.sources import define_source
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document

BOTH = frozenset({Role.CLIENT, Role.THERAPIST})
RAISED_BY = define_source("messaging.message", title=_("A message they marked"), page="messaging:marked")


@document(
    "messaging.message",
    spaces={SpaceKind.CARE},
    writers=BOTH,
    amend=Amend.NOBODY,
    title=_("Message"),
    upgraders=(dict,),  # version 1 had words alone
)
@dataclass(frozen=True, slots=True)
class Message:
    """One message. Who wrote it and when is the vault's to say. `told`: what was done, where it is more than words."""

    text: str
    told: Told | None = None


@document(
    "messaging.read",
    spaces={SpaceKind.JOURNAL, SpaceKind.DESK},
    writers=BOTH,
    title=_("How far you have read"),
)
@dataclass(frozen=True, slots=True)
class ReadMarks:
    """How many of the other person's messages its reader has seen, by space: kept in their own space, so that
    reading never contends with writing."""

    seen: Mapping[UUID, int] = field(default_factory=dict)


@cover_section("messages")
@dataclass(frozen=True, slots=True)
class Count:
    """`client` and `therapist`: how many messages each of them has written."""

    client: int = 0
    therapist: int = 0
    last_at: datetime | None = None

    def from_other(self, reader: Role) -> int:
        """How many the other person has written."""
        return self.therapist if reader is Role.CLIENT else self.client
