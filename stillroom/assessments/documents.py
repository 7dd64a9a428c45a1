"""Answers as they were given. Scores stand in no document: they are worked out whenever they are shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.safety.sources import define_source
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document

KEPT = 6
RAISED_BY = define_source("assessments.response", title=_("Answers to questions"), page="assessments:response")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One questionnaire answered once. `answers`: as `encoding.encode` writes them. Instants are aware UTC."""

    instrument: str
    version: str
    answers: str
    started: datetime
    finished: datetime


@document(
    "assessments.response",
    spaces={SpaceKind.CARE},
    writers={Role.CLIENT},
    amend=Amend.NOBODY,
    title=_("Answers to questions"),
)
@dataclass(frozen=True, slots=True)
class Response(Sheet):
    """Shared with the therapist of this space, for good."""


@document(
    "assessments.own",
    spaces={SpaceKind.JOURNAL},
    writers={Role.CLIENT},
    amend=Amend.AUTHOR,
    title=_("Answers for yourself"),
)
@dataclass(frozen=True, slots=True)
class OwnResponse(Sheet):
    """Nobody else opens it. `shared`: care spaces that have a copy."""

    shared: tuple[UUID, ...] = ()


@document(
    "assessments.opening",
    spaces={SpaceKind.CARE},
    writers={Role.THERAPIST},
    title=_("Questions your therapist opened"),
)
@dataclass(frozen=True, slots=True)
class Opening:
    """Whether the therapist has opened a questionnaire that is closed unless somebody opens it; one for each.

    `words`: what the client reads before they begin; may be empty.
    """

    instrument: str
    is_open: bool
    words: str = ""


class Cadence(StrEnum):
    """How often it is suggested. SESSION: after each time the two met."""

    SESSION = "session"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"


class Reply(StrEnum):
    """The client's; a no needs no reason and costs nothing."""

    YES = "yes"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class Assigned:
    """One questionnaire that was suggested. `since`: aware UTC, when this cadence was. `reply`: None while it waits."""

    instrument: str
    every: Cadence
    since: datetime
    reply: Reply | None = None


@document(
    "assessments.battery",
    spaces={SpaceKind.CARE},
    writers={Role.CLIENT, Role.THERAPIST},
    title=_("Questions suggested from time to time"),
)
@dataclass(frozen=True, slots=True)
class Battery:
    """What the therapist suggests and what the client said to each; one for an episode."""

    items: tuple[Assigned, ...] = ()


@document(
    "assessments.talk",
    spaces={SpaceKind.CARE},
    writers={Role.CLIENT, Role.THERAPIST},
    amend=Amend.NOBODY,
    title=_("What to change, as one of you sees it"),
)
@dataclass(frozen=True, slots=True)
class Talk:
    """What one of the two said when it did not get better; without topics and words they set it aside.

    `newest`: when the newest sheet that they had seen was finished. `topics`: names in `signs.TOPICS`.
    """

    newest: datetime
    topics: tuple[str, ...] = ()
    words: str = ""


@document(
    "assessments.check_in",
    spaces={SpaceKind.CARE},
    writers={Role.CLIENT},
    amend=Amend.NOBODY,
    title=_("How the talk felt"),
)
@dataclass(frozen=True, slots=True)
class CheckIn:
    """After a session, each 0 to 10 or None where it was left open: our own four questions, not a validated scale.

    `met`: when that session ended, aware UTC.
    """

    met: datetime
    heard: int | None = None
    mattered: int | None = None
    fitted: int | None = None
    felt_safe: int | None = None

    @property
    def answers(self) -> tuple[int | None, ...]:
        return (self.heard, self.mattered, self.fitted, self.felt_safe)


S = TypeVar("S", Response, OwnResponse)


def sheet_as(kind: type[S], sheet: Sheet) -> S:
    """The same answers as another kind of document."""
    return kind(sheet.instrument, sheet.version, sheet.answers, sheet.started, sheet.finished)


@cover_section("measures")
@dataclass(frozen=True, slots=True)
class Latest:
    """The newest sheets of each questionnaire, oldest first; read them with `queries.measures_of`.

    `opened`: ids of questionnaires that the therapist has opened and that were not answered since. `assigned`: what is
    suggested from time to time. `talked`: up to which sheet each of the two has said what to change (`Talk.newest`).
    `check_ins`: the newest few, oldest first. `checked_in`: when the last one was sent, maybe days after its talk.
    """

    sheets: tuple[Sheet, ...] = ()
    opened: tuple[str, ...] = ()
    assigned: tuple[Assigned, ...] = ()
    talked: Mapping[Role, datetime] = field(default_factory=dict)
    check_ins: tuple[CheckIn, ...] = ()
    checked_in: datetime | None = None


def newest(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """At most `KEPT` of each questionnaire, oldest first; the first of all stays, for a change is counted from it."""
    by_instrument: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sorted(sheets, key=lambda sheet: sheet.finished):
        by_instrument[sheet.instrument].append(sheet)
    rows = (several[:1] + several[1:][-KEPT + 1 :] for several in by_instrument.values())
    kept = (sheet for row in rows for sheet in row)
    return tuple(sorted(kept, key=lambda sheet: sheet.finished))
