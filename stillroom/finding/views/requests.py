"""A therapist's desk of requests: yes, or no with a next step."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.queries import FirstContact, request_of, requests_of
from stillroom.finding.actions import say_no, say_yes
from stillroom.finding.forms import DeclineForm
from stillroom.practice.queries import Listing, listed
from stillroom.scheduling.queries import appointments_in
from stillroom.vault.documents import Role

YES = define_notice("said-yes", _("You have said yes. The time stands."))
YES_NO_TIME = define_notice("said-yes-no-time", _("You have said yes. The time had gone: agree on another."))
NO = define_notice("said-no", _("They will find your words on their page. You have no key to theirs any more."))
GONE = define_notice("request-gone", _("This request was taken back, or you have answered it already."))


@signed_in(Role.THERAPIST)
@require_safe
def requests_page(request: KeyholderRequest) -> HttpResponse:
    now = timezone.now()
    waiting = [(each, _times(request, each)) for each in requests_of(request.keyholder, now)]
    return render(request, "finding/requests.html", {"waiting": waiting})


def _times(request: KeyholderRequest, contact: FirstContact) -> list[object]:
    return [each.document for each in appointments_in(request.keyholder, contact.space) if each.document.stands]


def _is_theirs(request: KeyholderRequest, space: UUID) -> bool:
    """Whether they said yes already: in another window, or by pressing twice."""
    return space in request.keyholder.ring.spaces


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def request_page(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """GET shows the request with both answers; POST says yes."""
    now = timezone.now()
    if _is_theirs(request, space):
        return redirect("care:episode", space)
    if request.method == "GET":
        contact = request_of(request.keyholder, space, now)
        note_look(keyholder=request.keyholder, space=contact.space, kinds=["care.episode"], now=now)
        return _request_page(request, contact, DeclineForm(_colleagues(request, now)), now)
    try:
        contact = request_of(request.keyholder, space, now)
        accepted = say_yes(keyholder=request.keyholder, request=contact, now=now)
    except (Refused, Hidden):
        return notify(redirect("finding:requests"), GONE)
    return notify(redirect("care:episode", space), YES if accepted.has_time else YES_NO_TIME)


@signed_in(Role.THERAPIST)
@require_POST
def decline_page(request: KeyholderRequest, space: UUID) -> HttpResponse:
    now = timezone.now()
    if _is_theirs(request, space):
        return redirect("care:episode", space)
    try:
        contact = request_of(request.keyholder, space, now)
    except Hidden:
        # The same for one that was taken back, one that was answered, and one that never was.
        return notify(redirect("finding:requests"), GONE)
    form = DeclineForm(_colleagues(request, now), request.POST)
    if not form.is_valid():
        return _request_page(request, contact, form, now)
    try:
        say_no(
            keyholder=request.keyholder,
            request=contact,
            next_step=form.next_step,
            suggested=form.suggested,
            now=now,
        )
    except (Refused, Hidden):
        return notify(redirect("finding:requests"), GONE)
    return notify(redirect("finding:requests"), NO)


def _colleagues(request: KeyholderRequest, now: datetime) -> tuple[Listing, ...]:
    others = listed(request.keyholder, now)
    return tuple(each for each in others if each.takes_requests and each.account != request.keyholder.account)


def _request_page(request: KeyholderRequest, contact: FirstContact, form: DeclineForm, now: datetime) -> HttpResponse:
    context = {"contact": contact, "times": _times(request, contact), "form": form}
    return render(request, "finding/request.html", context, status=422 if form.errors else 200)
