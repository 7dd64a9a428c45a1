"""Being away, coming back, leaving: always with somebody or something for those who are in care."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.events.actions import note_staff_event
from stillroom.practice.models import State, Therapist
from stillroom.practice.queries import due_back, listing_of, today_of
from stillroom.practice.staff_events import AWAY, BACK, GONE, steward_mark
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.spaces import own_space


class NotListed(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("This page is not on the list now, so there is nothing to change. Nobody can ask for a time.")
        )


class NotBack(Refused):
    def __init__(self) -> None:
        super().__init__(_("The first day back needs to be a day after today."))


class NoNextStep(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("Choose somebody on the list who covers, or write what people can do meanwhile. They read it at once.")
        )


def _own(keyholder: Keyholder) -> Therapist:
    row = Therapist.objects.select_for_update().filter(account=keyholder.account).first()
    if row is None:
        raise Hidden
    return row


def _leave_word(row: Therapist, keyholder: Keyholder, cover: uuid.UUID | None, next_step: str, now: datetime) -> None:
    """Raises NoNextStep: nobody in care is left with nothing."""
    if cover is not None:
        try:
            covering = listing_of(keyholder, cover, now)
        except Hidden:
            raise NoNextStep from None
        if covering.id == row.id or not covering.takes_requests:
            raise NoNextStep
    if cover is None and not next_step.strip():
        raise NoNextStep
    row.cover = None if cover is None else Therapist.objects.get(id=cover)
    row.next_step = next_step.strip()


def mark_away(*, keyholder: Keyholder, until: date, cover: uuid.UUID | None, next_step: str, now: datetime) -> None:
    """Takes no new requests until `until`, the first day back by the therapist's own calendar.

    Raises NotListed, NotBack, NoNextStep, and Hidden for somebody without a profile.
    """
    with transaction.atomic():
        row = _own(keyholder)
        if row.state not in (State.VERIFIED, State.AWAY):
            raise NotListed
        if until <= today_of(row, now):
            raise NotBack
        _leave_word(row, keyholder, cover, next_step, now)
        row.state, row.away_until = State.AWAY, until
        row.save()
        note_staff_event(kind=AWAY, subject=f"{row.name}, {until.isoformat()}", who=row.name, now=now)


def come_back(*, keyholder: Keyholder, now: datetime) -> None:
    """Back before the day. Nothing happens to somebody who is not away. Raises Hidden without a profile."""
    with transaction.atomic():
        row = _own(keyholder)
        if row.state == State.AWAY:
            _back(row, row.name, now)


def bring_back(*, now: datetime) -> int:
    """Those whose first day back has come; how many."""
    with transaction.atomic():
        back = due_back(now)
        for therapist in back:
            _back(Therapist.objects.get(id=therapist), "", now)
    return len(back)


def _back(row: Therapist, who: str, now: datetime) -> None:
    row.state, row.away_until, row.cover, row.next_step = State.VERIFIED, None, None, ""
    row.save(update_fields=["state", "away_until", "cover", "next_step"])
    note_staff_event(kind=BACK, subject=row.name, who=who, now=now)


def mark_gone(
    *, keyholder: Keyholder, therapist: uuid.UUID, cover: uuid.UUID | None, next_step: str, now: datetime
) -> None:
    """Ends a therapist's work here: said by themselves, or by a steward for one who cannot.

    Those in care read the cover and the next step. The page comes back only through a new check.
    Raises NoNextStep, and Hidden for anybody else.
    """
    with transaction.atomic():
        row = Therapist.objects.select_for_update().filter(id=therapist).first()
        if row is None:
            raise Hidden
        who = row.name
        if row.account != keyholder.account:
            own_space(keyholder, SpaceKind.PRACTICE)
            who = steward_mark(keyholder)
        _leave_word(row, keyholder, cover, next_step, now)
        row.state, row.away_until, row.signature = State.GONE, None, b""
        row.save()
        note_staff_event(kind=GONE, subject=row.name, who=who, now=now)
