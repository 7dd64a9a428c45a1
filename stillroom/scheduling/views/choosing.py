"""One page of free times at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from stillroom.practice.queries import Listing
from stillroom.scheduling.documents import Appointment
from stillroom.scheduling.queries import free_times

PAGE = timedelta(days=7)
LAST_PAGE = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """One page of free times. `page` counts weeks from today."""

    starts: tuple[datetime, ...]
    page: int
    is_last: bool


def choice_of(request: HttpRequest, listing: Listing, now: datetime, moved: Appointment | None = None) -> Choice:
    """The page that the form's buttons ask for: they are part of the form, so that what was typed stays.

    Before any was pressed, the first page with a free time on it. `moved`: what is to get another time: its own is in
    nobody's way, and is not one of those to choose.
    """
    booking = moved.booking if moved else None
    free = free_times(getattr(request, "keyholder", None), listing, now, (LAST_PAGE + 1) * PAGE, booking)
    starts = tuple(start for start in free if moved is None or start != moved.start)
    asked = request.POST.get("page", "")
    first = (starts[0] - now) // PAGE if starts else 0
    page = min(int(asked), LAST_PAGE) if asked.isascii() and asked.isdigit() else first
    return Choice(tuple(start for start in starts if (start - now) // PAGE == page), page, page == LAST_PAGE)
