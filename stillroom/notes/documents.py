"""Progress notes, the record of a session, and psychotherapy notes: in spaces that their therapist alone opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.care.documents import Medium
from stillroom.notes.headings import HEADINGS, Heading, Headings
from stillroom.vault.documents import Amend, Fields, Role, SpaceKind, cover_section, document

ALONE = frozenset({Role.THERAPIST})


def parts_of_dap(fields: Fields) -> Fields:
    """Version 1 was DAP alone, each of its parts a field."""
    names = HEADINGS[Headings.DAP]
    rest = {name: value for name, value in fields.items() if name not in set(names)}
    return {**rest, "headings": "dap", "said": {str(name): fields.get(name, "") for name in names}}


@dataclass(frozen=True, slots=True)
class Note:
    """`episode`: the care space; `session`: the appointment's record in it. `start`, `stop`: aware UTC.

    `came`: whether the session took place. `said`: the therapist's words under each of its headings, in their order.
    """

    episode: UUID
    session: UUID
    start: datetime
    stop: datetime
    medium: Medium
    came: bool = True
    headings: Headings = Headings.DAP
    said: Mapping[Heading, str] = field(default_factory=dict)
    risk: str = ""
    goal: str = ""
    measures: str = ""

    @property
    def written(self) -> tuple[str, ...]:
        """What stands under its headings, in their order; nothing for an empty one."""
        return tuple(text for name in HEADINGS[self.headings] if (text := self.said.get(name, "")))


@document(
    "notes.draft",
    spaces={SpaceKind.PROGRESS},
    writers=ALONE,
    amend=Amend.AUTHOR,
    title=_("Progress note, not signed yet"),
    upgraders=(parts_of_dap,),
)
@dataclass(frozen=True, slots=True)
class NoteDraft(Note):
    """Can be changed, and stays until it is signed: unlike other drafts it is not thrown away after a week."""


@document(
    "notes.progress",
    spaces={SpaceKind.PROGRESS},
    writers=ALONE,
    amend=Amend.NOBODY,
    title=_("Progress note"),
    upgraders=(parts_of_dap,),
)
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


@document("notes.usual", spaces={SpaceKind.DESK}, writers=ALONE, title=_("How you usually write notes"))
@dataclass(frozen=True, slots=True)
class Usual:
    """The form that this therapist chose last; a new note begins in it."""

    headings: Headings = Headings.DAP


@cover_section("notes")
@dataclass(frozen=True, slots=True)
class Noted:
    """Which episode the notes of this space are about, and the sessions whose note is signed or begun, newest last."""

    episode: UUID
    signed: tuple[UUID, ...] = ()
    begun: tuple[UUID, ...] = ()


@document(
    "notes.apart",
    spaces={SpaceKind.PSYCHOTHERAPY},
    writers=ALONE,
    amend=Amend.AUTHOR,
    title=_("Psychotherapy note"),
)
@dataclass(frozen=True, slots=True)
class PsychotherapyNote:
    """What was talked about and what its therapist makes of it, apart from the record (45 CFR 164.501).

    `begun`: aware UTC. `window`: drawn by the page that saved it last, so that it can save again.
    """

    begun: datetime
    text: str = ""
    window: str = ""


@cover_section("apart")
@dataclass(frozen=True, slots=True)
class Apart:
    """Which episode the psychotherapy notes of this space are about."""

    episode: UUID


@dataclass(frozen=True, slots=True)
class ShownAddendum:
    text: str
    at: datetime


@document(
    "notes.shown",
    spaces={SpaceKind.CARE},
    writers=ALONE,
    amend=Amend.AUTHOR,
    title=_("Progress note that the client may read"),
)
@dataclass(frozen=True, slots=True)
class ShownNote:
    """A copy of one signed note, and of what was added to it, in the space that both open.

    `signed`, `since`: when it was signed, and shown first. A new version of `Note` makes one of this too.
    """

    note: Note
    signed: datetime
    since: datetime
    addenda: tuple[ShownAddendum, ...] = ()


@document(
    "notes.shown_before",
    spaces={SpaceKind.CARE},
    writers=ALONE,
    amend=Amend.NOBODY,
    title=_("That a progress note could be read for a while"),
)
@dataclass(frozen=True, slots=True)
class ShownBefore:
    """What stays of a note that is not shown any more. `session`: the appointment's record; `start`: when it began."""

    session: UUID
    start: datetime
    since: datetime
    until: datetime
