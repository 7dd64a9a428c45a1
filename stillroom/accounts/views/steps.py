"""What the forms of several pages share: their state in a sealed field, and how a refusal is answered."""

from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stillroom.accounts.choosing import Choice, offers
from stillroom.accounts.forms import ChooseForm
from stillroom.accounts.limits import TooManyTries
from stillroom.accounts.people import AnyRequest
from stillroom.accounts.words import Form
from stillroom.base.errors import Refused
from stillroom.vault.forms import open_form, seal_form
from stillroom.vault.kdf_slots import RETRY_AFTER, Busy

T = TypeVar("T")


def state_of(request: AnyRequest, cls: type[T]) -> T:
    """What the page before has put into its sealed field. Raises FormOver."""
    return open_form(cls.__qualname__, cls, request.POST.get("sealed", ""), request.came)


def page(
    request: AnyRequest, template: str, state: object, form: forms.Form, *, status: int = 200, **more: object
) -> HttpResponse:
    """A step: `state` goes with the page and comes back with its form."""
    sealed = seal_form(type(state).__qualname__, state, request.came)
    context = {"form": form, "state": state, "sealed": sealed, **more}
    return render(request, template, context, status=422 if form.errors and status == 200 else status)


def status_of(refused: Refused) -> int:
    if isinstance(refused, Busy):
        return 503
    return 429 if isinstance(refused, TooManyTries) else 422


def with_retry(response: HttpResponse, refused: Refused) -> HttpResponse:
    """Tells programs too when to come back."""
    if isinstance(refused, Busy):
        response.headers["Retry-After"] = str(RETRY_AFTER)
    elif isinstance(refused, TooManyTries):
        response.headers["Retry-After"] = str(refused.seconds)
    return response


def redrawn(request: HttpRequest) -> Choice | None:
    """Other offers, where those were asked for."""
    asked = request.POST.get("draw", "")
    return offers(Form(asked)) if asked in set(Form) else None


def choose(request: HttpRequest, choice: Choice, *, own: bool, named: bool = False) -> ChooseForm:
    return ChooseForm(choice, request.POST, own=own, named=named)
