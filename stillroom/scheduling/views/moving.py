"""Moving a time: two pages behind one address, because the client chooses and the therapist offers."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.practice.queries import any_listing
from stillroom.scheduling.actions import NotOffered, SlotTaken, keep_time, move, offer_times, take_offer
from stillroom.scheduling.documents import Appointment, AppointmentState
from stillroom.scheduling.forms import MoveForm, OfferTimesForm, StartForm, turned_late
from stillroom.scheduling.policy import is_late, policy_words
from stillroom.scheduling.queries import appointment_of
from stillroom.scheduling.views.choosing import choice_of
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored

BOTH = (Role.CLIENT, Role.THERAPIST)
MOVED = define_notice("time-moved", _("Moved. The new time is yours, and the old one is free for others."))
OFFERED = define_notice("times-offered", _("Offered. You see the answer here and under Today."))
KEPT = define_notice("time-kept", _("Your answer is sent. Nothing else has changed."))
TOO_LATE = define_notice("time-not-moved", _("This time cannot be moved any more. This is how things stand."))
OFFER_GONE = define_notice("offer-gone", _("This time is gone. Nothing has changed. These are the next free ones."))


def _can_move(time: Appointment, now: datetime) -> bool:
    return time.state is AppointmentState.CONFIRMED and time.start > now


@signed_in(*BOTH)
@require_http_methods(["GET", "POST"])
def move_time(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    now, found = timezone.now(), episode_of(request.keyholder, space)
    stored = appointment_of(request.keyholder, found.space, record)
    done = found.space.role is Role.CLIENT and _moved_already(request, stored.document)
    if not found.is_open or not (done or _can_move(stored.document, now)):
        return notify(redirect("care:episode", space), TOO_LATE)
    if found.space.role is Role.CLIENT:
        return _move(request, found, stored, now)
    return _offer(request, found, stored, now)


def _moved_already(request: KeyholderRequest, time: Appointment) -> bool:
    """Whether what is sent here has been done: the button was pressed twice."""
    form = StartForm(request.POST)
    return bool(time.earlier) and form.is_valid() and form.cleaned_data["start"] == time.start


def _move(request: KeyholderRequest, found: CareEpisode, stored: Stored[Appointment], now: datetime) -> HttpResponse:
    if request.method == "GET" or "page" in request.POST:
        return _page(request, found, stored, MoveForm(initial=request.POST.dict()), now)
    form, late = MoveForm(request.POST), is_late(stored.document.start, now)
    if not form.is_valid():
        return _page(request, found, stored, form, now)
    said = {name: form.cleaned_data[name] for name in ("start", "words", "seen")}
    if late and form.cleaned_data["free"] and not _moved_already(request, stored.document):
        return _page(request, found, stored, turned_late(MoveForm, request.POST), now)
    try:
        move(keyholder=request.keyholder, episode=found, record=stored.id, now=now, **said)
    except (SlotTaken, NotOffered) as error:
        form.add_error("start", f"{error} {gettext('Your old time is still yours.')}")
    except Refused as error:
        form.add_error(None, str(error))
    else:
        return notify(redirect("care:episode", found.id), MOVED)
    return _page(request, found, stored, form, now)


def _offer(request: KeyholderRequest, found: CareEpisode, stored: Stored[Appointment], now: datetime) -> HttpResponse:
    if request.method == "GET" or "page" in request.POST:
        typed = {**request.POST.dict(), "start": request.POST.getlist("start")}
        return _page(request, found, stored, OfferTimesForm(initial=typed), now)
    form = OfferTimesForm(request.POST)
    if form.is_valid():
        try:
            offer_times(
                keyholder=request.keyholder,
                episode=found,
                record=stored.id,
                starts=form.cleaned_data["start"],
                words=form.cleaned_data["words"],
                cancel_now=form.cleaned_data["cancel_now"],
                seen=form.cleaned_data["seen"],
                now=now,
            )
            return notify(redirect("care:episode", found.id), OFFERED)
        except Refused as error:
            form.add_error("start", str(error))
    return _page(request, found, stored, form, now)


def _page(
    request: KeyholderRequest,
    found: CareEpisode,
    stored: Stored[Appointment],
    form: MoveForm | OfferTimesForm,
    now: datetime,
) -> HttpResponse:
    """With the free times as they are now: whoever lost a race sees the next ones."""
    time, is_client = stored.document, found.space.role is Role.CLIENT
    listing = any_listing(request.keyholder, time.therapist)
    choice = choice_of(request, listing, now, time)
    context = {
        "episode": found,
        "time": time,
        "form": form,
        "listing": listing,
        "choice": choice,
        "several": not is_client,
        "elsewhere": [] if is_client else _elsewhere(form["start"].value(), choice.starts),
        "late": is_client and is_late(time.start, now),
        "policy": policy_words(),
    }
    name = "scheduling/move.html" if is_client else "scheduling/offer_times.html"
    return render(request, name, context, status=422 if form.errors else 200)


def _elsewhere(chosen: object, here: tuple[datetime, ...]) -> list[datetime]:
    """Times chosen on another page of the form, so that leafing through it loses none."""
    on_page = {start.isoformat() for start in here}
    texts = [str(text) for text in chosen] if isinstance(chosen, list) else []
    forms = (StartForm({"start": text}) for text in texts if text not in on_page)
    return [form.cleaned_data["start"] for form in forms if form.is_valid()]


@signed_in(Role.CLIENT)
@require_POST
def take_time(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    """One of the times that the therapist offers, with one press."""
    found, form = episode_of(request.keyholder, space), StartForm(request.POST)
    stored = appointment_of(request.keyholder, found.space, record)
    if not form.is_valid():
        return redirect("care:episode", space)
    try:
        start = form.cleaned_data["start"]
        take_offer(keyholder=request.keyholder, episode=found, record=record, start=start, now=timezone.now())
    except (SlotTaken, NotOffered):
        if stored.document.stands:
            return notify(redirect("scheduling:move", space, record), OFFER_GONE)
        return notify(redirect("scheduling:times", space), OFFER_GONE)
    except Refused:
        return notify(redirect("care:episode", space), TOO_LATE)
    return notify(redirect("care:episode", space), MOVED)


@signed_in(Role.CLIENT)
@require_POST
def keep_old_time(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    try:
        keep_time(keyholder=request.keyholder, episode=found, record=record, now=timezone.now())
    except Refused:
        return notify(redirect("care:episode", space), TOO_LATE)
    return notify(redirect("care:episode", space), KEPT)
