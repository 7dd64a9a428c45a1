"""Who reads questions, what waits for them, and what a receipt code opens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.practice.practice_key import pinned_key
from stillroom.questions.documents import Words
from stillroom.questions.models import Reader
from stillroom.questions.reading import line_of
from stillroom.questions.threads import Thread, words_in
from stillroom.vault.audits import trail
from stillroom.vault.days import EPOCH
from stillroom.vault.directory import is_vouched
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import WrongRecipient, pending_requests, recipient_of
from stillroom.vault.keyholders import Keyholder, Recipient
from stillroom.vault.receipts import space_by_code
from stillroom.vault.records import Stored
from stillroom.vault.spaces import Tampered, own_space


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """One thread as a steward sees it. `id`: of the drop that brought its key."""

    id: UUID
    thread: Thread


def readers(visitor: object, now: datetime) -> tuple[Recipient, ...]:
    """Everybody a question goes to: keys that the practice has signed for it and that stand in their rows. Whoever
    can write to the database alone cannot add one."""
    pinned = pinned_key()
    rows = [] if pinned is None else [row for row in Reader.objects.all() if is_vouched(line_of(row), pinned, now)]
    return tuple(recipient for row in rows if (recipient := _recipient(row)) is not None)


def _recipient(row: Reader) -> Recipient | None:
    try:
        return recipient_of(row.account, bytes(row.fingerprint))
    except (Hidden, WrongRecipient):
        return None


def reads_until(keyholder: Keyholder, now: datetime) -> date | None:
    """The last day on which questions come to this steward; None when none do. Raises Hidden for anybody else."""
    own_space(keyholder, SpaceKind.PRACTICE)
    if all(reader.fingerprint != keyholder.fingerprint for reader in readers(keyholder, now)):
        return None
    row = Reader.objects.get(account=keyholder.account)
    return date.fromordinal(EPOCH.toordinal() + row.not_after_day)


def thread_by_code(visitor: object, typed: str, now: datetime) -> Thread:
    """What a receipt code opens. Raises ReceiptUnknown."""
    space = space_by_code(typed=typed, kind=SpaceKind.QUESTION, role=Role.CLIENT, now=now)
    return Thread(space, words_in(space))


def has_been_opened(visitor: object, thread: Thread) -> bool:
    """Whether a steward has looked at it since it was asked."""
    return any(trace.role == Role.STEWARD for trace in trail(thread.space))


def questions_of(keyholder: Keyholder, now: datetime) -> tuple[Question, ...]:
    """Those that wait first, the oldest of them on top. Raises Hidden for anybody but a steward."""
    found = [each for each in _looked_at(keyholder, now) if isinstance(each, Question)]
    return tuple(sorted(found, key=lambda each: (not each.thread.waits, each.thread.asked, each.id)))


def harmed_questions(keyholder: Keyholder, now: datetime) -> int:
    """How many were changed past the vault and are not shown. Raises Hidden for anybody but a steward."""
    return sum(isinstance(each, Tampered) for each in _looked_at(keyholder, now))


def _looked_at(keyholder: Keyholder, now: datetime) -> Iterator[Question | Tampered]:
    """One that is harmed must not hide the others, and one that is erased in this moment is simply not there."""
    own_space(keyholder, SpaceKind.PRACTICE)
    for request in pending_requests(keyholder, now):
        if request.space.kind is not SpaceKind.QUESTION:
            continue
        try:
            words = words_in(request.space)
        except Tampered as harm:
            yield harm
        except Hidden:
            continue
        else:
            if _begins(words):
                yield Question(request.drop, Thread(request.space, words))


def _begins(words: Sequence[Stored[Words]]) -> bool:
    """A sealed request proves no more than its roster: what does not begin with a question is none."""
    return bool(words) and words[0].role is Role.CLIENT


def question_of(keyholder: Keyholder, question: UUID, now: datetime) -> Question:
    """One of `questions_of`. Raises Hidden."""
    for each in questions_of(keyholder, now):
        if each.id == question:
            return each
    raise Hidden
