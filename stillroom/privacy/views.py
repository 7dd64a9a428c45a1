"""What is kept of you: see it, take it along, erase it."""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from stillroom.accounts.browser import end_own, forget
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.times import local_time
from stillroom.privacy.actions import MustStay, Receipt, erase_everything, note_taken_out
from stillroom.privacy.forms import EraseForm
from stillroom.privacy.plain import profile_facts, readable_of
from stillroom.privacy.queries import Holdings, holdings_of
from stillroom.privacy.readable import readable
from stillroom.vault.documents import fields_of


@signed_in()
@require_safe
def mine(request: KeyholderRequest) -> HttpResponse:
    context = {
        "held": holdings_of(request.keyholder),
        "facts": profile_facts(request.profile),
        "readable": readable_of(request.keyholder),
    }
    return render(request, "privacy/mine.html", context)


@signed_in()
@require_safe
def take_page(request: KeyholderRequest) -> HttpResponse:
    """One HTML file that opens without us. A neutral file name: it lies in a downloads folder."""
    held = _taken_out(request)
    context = {"held": held, "at": request.came, "zone": request.profile.zone, "readable": readable}
    response = render(request, "privacy/taken.html", context)
    response["Content-Disposition"] = 'attachment; filename="notes.html"'
    return response


@signed_in()
@require_safe
def take_data(request: KeyholderRequest) -> HttpResponse:
    held = fields_of(_taken_out(request))
    content = json.dumps(held, ensure_ascii=False, indent=1)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="notes.json"'
    return response


def _taken_out(request: KeyholderRequest) -> Holdings:
    held = holdings_of(request.keyholder)
    note_taken_out(keyholder=request.keyholder, held=held, now=request.came)
    return held


@signed_in()
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: KeyholderRequest) -> HttpResponse:
    if request.method != "POST":
        return _erase_page(request, EraseForm())
    form = EraseForm(request.POST)
    if form.is_valid():
        try:
            receipt = erase_everything(keyholder=request.keyholder, role=request.profile.role, now=request.came)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return _gone(request, receipt)
    return _erase_page(request, form)


def _erase_page(request: KeyholderRequest, form: EraseForm) -> HttpResponse:
    context = {"form": form, "stays": str(MustStay())}
    return render(request, "privacy/erase.html", context, status=422 if form.errors else 200)


def _gone(request: KeyholderRequest, receipt: Receipt) -> HttpResponse:
    """The receipt, by the person's own calendar, on a page that belongs to nobody any more."""
    zone = request.profile.zone
    end_own(request=request, now=request.came)
    request.keyholder = request.profile = None  # type: ignore[assignment]  # the page after is a visitor's
    context = {
        "erased": local_time(receipt.erased, zone).date,
        "backups_gone": local_time(receipt.backups_gone, zone).date,
        "kept": receipt.kept,
        "harmed": receipt.harmed,
    }
    return forget(request, render(request, "privacy/receipt.html", context))
