"""The page behind a link that somebody was handed. Looking at it opens nothing, and it is the same for every id."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stillroom.accounts.people import PersonRequest
from stillroom.safecalls.actions import hand_out


@require_safe
def note(request: PersonRequest, call: UUID) -> HttpResponse:
    """Asks the database nothing: before, while it is open, afterwards, and for what never was, it says the same."""
    return render(request, "safecalls/note.html", {"call": call})


@require_POST
def open_note(request: PersonRequest, call: UUID) -> HttpResponse:
    """The sealed note, or nothing: no preview of a link presses a button."""
    blob = hand_out(call=call, now=timezone.now())
    if blob is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return HttpResponse(blob, content_type="application/octet-stream")
