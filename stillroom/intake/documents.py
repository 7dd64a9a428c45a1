"""What somebody wrote about themselves at the beginning, and who may see each answer.

The whole sheet lies in the client's journal, which nobody else opens. What they share lies a second time in the space
that they share with their therapist, and goes from there when they change their mind.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.intake.chapters import QUESTIONS, Chapter, Heading
from stillroom.safety.sources import define_source
from stillroom.vault.documents import Role, SpaceKind, document


class Share(StrEnum):
    """Who may see an answer. RECORD: it also belongs to what the practice keeps as its record of the care."""

    PRIVATE = "private"
    THERAPIST = "therapist"
    RECORD = "record"


class Mark(StrEnum):
    ANSWERED = "answered"
    SKIPPED = "skipped"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Answer:
    """`question`: an id of `chapters.QUESTIONS`. `at`: when it was last changed (aware UTC)."""

    question: str
    words: str
    mark: Mark
    share: Share
    at: datetime

    @property
    def is_shared(self) -> bool:
        return self.mark is Mark.ANSWERED and self.share is not Share.PRIVATE


@document("intake.sheet", spaces={SpaceKind.JOURNAL}, writers={Role.CLIENT}, title=_("What you wrote about yourself"))
@dataclass(frozen=True, slots=True)
class Sheet:
    """One for each episode; `about` is the space of that one. `share`: what was chosen for all answers at first."""

    about: UUID
    share: Share
    answers: tuple[Answer, ...] = ()

    @property
    def by_question(self) -> Mapping[str, Answer]:
        return {answer.question: answer for answer in self.answers}

    def of(self, chapter: Chapter) -> tuple[Answer, ...]:
        """The answers of one chapter that are there, in the order of its questions."""
        found = self.by_question
        return tuple(found[question.id] for question in chapter.questions if question.id in found)

    @property
    def shared(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.is_shared)


@document("intake.shared", spaces={SpaceKind.CARE}, writers={Role.CLIENT}, title=_("What you told them about yourself"))
@dataclass(frozen=True, slots=True)
class Shared:
    """Copies of the answers that are shared, and of no others."""

    answers: tuple[Answer, ...]


@document(
    "intake.formulation",
    spaces={SpaceKind.CARE},
    writers={Role.THERAPIST},
    title=_("How your therapist understands it"),
)
@dataclass(frozen=True, slots=True)
class Formulation:
    words: str


RAISED_BY = define_source("intake.shared", title=_("Something they marked about themselves"), page="intake:marked")
Gathered = Mapping[Heading, tuple[Answer, ...]]


def gathered(answers: Iterable[Answer]) -> Gathered:
    """The answers that have words, under the headings of one's own page; headings without any are left out.

    An answer to a question that is no longer asked stands under the last heading: nobody's words are dropped.
    """
    order = list(QUESTIONS)
    said = sorted(
        (answer for answer in answers if answer.mark is Mark.ANSWERED),
        key=lambda answer: order.index(answer.question) if answer.question in QUESTIONS else len(order),
    )
    found = {heading: tuple(answer for answer in said if _heading(answer) is heading) for heading in Heading}
    return {heading: under for heading, under in found.items() if under}


def _heading(answer: Answer) -> Heading:
    asked = QUESTIONS.get(answer.question)
    return Heading.MORE if asked is None else asked.heading
