"""Pages that compose rooms, and the answers to what cannot be answered."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stillroom.accounts.browser import forget
from stillroom.accounts.people import KeyholderRequest, PersonRequest, signed_in
from stillroom.base.compression import for_everybody
from stillroom.base.reporter import ERROR_ID
from stillroom.care.actions.covering import pick_up_covering
from stillroom.care.actions.covering_ends import settle_coverings
from stillroom.care.telling import sentence_of
from stillroom.desk.queries import TherapistToday, therapist_today
from stillroom.home.queries import ClientToday, StewardToday, client_today, steward_today
from stillroom.practice.queries import is_open
from stillroom.safety.passing import carry_flags
from stillroom.safety.reaching import pick_up_cards, settle_cards
from stillroom.topics.index import GROUPS
from stillroom.vault.documents import Role
from stillroom.vault.drops import pending_requests


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too long, cut off, or sent to a name that is not ours."""
    too_much = isinstance(exception, RequestDataTooBig)
    return render(request, "errors/400.html", {"too_much": too_much}, status=413 if too_much else 400)


def broken(request: HttpRequest) -> HttpResponse:
    """What even the middleware for errors could not answer; `note_beside_views` has logged it."""
    return render(request, "errors/500.html", {"error_id": request.META.get(ERROR_ID, "")}, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its cookie: a browser that keeps none needs another sentence than an old page."""
    no_cookie = not request.COOKIES
    return render(request, "errors/403_csrf.html", {"no_cookie": no_cookie}, status=403)


@for_everybody
@require_safe
def start(request: PersonRequest) -> HttpResponse:
    """Also where "Leave now" lands, at times before its beacon has ended the session: so it never leads on to a
    private page, and takes the cookies only from a browser that has no session (the beacon takes the others)."""
    signed_in_still = request.keyholder is not None
    request.keyholder = request.profile = None
    response = render(request, "home/start.html")
    return response if signed_in_still else forget(request, response, language=False)


@for_everybody
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "home/about.html", {"open": is_open(request, timezone.now()), "groups": GROUPS})


@for_everybody
@require_safe
def between_us(request: HttpRequest) -> HttpResponse:
    return render(request, "home/between_us.html")


@require_safe
def today(request: PersonRequest) -> HttpResponse:
    if request.profile is None:
        return redirect("accounts:sign_in")
    return _today(request)


@signed_in()
def _today(request: KeyholderRequest) -> HttpResponse:
    now, keyholder, profile = timezone.now(), request.keyholder, request.profile
    settle_coverings(keyholder=keyholder, now=now)
    day: ClientToday | TherapistToday | StewardToday
    match profile.role:
        case Role.CLIENT:
            carry_flags(keyholder=keyholder, now=now)
            day = client_today(keyholder, profile, now)
        case Role.THERAPIST:
            pending = pending_requests(keyholder, now)
            taken = pick_up_covering(keyholder=keyholder, now=now, pending=pending)
            taken += pick_up_cards(keyholder=keyholder, pending=pending)
            settle_cards(keyholder=keyholder, now=now)
            day = therapist_today(keyholder, profile, now, None if taken else pending)
        case Role.STEWARD:
            day = steward_today(keyholder, now)
    return render(request, f"home/{profile.role}.html", {"day": day, "now": now, "sentence_of": sentence_of})
