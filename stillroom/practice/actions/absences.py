"""Being away, coming back, leaving: always with somebody or something for those who are in care."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.events.actions import note_staff_event
from stillroom.practice.models import State, Therapist
from stillroom.practice.queries import due_away, due_back, listing_of, today_of
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
        super().__init__(_("The first day back needs to be after today, and after the first day away."))


class NoNextStep(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("Choose somebody on the list who covers, or write what people can do meanwhile. They read it at once.")
        )


def _row(keyholder: Keyholder, therapist: uuid.UUID) -> tuple[Therapist, str]:
    """The row, and who speaks: the therapist themselves, or a steward. Raises Hidden for anybody else."""
    row = Therapist.objects.select_for_update().filter(id=therapist).first()
    if row is None:
        raise Hidden
    if row.account == keyholder.account:
        return row, row.name
    own_space(keyholder, SpaceKind.PRACTICE)
    return row, steward_mark(keyholder)


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


def mark_away(
    *,
    keyholder: Keyholder,
    therapist: uuid.UUID,
    until: date,
    cover: uuid.UUID | None,
    next_step: str,
    now: datetime,
    since: date | None = None,
) -> None:
    """Said by themselves, or by a steward for one who cannot: away from `since` (today, if it is no later day) until
    `until`, the first day back, both by the therapist's own calendar. It takes the place of what was said before.

    Raises NotListed, NotBack, NoNextStep, and Hidden for anybody else.
    """
    with transaction.atomic():
        row, who = _row(keyholder, therapist)
        if row.state not in (State.VERIFIED, State.AWAY):
            raise NotListed
        today = today_of(row, now)
        first = max(since or today, today)
        if first == today and row.is_away(today):
            first = row.away_from or today  # it began earlier, and goes on
        if until <= max(first, today):
            raise NotBack
        _leave_word(row, keyholder, cover, next_step, now)
        row.state = State.AWAY if first <= today else State.VERIFIED
        row.away_from, row.away_until = first, until
        row.save()
        note_staff_event(kind=AWAY, subject=f"{row.name}, {first.isoformat()} – {until.isoformat()}", who=who, now=now)


def come_back(*, keyholder: Keyholder, therapist: uuid.UUID, now: datetime) -> None:
    """Back before the day, or not going after all. Nothing happens to somebody who neither is away nor plans to be.

    Raises Hidden for anybody but themselves and a steward.
    """
    with transaction.atomic():
        row, who = _row(keyholder, therapist)
        if row.state in (State.VERIFIED, State.AWAY) and row.away_until is not None:
            _back(row, who, now)


def send_away(*, now: datetime) -> int:
    """Those whose first day away has come; how many."""
    with transaction.atomic():
        return Therapist.objects.filter(id__in=due_away(now)).update(state=State.AWAY)


def bring_back(*, now: datetime) -> int:
    """Those whose first day back has come; how many."""
    with transaction.atomic():
        back = due_back(now)
        for therapist in back:
            _back(Therapist.objects.get(id=therapist), "", now)
    return len(back)


def _back(row: Therapist, who: str, now: datetime) -> None:
    row.state, row.away_from, row.away_until, row.cover, row.next_step = State.VERIFIED, None, None, None, ""
    row.save(update_fields=["state", "away_from", "away_until", "cover", "next_step"])
    note_staff_event(kind=BACK, subject=row.name, who=who, now=now)


def mark_gone(
    *, keyholder: Keyholder, therapist: uuid.UUID, cover: uuid.UUID | None, next_step: str, now: datetime
) -> None:
    """Ends a therapist's work here: said by themselves, or by a steward for one who cannot.

    Those in care read the cover and the next step. The page comes back only through a new check.
    Raises NoNextStep, and Hidden for anybody else.
    """
    with transaction.atomic():
        row, who = _row(keyholder, therapist)
        _leave_word(row, keyholder, cover, next_step, now)
        row.state, row.away_from, row.away_until, row.signature = State.GONE, None, None, b""
        row.save()
        note_staff_event(kind=GONE, subject=row.name, who=who, now=now)
