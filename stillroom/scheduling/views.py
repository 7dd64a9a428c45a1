"""Hours, times between two people, cancelling, and the end."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from babel.dates import format_timedelta
from babel.numbers import format_currency
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.practice.queries import Listing, any_listing, own_listing, practice
from stillroom.scheduling.actions import book, cancel, end_care, set_hours
from stillroom.scheduling.documents import Appointment
from stillroom.scheduling.forms import HoursForm, TimeForm, fields_of_week
from stillroom.scheduling.models import OpeningHours
from stillroom.scheduling.queries import appointment_of, appointments_in, free_times, opening_hours_of
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored

BOTH = (Role.CLIENT, Role.THERAPIST)
PAGE = timedelta(days=7)
LAST_PAGE = 7
HOURS_KEPT = define_notice("hours-kept", _("Your hours are kept. Times that are booked stay as they are."))
BOOKED = define_notice("booked", _("This time is yours."))
CANCELLED = define_notice("cancelled", _("Cancelled. The other person sees it on their page."))
CLOSED = define_notice("no-times-now", _("No new times can be booked here now."))
ENDED = define_notice("ended", _("Ended. Both of you can still read it."))


@dataclass(frozen=True, slots=True)
class Choice:
    """One page of free times. `page` counts weeks from today."""

    starts: tuple[datetime, ...]
    page: int
    is_last: bool


def choice_of(request: HttpRequest, listing: Listing, now: datetime) -> Choice:
    """The page that the form's buttons ask for: they are part of the form, so that what was typed stays.

    Before any was pressed, the first page with a free time on it.
    """
    starts = free_times(getattr(request, "keyholder", None), listing, now, (LAST_PAGE + 1) * PAGE)
    asked = request.POST.get("page", "")
    first = (starts[0] - now) // PAGE if starts else 0
    page = min(int(asked), LAST_PAGE) if asked.isascii() and asked.isdigit() else first
    return Choice(tuple(start for start in starts if (start - now) // PAGE == page), page, page == LAST_PAGE)


def policy_words() -> dict[str, str]:
    """How late one may cancel, and what it costs after that."""
    this, locale = practice(), (get_language() or "en").replace("-", "_")
    return {
        "before": format_timedelta(this.policies.cancel_before, threshold=3, locale=locale),
        "fee": format_currency(this.fees.late_cancel, this.fees.currency, locale=locale),
    }


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def hours(request: KeyholderRequest) -> HttpResponse:
    listing = own_listing(request.keyholder)
    if listing is None:
        return render(request, "scheduling/no_page.html")
    if request.method == "POST":
        form = HoursForm(request.POST)
        if form.is_valid():
            set_hours(week=form.week(listing.id))
            return notify(redirect("scheduling:hours"), HOURS_KEPT)
    else:
        week = opening_hours_of(request.keyholder, listing.id) or _first_week(listing)
        form = HoursForm(initial=fields_of_week(week))
    return render(request, "scheduling/hours.html", {"form": form}, status=422 if form.errors else 200)


def _first_week(listing: Listing) -> OpeningHours:
    """No hours yet; length and pause as the practice has them."""
    policies = practice().policies
    minute = timedelta(minutes=1)
    return OpeningHours(
        therapist=listing.id,
        zone=listing.zone,
        minutes=policies.session // minute,
        buffer_after=policies.buffer // minute,
    )


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
    context = {
        "episode": found,
        "time": stored.document,
        "is_client": found.space.role is Role.CLIENT,
        "is_late": stored.document.start - now < practice().policies.cancel_before,
        "policy": policy_words(),
        "refused": "",
    }
    if request.method == "POST":
        try:
            cancel(keyholder=request.keyholder, episode=found, record=record, now=now)
            return notify(redirect("care:episode", space), CANCELLED)
        except Refused as error:
            context["refused"] = str(error)
    return render(request, "scheduling/cancel.html", context, status=422 if context["refused"] else 200)


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
    ahead = [each.document for each in _ahead(look_of(request, found, now))]
    context = {"episode": found, "is_client": found.space.role is Role.CLIENT, "ahead": ahead}
    return render(request, "scheduling/end.html", context)


def look_of(request: KeyholderRequest, found: CareEpisode, now: datetime) -> Look:
    return Look(request.keyholder, request.profile, found, now)


@dataclass(frozen=True, slots=True)
class Times:
    """What the episode's page shows of the calendar. `other_zone`: by which clock the other person lives."""

    ahead: tuple[Stored[Appointment], ...]
    lapsed: bool
    cancelled: Appointment | None
    other_zone: str


def _ahead(look: Look) -> tuple[Stored[Appointment], ...]:
    known = appointments_in(look.keyholder, look.episode.space)
    return tuple(each for each in known if each.document.stands and each.document.end > look.now)


@episode_part
def times_part(look: Look) -> Part | None:
    """The times ahead, and what became of one that does not stand any more."""
    if look.episode.episode.state not in ("asked", "active"):
        return None
    known = appointments_in(look.keyholder, look.episode.space)
    gone = [each.document for each in known if not each.document.stands and each.document.start > look.now]
    others = [time for time in gone if time.cancelled_by not in (None, look.episode.space.role)]
    if look.episode.space.role is Role.CLIENT:
        zone = any_listing(look.keyholder, look.episode.episode.therapist).zone
    else:
        zone = look.episode.episode.zone
    facts = Times(
        ahead=_ahead(look),
        lapsed=any(time.cancelled_by is None for time in gone),
        cancelled=others[0] if others else None,
        other_zone=zone,
    )
    return Part("scheduling/_times.html", facts)
