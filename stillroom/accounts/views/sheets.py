"""The recovery sheet: offered once at joining, confirmed by two of its groups, or declined."""

import secrets
from dataclasses import dataclass, replace

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.actions import drop_sheet, keep_sheet
from stillroom.accounts.forms import SheetForm
from stillroom.accounts.keeping import owner_tag
from stillroom.accounts.onward import where_onward
from stillroom.accounts.people import TODAY, AnyRequest, KeyholderRequest, signed_in
from stillroom.accounts.views.steps import page, state_of
from stillroom.base.notices import define_notice, notify
from stillroom.vault.accounts import draw_recovery_code
from stillroom.vault.forms import FormOver
from stillroom.vault.keyholders import Keyholder

GROUPS = 6
WORKS = define_notice("sheet-works", _("Your sheet works now. Keep it where only you look."))
GONE = define_notice("sheet-gone", _("Your sheet does not open anything any more."))


@dataclass(frozen=True, slots=True)
class Sheet:
    """`recovery`: the code before it is confirmed; `groups`: the two asked back, from 0; `code`: a waiting invite;
    `onward`: the page they came from, sealed."""

    owner: str
    code: str = ""
    onward: str = ""
    recovery: str = ""
    groups: tuple[int, int] = (0, 0)
    joining: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in()
def sheet(request: KeyholderRequest) -> HttpResponse:
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return _offer(request, Sheet(owner_tag(request.keyholder)))
    try:
        state = state_of(request, Sheet)
    except FormOver as over:
        return _offer(request, Sheet(owner_tag(request.keyholder)), str(over))
    if state.owner != owner_tag(request.keyholder):  # the page of somebody who was signed in here before
        return _offer(request, Sheet(owner_tag(request.keyholder)))
    return step(request, state)


def offer_sheet(request: AnyRequest, keyholder: Keyholder, *, code: str = "", onward: str = "") -> HttpResponse:
    """The page right after joining; an invite or the page they came from waits behind it."""
    return _offer(request, Sheet(owner_tag(keyholder), code=code, onward=onward, joining=True))


def _offer(request: AnyRequest, state: Sheet, amiss: str = "") -> HttpResponse:
    return page(request, "accounts/sheet_offer.html", state, forms.Form(), status=422 if amiss else 200, amiss=amiss)


def _make(request: KeyholderRequest, state: Sheet) -> HttpResponse:
    drawn = replace(state, recovery=draw_recovery_code(), groups=_two_groups())
    return _show(request, drawn)


def _two_groups() -> tuple[int, int]:
    one = secrets.randbelow(GROUPS)
    other = (one + 1 + secrets.randbelow(GROUPS - 1)) % GROUPS
    return min(one, other), max(one, other)


def _show(request: KeyholderRequest, state: Sheet) -> HttpResponse:
    return page(request, "accounts/sheet_show.html", state, forms.Form())


def _ask(request: KeyholderRequest, state: Sheet) -> HttpResponse:
    return page(request, "accounts/sheet_check.html", state, SheetForm(state.recovery, state.groups))


def _check(request: KeyholderRequest, state: Sheet) -> HttpResponse:
    if "back" in request.POST:
        return _show(request, state)
    form = SheetForm(state.recovery, state.groups, request.POST)
    if not form.is_valid():
        return page(request, "accounts/sheet_check.html", state, form)
    request.profile = keep_sheet(keyholder=request.keyholder, profile=request.profile, code=state.recovery)
    return notify(_onward(request, state), WORKS)


def _decline(request: KeyholderRequest, state: Sheet) -> HttpResponse:
    return _onward(request, state)


def _drop(request: KeyholderRequest, state: Sheet) -> HttpResponse:
    drop_sheet(keyholder=request.keyholder, profile=request.profile)
    return notify(redirect("accounts:settings"), GONE)


def _onward(request: KeyholderRequest, state: Sheet) -> HttpResponse:
    """Home, or on to what the person came for: the code they were given, or the page they came from."""
    if state.code:
        return render(request, "accounts/onward.html", {"code": state.code})
    if state.joining:
        return redirect(where_onward(state.onward, request.came) or TODAY)
    return redirect("accounts:settings")


STEPS = {"make": _make, "ask": _ask, "check": _check, "decline": _decline, "drop": _drop}
