"""A therapist's week."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.notices import define_notice, notify
from stillroom.practice.queries import Listing, own_listing, practice
from stillroom.scheduling.actions import set_hours
from stillroom.scheduling.models import OpeningHours
from stillroom.scheduling.queries import opening_hours_of
from stillroom.scheduling.week_forms import HoursForm, fields_of_week
from stillroom.vault.documents import Role

HOURS_KEPT = define_notice("hours-kept", _("Your hours are kept. Times that are booked stay as they are."))


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
