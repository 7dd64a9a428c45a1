"""Times between two people: booking, cancelling, the end, and what stands on the page of the two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.practice.queries import Listing, any_listing
from stillroom.scheduling.actions import book, cancel, end_care
from stillroom.scheduling.documents import Appointment
from stillroom.scheduling.forms import CancelForm, TimeForm, turned_late
from stillroom.scheduling.policy import is_late, policy_words
from stillroom.scheduling.queries import appointment_of, appointments_in
from stillroom.scheduling.views.choosing import choice_of
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored

BOTH = (Role.CLIENT, Role.THERAPIST)
BOOKED = define_notice("booked", _("This time is yours."))
CANCELLED = define_notice("cancelled", _("Cancelled. The other person is told."))
CLOSED = define_notice("no-times-now", _("No new times can be booked here now."))
ENDED = define_notice("ended", _("Ended. Both of you can still read it."))


@signed_in(*BOTH)
@require_http_methods(["GET", "POST"])
def times(request: KeyholderRequest, space: UUID) -> HttpResponse:
    now, found = timezone.now(), episode_of(request.keyholder, space)
    listing = any_listing(request.keyholder, found.episode.therapist)
    if not found.is_open:
        return notify(redirect("care:episode", space), CLOSED)
    if request.method == "GET" or "page" in request.POST:
        return _times_page(request, found, listing, TimeForm(listing.media, initial=request.POST.dict()), now)
    form = TimeForm(listing.media, request.POST)
    if form.is_valid():
        try:
            book(
                keyholder=request.keyholder,
                episode=found,
                start=form.cleaned_data["start"],
                medium=form.cleaned_data["medium"],
                now=now,
            )
            return notify(redirect("care:episode", space), BOOKED)
        except Refused as error:
            form.add_error("start", str(error))
    return _times_page(request, found, listing, form, now)


def _times_page(
    request: KeyholderRequest, found: CareEpisode, listing: Listing, form: TimeForm, now: datetime
) -> HttpResponse:
    context = {
        "episode": found,
        "listing": listing,
        "is_client": found.space.role is Role.CLIENT,
        "form": form,
        "choice": choice_of(request, listing, now),
        "policy": policy_words(),
    }
    return render(request, "scheduling/times.html", context, status=422 if form.errors else 200)


@signed_in(*BOTH)
@require_http_methods(["GET", "POST"])
def cancel_time(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    now, found = timezone.now(), episode_of(request.keyholder, space)
    stored = appointment_of(request.keyholder, found.space, record)
    form = CancelForm(request.POST if request.method == "POST" else None)
    late = found.space.role is Role.CLIENT and is_late(stored.document.start, now)
    if request.method == "POST" and form.is_valid():
        if late and form.cleaned_data["free"]:
            form = turned_late(CancelForm, request.POST)
        else:
            try:
                said = {name: form.cleaned_data[name] for name in ("words", "seen")}
                cancel(keyholder=request.keyholder, episode=found, record=record, now=now, **said)
                return notify(redirect("care:episode", space), CANCELLED)
            except Refused as error:
                form.add_error(None, str(error))
    context = {
        "episode": found,
        "time": stored.document,
        "is_client": found.space.role is Role.CLIENT,
        "late": late,
        "policy": policy_words(),
        "form": form,
    }
    return render(request, "scheduling/cancel.html", context, status=422 if form.errors else 200)


@signed_in(*BOTH)
@require_http_methods(["GET", "POST"])
def end(request: KeyholderRequest, space: UUID) -> HttpResponse:
    now, found = timezone.now(), episode_of(request.keyholder, space)
    if not found.is_open:
        return redirect("care:episode", space)
    if request.method == "POST":
        try:
            end_care(keyholder=request.keyholder, episode=found, now=now)
        except Refused:
            # The other person ended it a moment ago: the page of the episode says so.
            return redirect("care:episode", space)
        return notify(redirect("care:episode", space), ENDED)
    known = appointments_in(request.keyholder, found.space)
    ahead = [each.document for each in _ahead(known, now)]
    context = {"episode": found, "is_client": found.space.role is Role.CLIENT, "ahead": ahead}
    return render(request, "scheduling/end.html", context)


def look_of(request: KeyholderRequest, found: CareEpisode, now: datetime) -> Look:
    return Look(request.keyholder, request.profile, found, now)


@dataclass(frozen=True, slots=True)
class Times:
    """What the episode's page shows of the calendar. `other_zone`: by which clock the other person lives.

    `offered`: times that do not stand, in whose place the client can take another.
    """

    ahead: tuple[Stored[Appointment], ...]
    offered: tuple[Stored[Appointment], ...]
    lapsed: bool
    cancelled: Appointment | None
    other_zone: str
    is_client: bool
    now: datetime


def _ahead(known: Sequence[Stored[Appointment]], now: datetime) -> tuple[Stored[Appointment], ...]:
    return tuple(each for each in known if each.document.stands and each.document.end > now)


@episode_part
def times_part(look: Look) -> Part | None:
    """The times ahead, and what became of one that does not stand any more."""
    if look.episode.episode.state not in ("asked", "active"):
        return None
    known = appointments_in(look.keyholder, look.episode.space)
    fallen = [each for each in known if not each.document.stands]
    offered = tuple(each for each in fallen if each.document.offers_at(look.now))
    gone = [each.document for each in fallen if each not in offered and each.document.start > look.now]
    others = [time for time in gone if time.cancelled_by not in (None, look.episode.space.role)]
    is_client = look.episode.space.role is Role.CLIENT
    his = any_listing(look.keyholder, look.episode.episode.therapist).zone if is_client else ""
    facts = Times(
        ahead=_ahead(known, look.now),
        offered=offered if look.episode.is_open else (),
        lapsed=any(time.cancelled_by is None for time in gone),
        cancelled=others[0] if others else None,
        other_zone=his or look.episode.episode.zone,
        is_client=is_client,
        now=look.now,
    )
    return Part("scheduling/_times.html", facts)
