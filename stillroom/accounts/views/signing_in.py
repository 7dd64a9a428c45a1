"""Coming in (pv1 section 13): buckets, then the queue's door, then a slot, then Argon2 outside any transaction.

A name that nobody has goes the whole way too: same message, same status, same work.
"""

import time
from dataclasses import dataclass, replace
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stillroom.accounts.actions import sign_in as come_in
from stillroom.accounts.browser import carry, let_in
from stillroom.accounts.forms import SignInForm
from stillroom.accounts.keeping import Kept, kept_for
from stillroom.accounts.limits import TooManyTries, was_right
from stillroom.accounts.onward import LENGTH, where_onward
from stillroom.accounts.people import SESSION_COOKIE, TODAY, PersonRequest
from stillroom.accounts.views.steps import state_of, status_of, with_retry
from stillroom.accounts.views.tries import a_try
from stillroom.base.compression import for_everybody
from stillroom.base.errors import Refused
from stillroom.vault.accounts import POLICY, WrongPassphrase
from stillroom.vault.forms import FormOver, seal_form
from stillroom.vault.kdf_slots import Busy, queue_length
from stillroom.vault.waits import LIFETIME, PAUSE, Door

CROWD = 8  # waiting for a slot: from here on, work or a wait comes first
DOOR = Door()


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody at the queue's door: what they typed waits in the page, sealed, as long as its token is good."""

    handle: str
    passphrase: str
    kept: str
    token: str
    onward: str = ""


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: PersonRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect(TODAY) if request.keyholder is not None else _page(request, SignInForm())
    if "handle" not in request.POST and "onward" in request.POST:
        return _from_elsewhere(request)
    if "sealed" in request.POST:
        return _from_the_door(request)
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    handle, kept = form.cleaned_data["handle"], request.POST.get("kept", "")
    try:
        a_try(request, handle)
        attempt = Attempt(handle, form.cleaned_data["passphrase"], kept, "", request.POST.get("onward", "")[:LENGTH])
        return _to_the_door(request, attempt) if queue_length() > CROWD else _enter(request, attempt)
    except (TooManyTries, Busy, WrongPassphrase) as refused:
        return _refused(request, form, refused)


def _from_elsewhere(request: PersonRequest) -> HttpResponse:
    """From a page that needs a name: it has sent along the way back to it."""
    if request.keyholder is not None:
        return redirect(where_onward(request.POST["onward"][:LENGTH], request.came) or TODAY)
    return _page(request, SignInForm())


def _page(request: PersonRequest, form: SignInForm, status: int = 200) -> HttpResponse:
    locked = request.keyholder is None and SESSION_COOKIE in request.COOKIES
    kept, onward = request.POST.get("kept", ""), request.POST.get("onward", "")[:LENGTH]
    context = {"form": form, "locked": locked, "kept": kept, "onward": onward}
    return render(request, "accounts/sign_in.html", context, status=status)


def _refused(request: PersonRequest, form: SignInForm, refused: Refused) -> HttpResponse:
    """The name stays in its field, the passphrase never does."""
    form.add_error(None, str(refused))
    return with_retry(_page(request, form, status_of(refused)), refused)


def _to_the_door(request: PersonRequest, attempt: Attempt, early: bool = False) -> HttpResponse:
    """Raises Busy when too many wait already."""
    token = DOOR.token(time.monotonic())
    waiting = replace(attempt, token=token)
    sealed = seal_form(Attempt.__qualname__, waiting, request.came, timedelta(seconds=LIFETIME))
    context = {"sealed": sealed, "token": token, "seconds": PAUSE, "early": early}
    return render(request, "accounts/wait.html", context, status=422 if early else 200)


def _from_the_door(request: PersonRequest) -> HttpResponse:
    try:
        attempt = state_of(request, Attempt)
        if not DOOR.pay(attempt.token, request.POST.get("nonce", "")[:64], time.monotonic()):
            return _to_the_door(request, attempt, early=True)
        return _enter(request, attempt)
    except FormOver as over:
        return _refused(request, SignInForm({"handle": ""}), over)
    except (Busy, WrongPassphrase) as refused:
        return _refused(request, _filled(attempt), refused)


def _filled(attempt: Attempt) -> SignInForm:
    """The form as it was before the door, to say on it what came of it."""
    form = SignInForm({"handle": attempt.handle, "passphrase": attempt.passphrase})
    form.is_valid()
    return form


def _enter(request: PersonRequest, attempt: Attempt) -> HttpResponse:
    """Raises Busy, WrongPassphrase."""
    entered = come_in(handle=attempt.handle, passphrase=attempt.passphrase, now=request.came, cost=POLICY)
    was_right(handle=attempt.handle)
    cookie = let_in(request=request, unlocked=entered.unlocked, profile=entered.profile, now=request.came)
    kept = kept_for(keyholder=entered.keyholder, sealed=attempt.kept, now=request.came)
    if kept is not None:
        return carry(request, _give_back(request, kept), cookie)
    return carry(request, redirect(where_onward(attempt.onward, request.came) or TODAY), cookie)


def _give_back(request: PersonRequest, kept: Kept) -> HttpResponse:
    """What was sent after the lock, to be sent again by its owner's own hand."""
    shown = [value for _, value in kept.fields if len(value.split()) > 1]
    return render(request, "accounts/kept.html", {"kept": kept, "shown": shown})
