"""Taking times in a calendar and giving them back. A booking's random id is all that leads to its cells."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.base.ids import new_id
from stillroom.core.slots.cells import cell_of
from stillroom.scheduling.documents import Appointment
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.scheduling.queries import is_offered, opening_hours_of

# How long a time asked for stays kept while nobody has answered.
LONGEST_HOLD = timedelta(hours=48)


class SlotTaken(Refused):
    """Somebody else has a cell of this session: the database's own key said so."""

    def __init__(self) -> None:
        super().__init__(_("Somebody took this time just before you. Please choose another."))


class NotOffered(Refused):
    """Outside of the therapist's hours, too soon, or over."""

    def __init__(self) -> None:
        super().__init__(_("This time is not offered any more. Please choose another."))


def hold(*, therapist: UUID, start: datetime, now: datetime, beside: UUID | None = None) -> UUID:
    """Keeps a session's cells, buffers included, for 48 hours or until it starts; returns the booking's random id.

    `beside`: a booking whose cells this one may lie over, because it is to take its place.
    Raises NotOffered and SlotTaken.
    """
    week = opening_hours_of(None, therapist)
    if week is None or not is_offered(None, week, start, now):
        raise NotOffered
    booking, until = new_id(), min(now + LONGEST_HOLD, start)
    cells: Sequence[int] = week.cells(start, week.minutes)
    if beside is not None:
        own = set(TakenCell.objects.filter(booking=beside).values_list("cell", flat=True))
        cells = [cell for cell in cells if cell not in own]
    if cells:
        _take(week, booking, cells, int(until.timestamp()), now)
    return booking


def _take(week: OpeningHours, booking: UUID, cells: Sequence[int], held_until: int | None, now: datetime) -> None:
    """All cells or none. No look before: only the key on (therapist, cell) can tell who came first."""
    over = Q(held_until__lte=int(now.timestamp())) | Q(booking=booking)
    rows = [TakenCell(therapist=week.therapist, cell=c, booking=booking, held_until=held_until) for c in cells]
    try:
        with transaction.atomic():
            TakenCell.objects.filter(over, therapist=week.therapist, cell__range=(cells[0], cells[-1])).delete()
            TakenCell.objects.bulk_create(rows)
    except IntegrityError:
        raise SlotTaken from None


def confirm(*, appointment: Appointment, now: datetime) -> None:
    """Keeps the cells for good. Takes them anew where the hold was over. Raises SlotTaken, and NotOffered when past."""
    week = opening_hours_of(None, appointment.therapist)
    if week is None or appointment.start <= now:
        raise NotOffered
    _take(week, appointment.booking, week.cells(appointment.start, appointment.minutes), None, now)


def release(*, booking: UUID) -> None:
    """Gives a booking's cells back."""
    TakenCell.objects.filter(booking=booking).delete()


def release_all(*, appointment: Appointment) -> None:
    """Its own cells and those of whatever was offered in its place."""
    bookings = [appointment.booking, *(offer.booking for offer in appointment.offers)]
    TakenCell.objects.filter(booking__in=bookings).delete()


def forget_old_cells(*, now: datetime) -> int:
    """Deletes holds that are over and cells of days gone by: a calendar need not remember; how many."""
    yesterday = cell_of(now - timedelta(days=1))
    over = Q(held_until__lte=int(now.timestamp())) | Q(cell__lt=yesterday)
    deleted, _rows = TakenCell.objects.filter(over).delete()
    return deleted


def set_hours(*, week: OpeningHours) -> None:
    """Puts a checked week in place of the one before. Booked times and single days stay as they are."""
    kept = ("therapist", "days")
    fields = [field.name for field in OpeningHours._meta.local_concrete_fields if field.name not in kept]
    values = {name: getattr(week, name) for name in fields}
    OpeningHours.objects.update_or_create(
        therapist=week.therapist, defaults=values, create_defaults={**values, "days": week.days}
    )
