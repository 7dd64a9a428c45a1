"""Keeping the calm pages on a phone, under a name that says nothing, and a sealed safety plan with them."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stillroom.accounts.people import KeyholderRequest, PersonRequest, signed_in
from stillroom.base.compression import for_everybody
from stillroom.base.errors import Hidden
from stillroom.safety.queries import help_lines
from stillroom.toolkit.phone import ICONS, kept_addresses, manifest, sealed_plan
from stillroom.toolkit.queries import SAFETY_PLAN, newest_of
from stillroom.vault.documents import Role

WORKER = "js/offline-worker.js"


@for_everybody
@require_safe
def phone(request: PersonRequest, icon: str = "") -> HttpResponse:
    """The switch. With an icon, the page that a home screen is made from. Raises Hidden for another icon."""
    if icon and icon not in ICONS:
        raise Hidden
    return render(request, "toolkit/phone.html", {"icon": icon, "icons": ICONS})


@require_safe
def app(request: PersonRequest, icon: str) -> HttpResponse:
    if icon not in ICONS:
        raise Hidden
    return JsonResponse(manifest(icon), content_type="application/manifest+json")


@require_safe
def worker(request: PersonRequest) -> HttpResponse:
    """From under /calm/, so that nothing outside it is ever the worker's."""
    text = (Path(settings.STATICFILES_DIRS[0]) / WORKER).read_text(encoding="utf-8")
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_safe
def kept(request: PersonRequest) -> HttpResponse:
    return JsonResponse({"addresses": kept_addresses()})


@for_everybody
@require_safe
def lines(request: PersonRequest) -> HttpResponse:
    """Numbers to call without the internet; whether one answers now cannot be said on a copy."""
    zone = request.profile.zone if request.profile else None
    return render(request, "toolkit/lines.html", {"lines": help_lines(request, timezone.now(), zone)})


@for_everybody
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Where a phone opens the plan it keeps; the server has no part in it."""
    return render(request, "toolkit/mine.html")


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: KeyholderRequest) -> HttpResponse:
    """Seals the newest safety plan with four words that are shown once and kept nowhere."""
    plan = newest_of(request.keyholder, SAFETY_PLAN)
    if plan is None:
        return redirect("toolkit:plan")
    words, sealed = sealed_plan(plan.document) if request.method == "POST" else ("", "")
    return render(request, "toolkit/copy.html", {"words": words, "sealed": sealed})
