"""Single days of a therapist's calendar: off, with hours of their own, or cancelled for everybody on them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.drafting import define_draft
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.base.times import city
from stillroom.practice.queries import own_listing
from stillroom.scheduling.actions import cancel_day, clear_day, set_day
from stillroom.scheduling.models import OpeningHours, Spans
from stillroom.scheduling.queries import OnDay, asked_on, opening_hours_of, people_on
from stillroom.scheduling.week_forms import CancelDayForm, SingleDayForm
from stillroom.vault.documents import Role

DRAFT = define_draft("scheduling.day", title=_("Cancelling a day"), page="scheduling:days")
DAY_KEPT = define_notice("day-kept", _("Kept. Times that are booked stay as they are."))
DAY_USUAL = define_notice("day-usual", _("This day is like your usual week again."))
DAY_CANCELLED = define_notice("day-cancelled", _("Done. This day is off, and everybody who had a time on it is told."))


@dataclass(frozen=True, slots=True)
class Shown:
    """A single day in the list. `at`: an instant on it, for its name."""

    day: date
    at: datetime
    spans: Spans


def _noon(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(zone))


def _week(request: KeyholderRequest) -> OpeningHours | None:
    listing = own_listing(request.keyholder)
    return None if listing is None else opening_hours_of(request.keyholder, listing.id)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def single_days(request: KeyholderRequest) -> HttpResponse:
    week, now = _week(request), timezone.now()
    if week is None:
        return render(request, "scheduling/no_week.html")
    today = now.astimezone(ZoneInfo(week.zone)).date()
    form = SingleDayForm(request.POST if request.method == "POST" else None, today=today)
    if "look" in request.POST and not form.has_error("day"):
        return redirect("scheduling:day", form.cleaned_data["day"].isoformat())
    if request.method == "POST" and form.is_valid():
        day, spans = form.cleaned_data["day"], form.cleaned_data["spans"]
        try:
            set_day(therapist=week.therapist, day=day, spans=spans, now=now)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            booked = people_on(request.keyholder, day, week.zone, now)
            there = redirect("scheduling:day", day.isoformat()) if booked else redirect("scheduling:days")
            return notify(there, DAY_KEPT)
    shown = [Shown(day, _noon(day, week.zone), spans) for day, spans in week.single_days.items() if day >= today]
    context = {"form": form, "days": shown, "zone": week.zone, "city": city(week.zone)}
    return render(request, "scheduling/days.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def usual(request: KeyholderRequest) -> HttpResponse:
    week, now = _week(request), timezone.now()
    if week is not None:
        try:
            clear_day(therapist=week.therapist, day=date.fromisoformat(request.POST.get("day", "")), now=now)
        except ValueError:
            return redirect("scheduling:days")
    return notify(redirect("scheduling:days"), DAY_USUAL)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def one_day(request: KeyholderRequest, day: str) -> HttpResponse:
    """Who is on a day; cancelling all of it. What was typed is kept until everybody is told."""
    week, now = _week(request), timezone.now()
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        raise Hidden from None
    if week is None:
        return render(request, "scheduling/no_week.html")
    people = people_on(request.keyholder, chosen, week.zone, now)
    pairs = [(each.space, each.called) for each in people]
    if request.method != "POST":
        return _day_page(request, week, chosen, people, CancelDayForm(pairs, initial=_typed(request, day)), now)
    form = CancelDayForm(pairs, request.POST)
    if not form.is_valid():
        return _day_page(request, week, chosen, people, form, now)
    keyholder, fields = request.keyholder, {name: form.data.get(name, "") for name in form.fields}
    save_draft(keyholder=keyholder, form=DRAFT, about=None, fields={**fields, "day": day}, now=now)
    said = {name: form.cleaned_data[name] for name in ("words", "choose")}
    done = cancel_day(keyholder=keyholder, therapist=week.therapist, day=chosen, lines=form.lines, now=now, **said)
    if done.left:
        names = ", ".join(done.left)
        form.add_error(None, gettext("These people could not be told: %(names)s. Please try again.") % {"names": names})
        return _day_page(request, week, chosen, people_on(keyholder, chosen, week.zone, now), form, now)
    drop_draft(keyholder=keyholder, form=DRAFT, about=None, now=now)
    return notify(redirect("scheduling:day", day), DAY_CANCELLED)


def _typed(request: KeyholderRequest, day: str) -> dict[str, str]:
    """What was typed when this very day was cancelled and something stopped it half-way."""
    draft = draft_of(request.keyholder, DRAFT)
    return dict(draft.document.fields) if draft and draft.document.fields.get("day") == day else {}


def _day_page(
    request: KeyholderRequest,
    week: OpeningHours,
    day: date,
    people: tuple[OnDay, ...],
    form: CancelDayForm,
    now: datetime,
) -> HttpResponse:
    context = {
        "day": day,
        "at": _noon(day, week.zone),
        "zone": week.zone,
        "people": people,
        "asked": asked_on(request.keyholder, day, week.zone, now),
        "is_off": week.single_days.get(day) == (),
        "form": form,
        "half_way": bool(form.initial.get("day")) and bool(people),
    }
    return render(request, "scheduling/day.html", context, status=422 if form.errors else 200)
