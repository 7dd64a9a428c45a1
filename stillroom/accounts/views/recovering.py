"""Back in by the sheet alone: no name is asked, so nothing can be tried out (pv1 section 5)."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from stillroom.accounts.actions import account_of_code, recover_with_code
from stillroom.accounts.browser import carry, let_in
from stillroom.accounts.choosing import Choice, offers
from stillroom.accounts.forms import AgainForm, ChooseForm, RecoveryForm
from stillroom.accounts.limits import TooManyTries
from stillroom.accounts.people import PersonRequest
from stillroom.accounts.views.steps import choose, page, redrawn, state_of, status_of, with_retry
from stillroom.accounts.views.tries import a_try
from stillroom.base.compression import for_everybody
from stillroom.base.errors import Refused
from stillroom.vault.accounts import POLICY, WrongRecoveryCode
from stillroom.vault.forms import FormOver
from stillroom.vault.kdf_slots import Busy


@dataclass(frozen=True, slots=True)
class Lost:
    """`handle` is told at the end: whoever has the sheet may have forgotten the name too."""

    code: str = ""
    handle: str = ""
    staff: bool = False
    choice: Choice | None = None


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: PersonRequest) -> HttpResponse:
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return _code_page(request, RecoveryForm())
    try:
        return step(request, state_of(request, Lost))
    except FormOver as over:
        return _refused(request, RecoveryForm({"code": ""}), over)


@for_everybody
@require_safe
def all_lost(request: PersonRequest) -> HttpResponse:
    return render(request, "accounts/all_lost.html")


def _code_page(request: PersonRequest, form: RecoveryForm, status: int = 200) -> HttpResponse:
    return page(request, "accounts/lost.html", Lost(), form, status=status)


def _refused(request: PersonRequest, form: RecoveryForm, refused: Refused) -> HttpResponse:
    form.errors.clear()
    form.add_error(None, str(refused))
    return with_retry(_code_page(request, form, status_of(refused)), refused)


def _code(request: PersonRequest, state: Lost) -> HttpResponse:
    form = RecoveryForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form)
    try:
        a_try(request)
        found = account_of_code(code=form.cleaned_data["code"], now=request.came)
    except (TooManyTries, WrongRecoveryCode) as refused:
        return _refused(request, form, refused)
    return _choose_page(request, Lost(form.cleaned_data["code"], found.handle, found.is_staff))


def _choose_page(request: PersonRequest, state: Lost) -> HttpResponse:
    state = replace(state, choice=state.choice or offers())
    return page(request, "accounts/lost_choose.html", state, ChooseForm(_choice(state), own=state.staff))


def _choice(state: Lost) -> Choice:
    if state.choice is None:
        raise FormOver
    return state.choice


def _choose(request: PersonRequest, state: Lost) -> HttpResponse:
    other = redrawn(request)
    if other is not None:
        return _choose_page(request, replace(state, choice=other))
    form = choose(request, _choice(state), own=state.staff)
    if not form.is_valid():
        return page(request, "accounts/lost_choose.html", state, form)
    state = replace(state, choice=form.chosen)
    return page(request, "accounts/lost_again.html", state, AgainForm(form.chosen))


def _again(request: PersonRequest, state: Lost) -> HttpResponse:
    if "back" in request.POST:
        return _choose_page(request, state)
    choice = _choice(state)
    form = AgainForm(choice, request.POST)
    if not form.is_valid():
        return page(request, "accounts/lost_again.html", state, form)
    try:
        a_try(request)
        entered = recover_with_code(
            code=state.code, passphrase=choice.chosen, norm=choice.norm, now=request.came, cost=POLICY
        )
    except (TooManyTries, Busy) as refused:
        form.add_error(None, str(refused))
        return with_retry(page(request, "accounts/lost_again.html", state, form, status=status_of(refused)), refused)
    except WrongRecoveryCode as refused:  # another sheet was made meanwhile
        return _refused(request, RecoveryForm({"code": state.code}), refused)
    cookie = let_in(request=request, unlocked=entered.unlocked, profile=entered.profile, now=request.came)
    return carry(request, render(request, "accounts/found.html", {"handle": entered.profile.handle}), cookie)


STEPS = {"code": _code, "choose": _choose, "again": _again}
