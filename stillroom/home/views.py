"""Pages that compose rooms, and the answers to what cannot be answered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stillroom.accounts.browser import forget
from stillroom.accounts.people import KeyholderRequest, PersonRequest, signed_in
from stillroom.home.queries import client_today, therapist_today
from stillroom.practice.queries import is_open
from stillroom.vault.documents import Role


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/403_csrf.html", status=403)


@require_GET
def start(request: PersonRequest) -> HttpResponse:
    """Also where "Leave now" lands, at times before its beacon has ended the session: so it never leads on to a
    private page, and takes the cookies only from a browser that has no session (the beacon takes the others)."""
    signed_in_still = request.keyholder is not None
    request.keyholder = request.profile = None
    response = render(request, "home/start.html")
    return response if signed_in_still else forget(request, response)


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "home/about.html", {"open": is_open(request, timezone.now())})


@require_GET
def between_us(request: HttpRequest) -> HttpResponse:
    return render(request, "home/between_us.html")


@require_GET
def today(request: PersonRequest) -> HttpResponse:
    if request.profile is None:
        return redirect("accounts:sign_in")
    return _today(request)


@signed_in()
def _today(request: KeyholderRequest) -> HttpResponse:
    now, profile = timezone.now(), request.profile
    if profile.role is Role.STEWARD:
        return redirect("practice:desk")
    if profile.role is Role.THERAPIST:
        context = {"day": therapist_today(request.keyholder, profile, now), "now": now}
        return render(request, "home/therapist.html", context)
    return render(request, "home/client.html", {"day": client_today(request.keyholder, now), "now": now})
