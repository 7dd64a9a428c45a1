"""Everything that must be there before a practice opens, but for its people: one function makes a practice ready."""

from datetime import datetime

from stillroom.practice.actions import (
    check_line,
    confirm_fees,
    confirm_text,
    decide_records,
    note_backup,
    open_to_new,
)
from stillroom.practice.confirmations import (
    custodian_digest,
    fees_digest,
    line_digest,
    lines_of,
    name_of,
    newest_texts,
    text_digest,
)
from stillroom.practice.queries import practice
from stillroom.practice.texts import ConsentText
from tests.cast import Person

LAWYER = "Lena Counsel"


def confirm_one_text(max_: Person, text: ConsentText, now: datetime) -> None:
    confirm_text(
        keyholder=max_.keyholder,
        text=name_of(text),
        lawyer=LAWYER,
        day=now.date(),
        ticked=text.to_confirm,
        seen=text_digest(text).hex(),
        now=now,
    )


def confirm_all(max_: Person, now: datetime) -> None:
    """What a steward confirms. The practice is not opened."""
    here, keyholder = practice(), max_.keyholder
    decide_records(keyholder=keyholder, seen=custodian_digest(here).hex(), now=now)
    confirm_fees(keyholder=keyholder, seen=fees_digest(here).hex(), now=now)
    for line in lines_of(here):
        check_line(keyholder=keyholder, line=line.id, how="called", seen=line_digest(line).hex(), now=now)
    for text in newest_texts(here):
        confirm_one_text(max_, text, now)
    for restored in (False, True):
        note_backup(restored=restored, now=now)


def make_ready(max_: Person, now: datetime) -> None:
    """A therapist must be listed and somebody on call already."""
    confirm_all(max_, now)
    open_to_new(keyholder=max_.keyholder, now=now)
