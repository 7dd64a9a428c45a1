"""A case without a name: what a therapist asks a colleague about, until a day on which it is destroyed (ADR 46)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.vault.days import EPOCH, day_of
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document

LONGEST = timedelta(days=90)
USUAL = timedelta(days=30)
BETWEEN = frozenset({SpaceKind.SUPERVISION})
BOTH = frozenset({Role.THERAPIST, Role.CONSULTED})


class Stage(StrEnum):
    """ASKED waits for the colleague; DECLINED was never read."""

    ASKED = "asked"
    READING = "reading"
    DECLINED = "declined"


def last_day(until: date) -> int:
    """As days are counted in columns."""
    return (until - EPOCH).days


def is_over(until: date, now: datetime) -> bool:
    return day_of(now) > last_day(until)


@document(
    "supervision.case",
    spaces=BETWEEN,
    writers={Role.THERAPIST},
    amend=Amend.NOBODY,
    title=_("What a colleague was asked, without a name"),
)
@dataclass(frozen=True, slots=True)
class Case:
    """Nothing in it names the person it is about, nor any space or session of theirs.

    `therapist`, `colleague`: public ids in the directory. `until`: the day on which all of it is destroyed.
    """

    therapist: UUID
    therapist_name: str
    colleague: UUID
    colleague_name: str
    until: date
    question: str
    picture: str = ""
    tried: str = ""


@document(
    "supervision.taken",
    spaces=BETWEEN,
    writers={Role.CONSULTED},
    amend=Amend.NOBODY,
    title=_("Whether the colleague reads it"),
)
@dataclass(frozen=True, slots=True)
class Taken:
    yes: bool


def stage_of(taken: Taken | None) -> Stage:
    if taken is None:
        return Stage.ASKED
    return Stage.READING if taken.yes else Stage.DECLINED


@document(
    "supervision.word", spaces=BETWEEN, writers=BOTH, amend=Amend.NOBODY, title=_("Written between two colleagues")
)
@dataclass(frozen=True, slots=True)
class Word:
    """`place`: where it stands among all; for even inside the seal no minute says when it was written."""

    text: str
    place: int


@cover_section("supervision")
@dataclass(frozen=True, slots=True)
class CaseStanding:
    """`asker`: the account of who asked. `drawn`: by the page that it was sent from, so that it is there once."""

    asker: UUID
    therapist_name: str
    colleague_name: str
    until: date
    stage: Stage
    drawn: UUID
    words: int = 0
    last_by: Role | None = None
