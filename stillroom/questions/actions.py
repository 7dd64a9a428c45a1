"""Asking without a name, answering, writing back, erasing."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.events.actions import note_staff_event
from stillroom.practice.actions import signing_key
from stillroom.practice.staff_events import steward_mark
from stillroom.questions.documents import Words
from stillroom.questions.limits import MOST_OPEN, MOST_WORDS
from stillroom.questions.models import Reader
from stillroom.questions.queries import readers
from stillroom.questions.reading import line_of
from stillroom.questions.staff_events import NOT_READING, READING
from stillroom.questions.threads import Thread, words_in
from stillroom.vault.audits import note_opened
from stillroom.vault.days import day_of
from stillroom.vault.directory import vouch
from stillroom.vault.documents import Role, SpaceKind, type_of
from stillroom.vault.erasure import flush_erased
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.receipts import how_many_receipts, is_given_out, make_receipt, shred_with_receipt
from stillroom.vault.records import writing
from stillroom.vault.spaces import OpenSpace, own_space

SIGNED_FOR = timedelta(days=180)


class NobodyReads(Refused):
    def __init__(self) -> None:
        super().__init__(_("Nobody here reads questions just now, so this was not sent. Your words are still here."))


class TooManyOpen(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("More questions wait here than can be read, so this was not sent. Your words are still here.")
        )


class WrittenMeanwhile(Refused):
    """From another window, or by the other side. Nothing is lost: the page shows both."""

    def __init__(self) -> None:
        super().__init__(_("Something new was written here. Please read it first. Your words are still below."))


class NoMoreRoom(Refused):
    def __init__(self) -> None:
        super().__init__(_("This page is full. You can ask a new question. Your words are still below to copy."))


def _hour_of(now: datetime) -> datetime:
    """Not even inside the seal does it stand at which minute somebody wrote."""
    return now.replace(minute=0, second=0, microsecond=0)


def start_reading(*, keyholder: Keyholder, now: datetime) -> None:
    """Signs this steward's key for questions, for 180 days. Raises NoPracticeKey, and Hidden for anybody else."""
    space = own_space(keyholder, SpaceKind.PRACTICE)
    today = day_of(now)
    row = Reader(
        account=keyholder.account,
        fingerprint=keyholder.fingerprint,
        not_before_day=today,
        not_after_day=today + SIGNED_FOR.days,
        signature=b"",
    )
    row.signature = vouch(line_of(row), signing_key(space=space))
    with transaction.atomic():
        Reader.objects.filter(account=keyholder.account).delete()
        row.save(force_insert=True)
        note_staff_event(kind=READING, subject="", who=steward_mark(keyholder), now=now)


def stop_reading(*, keyholder: Keyholder, now: datetime) -> None:
    """No new question comes to this steward; those that are there can still be answered. Raises Hidden."""
    own_space(keyholder, SpaceKind.PRACTICE)
    with transaction.atomic():
        if Reader.objects.filter(account=keyholder.account).delete()[0]:
            note_staff_event(kind=NOT_READING, subject="", who=steward_mark(keyholder), now=now)


def ask(*, code: str, text: str, now: datetime) -> None:
    """Keeps a question under `code`, which the page has drawn: sent twice, it is there once.

    Raises NobodyReads and TooManyOpen.
    """
    with transaction.atomic():
        if is_given_out(code):
            return
        others = [(reader, Role.STEWARD) for reader in readers(None, now)]
        if not others:
            raise NobodyReads
        if how_many_receipts() >= MOST_OPEN:
            raise TooManyOpen
        space = make_receipt(code=code, kind=SpaceKind.QUESTION, role=Role.CLIENT, others=others, now=_hour_of(now))
        write(space=space, text=text, place=0, now=now)


def write(*, space: OpenSpace, text: str, place: int, now: datetime) -> None:
    """Adds words by whoever has opened `space`. `place`: how many pieces the page showed; sent twice, they are there
    once. Raises WrittenMeanwhile and NoMoreRoom; Hidden when all of it was erased meanwhile."""
    with writing(space, now=_hour_of(now)) as work:
        before = words_in(work.space)
        if place < len(before):
            there = before[place]
            if (there.role, there.document.text) == (space.role, text):
                return
            raise WrittenMeanwhile
        if len(before) >= MOST_WORDS:
            raise NoMoreRoom
        work.add(Words(text, place=len(before)))


def note_read(*, thread: Thread, now: datetime) -> None:
    """So that whoever asked sees that somebody has looked."""
    note_opened(thread.space, [type_of(Words).kind], _hour_of(now))


def erase(*, thread: Thread) -> None:
    """Question, answers and key, at once. No error when they are gone already."""
    shred_with_receipt(space=thread.space)
    flush_erased()
