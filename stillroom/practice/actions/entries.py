"""What therapists show of themselves, and the stewards' look at it: a change takes the look away, and nothing else."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.events.actions import note_staff_event
from stillroom.practice.actions.checking import signing_key
from stillroom.practice.entries import check_of, content_of
from stillroom.practice.models import Entry, EntryKind, Therapist
from stillroom.practice.questions import QUESTIONS
from stillroom.practice.staff_events import CHANGED, CHECKED, UNCHECKED, steward_code, steward_mark
from stillroom.vault.days import day_of
from stillroom.vault.directory import sign_check
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.spaces import own_space

MOST = 30  # trainings and supervisions of one person


class TooMany(Refused):
    def __init__(self) -> None:
        super().__init__(_("There is room for %(most)s papers. Please take one away first.") % {"most": MOST})


class AnswersChanged(Refused):
    """A steward ticked what they had read, and it is not what stands there now."""

    def __init__(self) -> None:
        super().__init__(
            _("Something was changed while you looked at it. Nothing was checked; please look at it as it stands now.")
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """A training or a supervision as it was typed. `hours` and `year` may be missing."""

    kind: EntryKind
    subject: str
    words: str
    hours: int | None
    year: int | None


def _own_row(keyholder: Keyholder) -> Therapist:
    own_space(keyholder, SpaceKind.DESK)
    row = Therapist.objects.select_for_update().filter(account=keyholder.account).first()
    if row is None:
        raise Hidden
    return row


def keep_paper(*, keyholder: Keyholder, entry: uuid.UUID, paper: Paper, now: datetime) -> None:
    """Puts a training or a supervision on the page, or changes it; a change means that nobody has seen its paper.

    Raises TooMany, and Hidden without a page of one's own or for somebody else's entry.
    """
    with transaction.atomic():
        row = _own_row(keyholder)
        found = Entry.objects.filter(id=entry).first()
        if found is None:
            if Entry.objects.filter(therapist=row).exclude(kind=EntryKind.ANSWER).count() >= MOST:
                raise TooMany
            found = Entry(id=entry, therapist=row, kind=paper.kind)
        elif found.therapist_id != row.id or found.kind == EntryKind.ANSWER:
            raise Hidden
        before = content_of(found)
        found.kind, found.subject, found.words = paper.kind, paper.subject, paper.words
        found.hours, found.year = paper.hours, paper.year
        _keep(found, row, before, now)


def answer_question(*, keyholder: Keyholder, question: str, words: str, now: datetime) -> None:
    """Puts an answer on the page; no words take it away. Raises Hidden for a question that is not asked here."""
    if question not in QUESTIONS:
        raise Hidden
    with transaction.atomic():
        row = _own_row(keyholder)
        found = Entry.objects.filter(therapist=row, kind=EntryKind.ANSWER, subject=question).first()
        if not words:
            if found is not None:
                _drop(found, row, now)
            return
        found = found or Entry(id=new_id(), therapist=row, kind=EntryKind.ANSWER, subject=question)
        before = content_of(found)
        found.words = words
        _keep(found, row, before, now)


def _keep(entry: Entry, row: Therapist, before: bytes, now: datetime) -> None:
    """Saves what differs, unchecked; what does not differ keeps its check."""
    if content_of(entry) == before and not entry._state.adding:
        return
    _uncheck(entry)
    entry.save()
    note_staff_event(kind=CHANGED, subject=f"{row.name}: {EntryKind(entry.kind).label}", who=row.name, now=now)


def _uncheck(entry: Entry) -> None:
    entry.checked_day, entry.checked_by, entry.signature = 0, "", b""


def drop_entry(*, keyholder: Keyholder, entry: uuid.UUID, now: datetime) -> None:
    """Takes one off the page. Nothing happens to one that is gone. Raises Hidden for somebody else's."""
    with transaction.atomic():
        row = _own_row(keyholder)
        found = Entry.objects.filter(id=entry).first()
        if found is None:
            return
        if found.therapist_id != row.id:
            raise Hidden
        _drop(found, row, now)


def _drop(entry: Entry, row: Therapist, now: datetime) -> None:
    kind = EntryKind(entry.kind)
    entry.delete()
    note_staff_event(kind=CHANGED, subject=f"{row.name}: {kind.label}", who=row.name, now=now)


def check_entries(*, keyholder: Keyholder, therapist: uuid.UUID, seen: Mapping[uuid.UUID, str], now: datetime) -> int:
    """Signs that a steward saw the paper of a training or a supervision, or read an answer; how many were new.

    `seen`: for each entry its mark (`Shown.seen`) as the steward looked at it. All are signed or none.
    Raises AnswersChanged, NoPracticeKey; Hidden for anybody but a steward, and for entries of somebody else.
    """
    key = signing_key(space=own_space(keyholder, SpaceKind.PRACTICE))
    with transaction.atomic():
        row = Therapist.objects.select_for_update().filter(id=therapist).first()
        if row is None:
            raise Hidden
        entries = list(Entry.objects.filter(therapist=row, id__in=list(seen)))
        if len(entries) != len(seen) or any(content_of(each).hex() != seen[each.id] for each in entries):
            raise AnswersChanged
        for each in entries:
            each.checked_day, each.checked_by = day_of(now), steward_code(keyholder)
            each.signature = sign_check(check_of(each, row.account), key)
            each.save()
        if entries:
            note_staff_event(kind=CHECKED, subject=row.name, who=steward_mark(keyholder), now=now)
    return len(entries)


def take_check_back(*, keyholder: Keyholder, therapist: uuid.UUID, entry: uuid.UUID, now: datetime) -> None:
    """The steward is not sure any more: it stands there as not checked. Raises Hidden for anybody but a steward."""
    own_space(keyholder, SpaceKind.PRACTICE)
    with transaction.atomic():
        found = Entry.objects.select_related("therapist").filter(id=entry, therapist=therapist).first()
        if found is None:
            raise Hidden
        if found.signature:
            _uncheck(found)
            found.save()
            name = found.therapist.name
            note_staff_event(kind=UNCHECKED, subject=name, who=steward_mark(keyholder), now=now)
