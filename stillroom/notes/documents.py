"""Progress notes: the record of a session, in a space that its therapist alone opens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.care.documents import Medium
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document

ALONE = frozenset({Role.THERAPIST})


@dataclass(frozen=True, slots=True)
class Note:
    """`episode`: the care space; `session`: the appointment's record in it. `start`, `stop`: aware UTC.

    `came`: whether the session took place. `data`, `assessment`, `plan` (DAP) and the rest: the therapist's words.
    """

    episode: UUID
    session: UUID
    start: datetime
    stop: datetime
    medium: Medium
    came: bool = True
    data: str = ""
    assessment: str = ""
    plan: str = ""
    risk: str = ""
    goal: str = ""
    measures: str = ""


@document(
    "notes.draft",
    spaces={SpaceKind.PROGRESS},
    writers=ALONE,
    amend=Amend.AUTHOR,
    title=_("Progress note, not signed yet"),
)
@dataclass(frozen=True, slots=True)
class NoteDraft(Note):
    """Can be changed, and stays until it is signed: unlike other drafts it is not thrown away after a week."""


@document("notes.progress", spaces={SpaceKind.PROGRESS}, writers=ALONE, amend=Amend.NOBODY, title=_("Progress note"))
@dataclass(frozen=True, slots=True)
class ProgressNote(Note):
    """Signed: the vault lets nobody change it. When and by whom is the vault's to say."""


@document(
    "notes.addendum", spaces={SpaceKind.PROGRESS}, writers=ALONE, amend=Amend.NOBODY, title=_("Addendum to a note")
)
@dataclass(frozen=True, slots=True)
class Addendum:
    """`note`: the signed note's record."""

    note: UUID
    text: str


@cover_section("notes")
@dataclass(frozen=True, slots=True)
class Noted:
    """Which episode the notes of this space are about, and the sessions whose note is signed or begun, newest last."""

    episode: UUID
    signed: tuple[UUID, ...] = ()
    begun: tuple[UUID, ...] = ()
