"""Joining: four short pages, then the sheet. Nothing is kept here before the passphrase was typed back."""

from dataclasses import dataclass, replace

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.actions import NameTaken, join_by_link
from stillroom.accounts.actions import join as join_house
from stillroom.accounts.browser import carry, let_in
from stillroom.accounts.choosing import Choice, offers
from stillroom.accounts.forms import NO, YES, AgainForm, CalledForm, ChooseForm, SharedForm
from stillroom.accounts.limits import TooManyTries
from stillroom.accounts.links import LinkOver, role_of_link
from stillroom.accounts.onward import LENGTH, where_onward
from stillroom.accounts.opening import is_open
from stillroom.accounts.people import TODAY, PersonRequest
from stillroom.accounts.queries import profile_of
from stillroom.accounts.views.sheets import offer_sheet
from stillroom.accounts.views.steps import choose, page, redrawn, state_of, status_of, with_retry
from stillroom.accounts.views.tries import a_try
from stillroom.accounts.words import new_handle
from stillroom.base.compression import for_everybody
from stillroom.base.errors import Refused
from stillroom.base.languages import reads
from stillroom.base.notices import define_notice, notify
from stillroom.vault.accounts import POLICY, Unlocked
from stillroom.vault.documents import Role
from stillroom.vault.forms import FormOver
from stillroom.vault.kdf_slots import Busy

JOINED = define_notice("joined", _("You have joined already. Come in with your name and passphrase."))
CODE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Joining:
    """Everything said so far. `link`: token of a staff link; what waits at the end: `code`, an invite, or `onward`,
    the page they came from (sealed)."""

    role: Role
    link: str = ""
    code: str = ""
    onward: str = ""
    shared: bool = True
    called: str = ""
    zone: str = ""
    handle: str = ""
    choice: Choice | None = None

    @property
    def staff(self) -> bool:
        return self.role is not Role.CLIENT


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PersonRequest) -> HttpResponse:
    """For clients. The page they come from may send along what waits for them at the end of joining."""
    onward = request.POST.get("onward", "")[:LENGTH]
    if request.keyholder is not None:
        return redirect(where_onward(onward, request.came) or TODAY)
    code = request.POST.get("code", "")[:CODE_LENGTH]
    if not code and "sealed" not in request.POST and not is_open(request.came):
        return render(request, "errors/not_open.html", status=503)
    return _walk(request, Joining(Role.CLIENT, code=code, onward=onward))


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest, token: str) -> HttpResponse:
    """For the practice's own people, by a link that works once."""
    if request.keyholder is not None:
        return redirect(TODAY)
    try:
        role = role_of_link(token, request.came)
    except LinkOver as over:
        return _link_over(request, over)
    return _walk(request, Joining(role, link=token, shared=False))


def _walk(request: PersonRequest, start: Joining) -> HttpResponse:
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return _shared_page(request, start)
    try:
        return step(request, state_of(request, Joining))
    except FormOver as over:
        return _shared_page(request, start, str(over))


def _link_over(request: PersonRequest, over: LinkOver) -> HttpResponse:
    return render(request, "accounts/link_over.html", {"sentence": str(over)}, status=404)


def _shared_page(request: PersonRequest, joining: Joining, amiss: str = "") -> HttpResponse:
    form = SharedForm(initial={"shared": YES if joining.shared else NO})
    return page(request, "accounts/join_shared.html", joining, form, status=422 if amiss else 200, amiss=amiss)


def _shared(request: PersonRequest, joining: Joining) -> HttpResponse:
    form = SharedForm(request.POST)
    if not form.is_valid():
        return page(request, "accounts/join_shared.html", joining, form, amiss="")
    joining = replace(joining, shared=form.cleaned_data["shared"] == YES)
    return _called_page(request, joining)


def _called_page(request: PersonRequest, joining: Joining) -> HttpResponse:
    form = CalledForm(initial={"called": joining.called, "zone": joining.zone} if joining.called else None)
    return page(request, "accounts/join_called.html", joining, form)


def _called(request: PersonRequest, joining: Joining) -> HttpResponse:
    if "back" in request.POST:
        return _shared_page(request, joining)
    form = CalledForm(request.POST)
    if not form.is_valid():
        return page(request, "accounts/join_called.html", joining, form)
    joining = replace(joining, called=form.cleaned_data["called"], zone=form.cleaned_data["zone"])
    return _name_page(request, replace(joining, handle=joining.handle or new_handle()))


def _name_page(request: PersonRequest, joining: Joining) -> HttpResponse:
    choice = joining.choice or offers()
    initial = {"handle": joining.handle}
    form = ChooseForm(choice, initial=initial, own=joining.staff, named=joining.staff)
    return page(request, "accounts/join_name.html", replace(joining, choice=choice), form)


def _name(request: PersonRequest, joining: Joining) -> HttpResponse:
    if "back" in request.POST:
        return _called_page(request, joining)
    if request.POST.get("draw") == "name":
        return _name_page(request, replace(joining, handle=new_handle()))
    choice = redrawn(request)
    if choice is not None:
        typed = request.POST.get("handle", "")[:60] if joining.staff else ""
        return _name_page(request, replace(joining, choice=choice, handle=typed or joining.handle))
    form = choose(request, joining.choice or offers(), own=joining.staff, named=joining.staff)
    if not form.is_valid():
        return page(request, "accounts/join_name.html", joining, form)
    handle = form.cleaned_data.get("handle", joining.handle)
    return _again_page(request, replace(joining, handle=handle, choice=form.chosen))


def _again_page(request: PersonRequest, joining: Joining) -> HttpResponse:
    return page(request, "accounts/join_again.html", joining, AgainForm(_chosen(joining)))


def _chosen(joining: Joining) -> Choice:
    if joining.choice is None or not joining.choice.chosen:
        raise FormOver
    return joining.choice


def _again(request: PersonRequest, joining: Joining) -> HttpResponse:
    if "back" in request.POST:
        return _name_page(request, joining)
    form = AgainForm(_chosen(joining), request.POST)
    if not form.is_valid():
        return page(request, "accounts/join_again.html", joining, form)
    try:
        a_try(request)
        unlocked = _make(request, joining, _chosen(joining))
    except LinkOver as over:
        return _link_over(request, over)
    except NameTaken as taken:
        return _name_taken(request, joining, taken)
    except (Busy, TooManyTries) as refused:
        return _refused(request, "accounts/join_again.html", joining, form, refused)
    cookie = let_in(request=request, unlocked=unlocked, profile=profile_of(unlocked.keyholder), now=request.came)
    offer = offer_sheet(request, unlocked.keyholder, code=joining.code, onward=joining.onward)
    return carry(request, offer, cookie)


def _make(request: PersonRequest, joining: Joining, choice: Choice) -> Unlocked:
    if joining.link:
        return join_by_link(
            link=joining.link,
            called=joining.called,
            zone=joining.zone,
            handle=joining.handle,
            passphrase=choice.chosen,
            norm=choice.norm,
            shared_phone=joining.shared,
            language=reads(),
            now=request.came,
            cost=POLICY,
        )
    return join_house(
        called=joining.called,
        zone=joining.zone,
        role=Role.CLIENT,
        handle=joining.handle,
        passphrase=choice.chosen,
        norm=choice.norm,
        shared_phone=joining.shared,
        language=reads(),
        now=request.came,
        cost=POLICY,
    )


def _name_taken(request: PersonRequest, joining: Joining, taken: NameTaken) -> HttpResponse:
    """Staff chose a name that is in use. A drawn one is taken only when this very form was sent twice."""
    if not joining.staff:
        return notify(redirect("accounts:sign_in"), JOINED)
    form = ChooseForm(_chosen(joining), {"handle": joining.handle}, own=True, named=True)
    form.errors.clear()
    form.add_error("handle", str(taken))
    return page(request, "accounts/join_name.html", joining, form)


def _refused(
    request: PersonRequest, template: str, joining: Joining, form: forms.Form, refused: Refused
) -> HttpResponse:
    form.add_error(None, str(refused))
    return with_retry(page(request, template, joining, form, status=status_of(refused)), refused)


STEPS = {"shared": _shared, "called": _called, "name": _name, "again": _again}
