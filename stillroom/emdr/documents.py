"""What stands before sets of left and right, what is worked through, what was done, and how it was afterwards.

All of it lies in the space of the two: nothing of it can be read elsewhere, and nothing is kept from either.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.core.emdr import Need
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document

CARE = frozenset({SpaceKind.CARE})
OFFERED = timedelta(days=7)


class Told(StrEnum):
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@document(
    "emdr.body", spaces=CARE, writers={Role.CLIENT}, title=_("What your body needs before sets of left and right")
)
@dataclass(frozen=True, slots=True)
class Body:
    """One for each episode. `motion`: moving pictures make them unwell; `heart`: pregnant, or something with it."""

    motion: Told
    seizures: Told
    migraine: Told
    eyes: Told
    heart: Told
    words: str = ""

    @property
    def care_for(self) -> tuple[str, ...]:
        """What was not answered with a no."""
        return tuple(name for name in BODY if getattr(self, name) is not Told.NO)


BODY = ("motion", "seizures", "migraine", "eyes", "heart")


@dataclass(frozen=True, slots=True)
class Checked:
    """`because`: why it goes on although this is not met; "" where it is met."""

    need: Need
    because: str = ""


@document(
    "emdr.readiness",
    spaces=CARE,
    writers={Role.THERAPIST},
    amend=Amend.NOBODY,
    title=_("What your therapist made sure of before sets of left and right"),
)
@dataclass(frozen=True, slots=True)
class Readiness:
    """Signed, or closed again: then nothing else stands in it. The newest counts.

    `assessment`: what a dissociation assessment found; `safety`: what was done about an answer that tells of danger.
    """

    is_open: bool
    checked: tuple[Checked, ...] = ()
    assessment: str = ""
    safety: str = ""


class Prong(StrEnum):
    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Status(StrEnum):
    PLANNED = "planned"
    ACTIVE = "active"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    PARKED = "parked"


class StoppedBy(StrEnum):
    """END: it ran its length. LINK, CLOCK: their page ended it by itself."""

    END = "end"
    CLIENT = "client"
    THERAPIST = "therapist"
    LINK = "link"
    CLOCK = "clock"


@document("emdr.target", spaces=CARE, writers={Role.THERAPIST}, title=_("What you work through (EMDR)"))
@dataclass(frozen=True, slots=True)
class Target:
    """`label`: a code word is enough, and all other words may be left out. `negative`, `positive`: beliefs (NC, PC).

    `voc`: 1 to 7; `sud`: 0 to 10; both as they were at first.
    """

    label: str
    prong: Prong = Prong.PAST
    touchstone: str = ""
    image: str = ""
    negative: str = ""
    positive: str = ""
    voc: int | None = None
    emotions: str = ""
    sud: int | None = None
    in_body: str = ""
    status: Status = Status.PLANNED


@dataclass(frozen=True, slots=True)
class SetDone:
    """One set as it really ran on the client's page. `seconds`: how long. Only a therapist starts one."""

    n: int
    channel: str
    hz: float
    direction: str
    cycles: int
    seconds: float
    stopped_by: StoppedBy
    started_by: Role = Role.THERAPIST
    sud: int | None = None
    voc: int | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """How a session ended. Without the first two of what was done an incomplete one has a `reason`."""

    container: bool = False
    calm: bool = False
    grounded: bool = False
    expect: bool = False
    contact: bool = False
    oriented: bool = False
    scan_clear: bool = False
    as_good_as: bool = False
    sud: int | None = None
    voc: int | None = None
    reason: str = ""


@document(
    "emdr.session",
    spaces=CARE,
    writers={Role.THERAPIST},
    amend=Amend.AUTHOR,
    title=_("Sets of left and right in a session"),
)
@dataclass(frozen=True, slots=True)
class SetSession:
    """`target`: a record of it, or None (calm place, strengths). Instants are aware UTC."""

    started: datetime
    target: UUID | None = None
    sets: tuple[SetDone, ...] = ()
    stop: datetime | None = None
    closure: Closure | None = None
    complete: bool = False


@document(
    "emdr.after",
    spaces=CARE,
    writers={Role.CLIENT},
    amend=Amend.NOBODY,
    title=_("How it was after sets of left and right"),
)
@dataclass(frozen=True, slots=True)
class After:
    """What came up afterwards, for both; each of it may be left out."""

    session: UUID
    sud: int | None = None
    trigger: str = ""
    image: str = ""
    thought: str = ""
    feeling: str = ""
    in_body: str = ""
    words: str = ""


@cover_section("sets")
@dataclass(frozen=True, slots=True)
class Ahead:
    """What pages show without opening records. `questions`: the therapist asks what the body needs; no answer yet.

    `after`: the session the client is asked about from `after_from` on (aware UTC), for a week. `unclosed`: the session
    that its therapist has still to close.
    """

    questions: bool = False
    after: UUID | None = None
    after_from: datetime | None = None
    unclosed: UUID | None = None

    def asks_after(self, now: datetime) -> bool:
        return self.after_from is not None and self.after_from <= now < self.after_from + OFFERED
