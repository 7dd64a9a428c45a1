"""Asking one of them for a first talk, and taking it back."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.onward import define_onward, seal_onward
from stillroom.accounts.people import KeyholderRequest, PersonRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import AskedAlready
from stillroom.care.queries import episode_of
from stillroom.finding.actions import ask, take_request_back
from stillroom.finding.forms import AskForm
from stillroom.finding.queries import Shown, person
from stillroom.practice.queries import Listing, is_open, listing_of, practice
from stillroom.scheduling.views import choice_of
from stillroom.vault.documents import Role

SENT = define_notice("asked", _("Sent. The answer will stand on this page."))
BACK = define_notice("taken-back", _("Gone. Nothing of it is left for either of you."))
TALK_FIRST = define_notice("begun-already", _("This has begun already."))


def _asking_address(therapist: UUID, now: datetime) -> str:
    """Where somebody who has just come in goes on; to the others if that person has left the list meanwhile."""
    try:
        return reverse("finding:ask", args=[listing_of(None, therapist, now).id])
    except Hidden:
        return reverse("finding:people")


ASKING = define_onward("finding.ask", _asking_address)


@require_http_methods(["GET", "POST"])
def ask_page(request: PersonRequest, therapist: UUID) -> HttpResponse:
    """Whoever has no name here yet is told that one is needed, and comes back."""
    shown = person(request.keyholder, therapist, timezone.now())
    if not is_open(request.keyholder, timezone.now()):
        return render(request, "errors/not_open.html")
    if request.profile is None and request.method == "GET":
        onward = seal_onward(ASKING, therapist, timezone.now())
        return render(request, "finding/ask_first.html", {"listing": shown.listing, "onward": onward})
    return _ask(request, shown)


@signed_in(Role.CLIENT)
def _ask(request: KeyholderRequest, shown: Shown) -> HttpResponse:
    now, listing = timezone.now(), shown.listing
    if request.method == "GET" or "page" in request.POST:
        return _ask_page(request, listing, AskForm(listing.media, initial=request.POST.dict()), now)
    form = AskForm(listing.media, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            asked = ask(
                keyholder=request.keyholder,
                profile=request.profile,
                listing=listing,
                start=given["start"],
                words=given["words"],
                medium=given["medium"],
                now=now,
            )
            return notify(redirect("care:episode", asked.id), SENT)
        except AskedAlready as error:
            if error.again is not None:
                return notify(redirect("care:episode", error.again), SENT)
            form.add_error("start", str(error))
        except Refused as error:
            form.add_error("start", str(error))
    return _ask_page(request, listing, form, now)


def _ask_page(request: KeyholderRequest, listing: Listing, form: AskForm, now: datetime) -> HttpResponse:
    context = {"listing": listing, "form": form, "choice": choice_of(request, listing, now)}
    context["statement"] = practice().statement
    return render(request, "finding/ask.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def take_back(request: KeyholderRequest, space: UUID) -> HttpResponse:
    try:
        episode = episode_of(request.keyholder, space)
        take_request_back(keyholder=request.keyholder, episode=episode, now=timezone.now())
    except Hidden:
        return redirect("home:today")  # gone already, and the same for one that never was
    except Refused:
        return notify(redirect("care:episode", space), TALK_FIRST)
    return notify(redirect("home:today"), BACK)
