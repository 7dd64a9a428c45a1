"""Saying that something is as it should be, and opening the practice once everything is."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.events.actions import note_staff_event
from stillroom.practice import staff_events
from stillroom.practice.confirmations import (
    CLOSED,
    OPEN,
    custodian_digest,
    fees_digest,
    is_opened,
    line_digest,
    lines_of,
    name_of,
    text_digest,
    today_here,
)
from stillroom.practice.models import Confirmation, Kind
from stillroom.practice.queries import practice
from stillroom.practice.readiness import readiness
from stillroom.practice.staff_events import steward_mark
from stillroom.practice.texts import all_texts
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.spaces import own_space


class ChangedMeanwhile(Refused):
    """The practice file, or the program, is another one since the page was loaded."""

    def __init__(self) -> None:
        super().__init__(_("This has changed since you opened the page. Please look at how it stands now."))


class NotEverything(Refused):
    def __init__(self) -> None:
        super().__init__(_("Every line needs its tick: the lawyer has to confirm each of them. Nothing was kept."))


class NotReady(Refused):
    def __init__(self) -> None:
        super().__init__(_("Something is still missing, so the practice stays closed. The list says what."))


def _keep(kind: Kind, event: str, now: datetime, *, what: str = "", subject: str = "", **values: object) -> None:
    """`values`: columns of the row; the day is today unless given."""
    defaults = {"day": today_here(practice(), now), "digest": b"", "answer": "", "by": "", "who": "", **values}
    with transaction.atomic():
        Confirmation.objects.update_or_create(kind=kind, what=what, defaults=defaults)
        note_staff_event(kind=event, subject=subject, who=str(defaults["who"]), now=now)


def _steward(keyholder: Keyholder) -> str:
    """Raises Hidden for anybody but a steward."""
    own_space(keyholder, SpaceKind.PRACTICE)
    return steward_mark(keyholder)


def decide_records(*, keyholder: Keyholder, seen: str, now: datetime) -> None:
    """Who keeps records as the practice file has it: named custodians, or none. Raises ChangedMeanwhile, Hidden."""
    who, here = _steward(keyholder), practice()
    digest = custodian_digest(here)
    if digest.hex() != seen:
        raise ChangedMeanwhile
    answer = "chosen" if here.custodians else "declined"
    words = _("named in the practice file") if here.custodians else _("nobody")
    _keep(Kind.CUSTODIAN, staff_events.RECORDS, now, digest=digest, answer=answer, who=who, subject=words)


def confirm_fees(*, keyholder: Keyholder, seen: str, now: datetime) -> None:
    """The fees as the practice file has them. Raises ChangedMeanwhile, Hidden."""
    who = _steward(keyholder)
    digest = fees_digest(practice())
    if digest.hex() != seen:
        raise ChangedMeanwhile
    _keep(Kind.FEES, staff_events.FEES, now, digest=digest, who=who)


def check_line(*, keyholder: Keyholder, line: str, how: str, seen: str, now: datetime) -> None:
    """A help line was reached today (`how`: "called"), or compared with its own pages ("compared").

    Raises ChangedMeanwhile, and Hidden for a line that is not there.
    """
    who = _steward(keyholder)
    found = next((each for each in lines_of(practice()) if each.id == line), None)
    if found is None or how not in ("called", "compared"):
        raise Hidden
    digest = line_digest(found)
    if digest.hex() != seen:
        raise ChangedMeanwhile
    _keep(Kind.LINE, staff_events.LINE, now, what=line, digest=digest, answer=how, who=who, subject=found.name)


def confirm_text(
    *, keyholder: Keyholder, text: str, lawyer: str, day: date, ticked: Collection[str], seen: str, now: datetime
) -> None:
    """The practice's own lawyer has confirmed a text: `text` names it, `ticked` is all of its `to_confirm`.

    From now on it is what people agree to. Raises NotEverything, ChangedMeanwhile, and Hidden for a text that is not.
    """
    who = _steward(keyholder)
    found = next((each for each in all_texts() if name_of(each) == text), None)
    if found is None:
        raise Hidden
    digest = text_digest(found)
    if digest.hex() != seen:
        raise ChangedMeanwhile
    if set(ticked) != set(found.to_confirm) or not lawyer.strip():
        raise NotEverything
    subject = f"{found.title}, {found.version} ({found.language}), {lawyer.strip()}"
    _keep(
        Kind.TEXT,
        staff_events.TEXT,
        now,
        what=text,
        digest=digest,
        by=lawyer.strip(),
        day=day,
        who=who,
        subject=subject,
    )


def note_backup(*, restored: bool, now: datetime) -> None:
    """A command has made a copy of everything, or has restored one into an empty place and found it whole."""
    kind, event = (Kind.TRIED, staff_events.TRIED) if restored else (Kind.BACKUP, staff_events.BACKUP)
    _keep(kind, event, now)


def open_to_new(*, keyholder: Keyholder, now: datetime) -> None:
    """From now on people can join and ask. Twice is once. Raises NotReady, and Hidden for anybody but a steward."""
    who = _steward(keyholder)
    if is_opened():
        return
    if not readiness(keyholder, now).is_complete:
        raise NotReady
    _keep(Kind.OPENED, staff_events.OPENED, now, answer=OPEN, who=who)


def close_to_new(*, keyholder: Keyholder, now: datetime) -> None:
    """Nobody new can join or ask; everybody in care goes on as before. Raises Hidden for anybody but a steward."""
    who = _steward(keyholder)
    if is_opened():
        _keep(Kind.OPENED, staff_events.CLOSED, now, answer=CLOSED, who=who)
