"""An episode of care as its two people know it: who, how it stands, what was agreed to, and the identity card."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document

BOTH = frozenset({Role.CLIENT, Role.THERAPIST})


class State(StrEnum):
    """INVITED and ASKED wait for the other person; DECLINED and ENDED can only be read."""

    INVITED = "invited"
    ASKED = "asked"
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"


class Medium(StrEnum):
    VIDEO = "video"
    VOICE = "voice"
    TEXT = "text"


@document("care.episode", spaces={SpaceKind.CARE}, writers=BOTH, title=_("How things stand between you"))
@dataclass(frozen=True, slots=True)
class Episode:
    """`therapist`: the public id in the directory. `called`, `pronouns`, `zone`: the client's, as they are used here.

    `words`: what the client wrote when asking, or nothing. `next_step`: what a therapist who declined wrote instead,
    with the public id of a colleague in `suggested`. `began`, `ended`: aware UTC.
    """

    therapist: UUID
    state: State
    called: str
    pronouns: str = ""
    zone: str = ""
    words: str = ""
    medium: Medium = Medium.VIDEO
    next_step: str = ""
    suggested: UUID | None = None
    identity_space: UUID | None = None
    began: datetime | None = None
    ended: datetime | None = None

    @property
    def next_step_said(self) -> str:
        """`next_step` for whoever reads it: the product's own sentence, kept in English, in their language."""
        first, gap, rest = self.next_step.partition("\n\n")
        return (gettext(first) if first else "") + gap + rest


@dataclass(frozen=True, slots=True)
class ConsentWord:
    """A yes or a no to one text. `sha256`: hex, of the very text that was on the page, under `title`; `text` names it
    among the practice's."""

    text: str
    title: str
    version: int
    language: str
    sha256: str
    at: datetime

    @property
    def name(self) -> str:
        return text_name(self.text, self.version, self.language)


@document(
    "care.consent",
    spaces={SpaceKind.CARE},
    writers={Role.CLIENT},
    amend=Amend.NOBODY,
    title=_("What you agreed to"),
)
@dataclass(frozen=True, slots=True)
class ConsentGiven(ConsentWord):
    """A yes."""


@document(
    "care.consent_refused",
    spaces={SpaceKind.CARE},
    writers={Role.CLIENT},
    amend=Amend.NOBODY,
    title=_("What you said no to"),
)
@dataclass(frozen=True, slots=True)
class ConsentRefused(ConsentWord):
    """A no to a new version of a text whose earlier one was agreed to and stands."""


def text_name(text: str, version: int, language: str) -> str:
    """One consent text in one version and language, as the cover names it: "telehealth.v1.en"."""
    return f"{text}.v{version}.{language}"


@document("care.identity", spaces={SpaceKind.IDENTITY}, writers=BOTH, title=_("Name and place, as the law asks"))
@dataclass(frozen=True, slots=True)
class IdentityCard:
    """What 16 CCR 1815.5(d)(1) makes a licensee ask aloud in each session.

    Only the newest place is kept; `asked`: when the therapist asked, oldest first, aware UTC.
    """

    full_name: str = ""
    present_address: str = ""
    asked: tuple[datetime, ...] = ()


@document(
    "care.covering_word",
    spaces={SpaceKind.CARE},
    writers={Role.CLIENT},
    title=_("What you said about somebody who stands in"),
)
@dataclass(frozen=True, slots=True)
class CoveringWord:
    """A yes or a no to one colleague for one absence. `until`: the first day on which they are out again.

    `space`: where they can read what was brought, after a yes; `ended`: when that was over.
    """

    colleague: UUID
    name: str
    until: date
    yes: bool
    at: datetime
    space: UUID | None = None
    ended: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.yes and self.ended is None


class TransferState(StrEnum):
    OPEN = "open"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class SummaryState(StrEnum):
    """WANTED by the client, WRITTEN by the therapist, REFUSED by the client once they had read it."""

    NONE = "none"
    WANTED = "wanted"
    WRITTEN = "written"
    REFUSED = "refused"


@document("care.transfer", spaces={SpaceKind.CARE}, writers=BOTH, title=_("About going on with somebody else"))
@dataclass(frozen=True, slots=True)
class Transfer:
    """One for each episode. `to`: the public id of the colleague whom the therapist names, or None as long as the
    client alone has spoken; `words`: why, to the client. `summary`: for whoever comes next, if the client brings it."""

    state: TransferState = TransferState.OPEN
    to: UUID | None = None
    name: str = ""
    words: str = ""
    summary: str = ""
    summary_state: SummaryState = SummaryState.NONE

    @property
    def may_go_along(self) -> bool:
        return bool(self.summary) and self.summary_state is SummaryState.WRITTEN

    @property
    def is_proposed(self) -> bool:
        return self.state is TransferState.OPEN and self.to is not None


class CoveringState(StrEnum):
    """DECLINED by the colleague; ENDED by anybody, or by the calendar."""

    ASKED = "asked"
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"


ALL_THREE = frozenset({Role.CLIENT, Role.THERAPIST, Role.COVERING})


@document("care.covering", spaces={SpaceKind.COVERING}, writers=ALL_THREE, title=_("Who stands in, and until when"))
@dataclass(frozen=True, slots=True)
class Covering:
    """`episode`: the space of the two it is about. `therapist`, `colleague`: public ids in the directory, and their
    names there. `until`: the first day on which the colleague is out again, by the therapist's calendar (`zone`)."""

    episode: UUID
    therapist: UUID
    therapist_name: str
    colleague: UUID
    colleague_name: str
    called: str
    pronouns: str
    until: date
    zone: str
    state: CoveringState = CoveringState.ASKED
    ended: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        return _has_come(self.until, self.zone, now)

    def may_be_read(self, now: datetime) -> bool:
        """By the colleague, also in the hours in which nobody has turned the key yet."""
        return self.state in (CoveringState.ASKED, CoveringState.ACTIVE) and not self.is_over(now)


def _has_come(day: date, zone: str, now: datetime) -> bool:
    return now.astimezone(ZoneInfo(zone)).date() >= day


@dataclass(frozen=True, slots=True)
class Passage:
    heading: str
    text: str


@document(
    "care.brought",
    spaces={SpaceKind.COVERING, SpaceKind.CARE},
    writers={Role.CLIENT},
    amend=Amend.NOBODY,
    title=_("Brought along"),
)
@dataclass(frozen=True, slots=True)
class Brought:
    """A copy of what stands between the client and the therapist called `source`. `of`: see `care.bringing`."""

    of: str
    title: str
    source: str
    passages: tuple[Passage, ...]


@document(
    "care.covering_message",
    spaces={SpaceKind.COVERING},
    writers=ALL_THREE,
    amend=Amend.NOBODY,
    title=_("Message among three"),
)
@dataclass(frozen=True, slots=True)
class CoveringMessage:
    text: str


@cover_section("covering")
@dataclass(frozen=True, slots=True)
class CoveringStanding:
    """What home pages show of it. `last_by`: who wrote last, at `last_at`. `out`: the colleague is off the roster."""

    episode: UUID
    therapist: UUID
    therapist_name: str
    colleague: UUID
    colleague_name: str
    called: str
    until: date
    zone: str
    state: CoveringState
    last_by: Role | None = None
    last_at: datetime | None = None
    out: bool = False

    def is_over(self, now: datetime) -> bool:
        return _has_come(self.until, self.zone, now)


@cover_section("care")
@dataclass(frozen=True, slots=True)
class Standing:
    """What home pages show of an episode. `agreed`, `refused`: names of the texts agreed and said no to, see
    `text_name`."""

    state: State
    called: str
    pronouns: str
    therapist: UUID
    agreed: tuple[str, ...] = ()
    identity_space: UUID | None = None
    refused: tuple[str, ...] = ()
