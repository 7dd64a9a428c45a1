"""What is kept of you: see it, take it along, erase it."""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from stillroom.accounts.people import SESSION_COOKIE, KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.privacy.actions import Receipt, erase_everything
from stillroom.privacy.forms import EraseForm
from stillroom.privacy.queries import holdings_of
from stillroom.privacy.readable import readable
from stillroom.vault.documents import fields_of
from stillroom.vault.sessions import end_session


@signed_in()
@require_GET
def mine(request: KeyholderRequest) -> HttpResponse:
    return render(request, "privacy/mine.html", {"held": holdings_of(request.keyholder), "now": request.came})


@signed_in()
@require_GET
def take_page(request: KeyholderRequest) -> HttpResponse:
    """One HTML file that opens without us. A neutral file name: it lies in a downloads folder."""
    held = holdings_of(request.keyholder)
    context = {"held": held, "at": request.came, "zone": request.profile.zone, "readable": readable}
    response = render(request, "privacy/taken.html", context)
    response["Content-Disposition"] = 'attachment; filename="notes.html"'
    return response


@signed_in()
@require_GET
def take_data(request: KeyholderRequest) -> HttpResponse:
    held = fields_of(holdings_of(request.keyholder))
    content = json.dumps(held, ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="notes.json"'
    return response


@signed_in()
@require_http_methods(["GET", "POST"])
def erase(request: KeyholderRequest) -> HttpResponse:
    form = EraseForm(request.POST or None)
    if request.method == "GET":
        return render(request, "privacy/erase.html", {"form": EraseForm()})
    if form.is_valid():
        try:
            receipt = erase_everything(keyholder=request.keyholder, role=request.profile.role, now=timezone.now())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return _gone(request, receipt)
    return render(request, "privacy/erase.html", {"form": form}, status=422)


def _gone(request: KeyholderRequest, receipt: Receipt) -> HttpResponse:
    """The receipt, on a page that belongs to nobody any more."""
    end_session(cookie=request.COOKIES[SESSION_COOKIE])
    request.keyholder = request.profile = None  # type: ignore[assignment]  # the page after is a visitor's
    response = render(request, "privacy/receipt.html", {"receipt": receipt})
    response.delete_cookie(SESSION_COOKIE, path="/")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
