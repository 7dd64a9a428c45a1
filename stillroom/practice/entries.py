"""What a therapist shows of themselves, item by item, and what a steward's look at each is worth.

A check is a signature of the practice key over the item as it stood: whoever can write to the database can neither
make one nor keep one over other words. What nobody looked at is shown as that.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from stillroom.practice.models import Entry, EntryKind
from stillroom.practice.practice_key import pinned_key
from stillroom.practice.questions import QUESTIONS, Question
from stillroom.practice.this_practice import practice
from stillroom.vault.days import EPOCH
from stillroom.vault.directory import Checked, is_checked


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry as everybody sees it. `checked_on`: the day a steward saw the paper (a training, a supervision) or
    read the answer; None if nobody did since it was last changed. `seen`: a mark of what stands there now."""

    id: uuid.UUID
    kind: EntryKind
    subject: str
    words: str
    hours: int | None
    year: int | None
    checked_on: date | None
    checked_by: str
    seen: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, or None."""

    code: str
    question: Question
    answer: Shown | None


@dataclass(frozen=True, slots=True)
class Competence:
    """All that one therapist shows: papers with the newest first, answers in the order of the questions."""

    training: tuple[Shown, ...]
    supervision: tuple[Shown, ...]
    answers: tuple[Answered, ...]

    @property
    def papers(self) -> tuple[Shown, ...]:
        return self.training + self.supervision

    @property
    def given(self) -> tuple[Shown, ...]:
        return tuple(each.answer for each in self.answers if each.answer)

    @property
    def unchecked(self) -> tuple[Shown, ...]:
        return tuple(each for each in self.papers + self.given if each.checked_on is None)


def content_of(entry: Entry) -> bytes:
    """32 bytes that differ as soon as anything differs that a reader sees."""
    parts = (entry.kind, entry.subject, entry.words, str(entry.hours), str(entry.year))
    return hashlib.sha256(b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in parts)).digest()


def check_of(entry: Entry, account: uuid.UUID) -> Checked:
    """What the practice signs of an entry."""
    return Checked(
        practice=practice().name,
        account=account,
        entry=entry.id,
        content=content_of(entry),
        day=entry.checked_day,
        by=entry.checked_by,
    )


def shown(entry: Entry, account: uuid.UUID, key: bytes | None) -> Shown:
    """`key`: the pinned one, by which a check holds."""
    holds = (
        bool(entry.signature) and key is not None and is_checked(check_of(entry, account), key, bytes(entry.signature))
    )
    return Shown(
        id=entry.id,
        kind=EntryKind(entry.kind),
        subject=entry.subject,
        words=entry.words,
        hours=entry.hours,
        year=entry.year,
        checked_on=EPOCH + timedelta(days=entry.checked_day) if holds else None,
        checked_by=entry.checked_by if holds else "",
        seen=content_of(entry).hex(),
    )


def competence_of(entries: Iterable[Entry], account: uuid.UUID) -> Competence:
    """`account`: the therapist's, over which the checks were signed."""
    key = pinned_key()
    every = [shown(entry, account, key) for entry in entries]
    every.sort(key=lambda each: (-(each.year or 0), each.subject))
    answers: Mapping[str, Shown] = {each.subject: each for each in every if each.kind is EntryKind.ANSWER}
    return Competence(
        training=tuple(each for each in every if each.kind is EntryKind.TRAINING),
        supervision=tuple(each for each in every if each.kind is EntryKind.SUPERVISION),
        answers=tuple(Answered(code, question, answers.get(code)) for code, question in QUESTIONS.items()),
    )
