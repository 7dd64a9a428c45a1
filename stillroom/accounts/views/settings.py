"""What a person may change of their own: how they are called, their clock, their locks, their passphrase."""

from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.actions import change_profile, prove_passphrase, renew_passphrase
from stillroom.accounts.browser import carry, let_in
from stillroom.accounts.choosing import Choice, offers
from stillroom.accounts.forms import YES, AgainForm, ChooseForm, OldPassphraseForm, ProfileForm
from stillroom.accounts.keeping import owner_tag
from stillroom.accounts.limits import TooManyTries, was_right
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.views.steps import choose, page, redrawn, state_of, status_of, with_retry
from stillroom.accounts.views.tries import a_try
from stillroom.base.languages import remember
from stillroom.base.notices import define_notice, notify
from stillroom.vault.accounts import POLICY, WrongPassphrase
from stillroom.vault.forms import FormOver
from stillroom.vault.kdf_slots import Busy

SAVED = define_notice("settings-saved", _("Saved."))
RENEWED = define_notice("passphrase-renewed", _("Your new passphrase works now. The old one does not any more."))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in()
def settings(request: KeyholderRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, ProfileForm.of(request.profile))
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    data = form.cleaned_data
    profile = replace(
        request.profile,
        called=data["called"],
        pronouns=data["pronouns"],
        language=data["language"] or request.profile.language,
        zone=data["zone"],
        shared_phone=data["shared"] == YES,
    )
    change_profile(keyholder=request.keyholder, profile=profile)
    response = notify(redirect("accounts:settings"), SAVED)
    return remember(response, profile.language) if profile.language else response


def _page(request: KeyholderRequest, form: ProfileForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/settings.html", {"form": form, "own": request.profile}, status=status)


@dataclass(frozen=True, slots=True)
class Change:
    """`owner`: whose old passphrase was right; nobody else can go on with this page."""

    owner: str
    choice: Choice


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in()
def passphrase(request: KeyholderRequest) -> HttpResponse:
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return _prove(request) if request.method == "POST" else _old_page(request, OldPassphraseForm())
    try:
        state = state_of(request, Change)
    except FormOver as over:
        form = OldPassphraseForm({"passphrase": ""})
        form.errors.clear()
        form.add_error(None, str(over))
        return _old_page(request, form, status=422)
    if state.owner != owner_tag(request.keyholder):
        return _old_page(request, OldPassphraseForm())
    return step(request, state)


def _old_page(request: KeyholderRequest, form: OldPassphraseForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/passphrase_old.html", {"form": form, "own": request.profile}, status=status)


def _prove(request: KeyholderRequest) -> HttpResponse:
    form, handle = OldPassphraseForm(request.POST), request.profile.handle
    if not form.is_valid():
        return _old_page(request, form, status=422)
    typed = form.cleaned_data["passphrase"]
    try:
        a_try(request, handle)
        prove_passphrase(keyholder=request.keyholder, handle=handle, passphrase=typed, now=request.came, cost=POLICY)
    except WrongPassphrase:
        form.add_error("passphrase", _("This is not the passphrase you use now. Nothing was changed."))
        return _old_page(request, form, status=422)
    except (TooManyTries, Busy) as refused:
        form.add_error(None, str(refused))
        return with_retry(_old_page(request, form, status=status_of(refused)), refused)
    was_right(handle=handle)
    return _choose_page(request, Change(owner_tag(request.keyholder), offers()))


def _choose_page(request: KeyholderRequest, state: Change) -> HttpResponse:
    form = ChooseForm(state.choice, own=request.profile.is_staff)
    return page(request, "accounts/passphrase_choose.html", state, form)


def _choose(request: KeyholderRequest, state: Change) -> HttpResponse:
    other = redrawn(request)
    if other is not None:
        return _choose_page(request, replace(state, choice=other))
    form = choose(request, state.choice, own=request.profile.is_staff)
    if not form.is_valid():
        return page(request, "accounts/passphrase_choose.html", state, form)
    state = replace(state, choice=form.chosen)
    return _again_page(request, state, AgainForm(state.choice))


def _again_page(request: KeyholderRequest, state: Change, form: AgainForm, status: int = 200) -> HttpResponse:
    return page(request, "accounts/passphrase_again.html", state, form, status=status, own=request.profile)


def _again(request: KeyholderRequest, state: Change) -> HttpResponse:
    if "back" in request.POST:
        return _choose_page(request, state)
    form = AgainForm(state.choice, request.POST)
    if not form.is_valid():
        return _again_page(request, state, form)
    try:
        unlocked = renew_passphrase(
            keyholder=request.keyholder, passphrase=state.choice.chosen, norm=state.choice.norm, cost=POLICY
        )
    except Busy as refused:
        form.add_error(None, str(refused))
        return with_retry(_again_page(request, state, form, status=status_of(refused)), refused)
    cookie = let_in(request=request, unlocked=unlocked, profile=request.profile, now=request.came)
    return carry(request, notify(redirect("accounts:settings"), RENEWED), cookie)


STEPS = {"choose": _choose, "again": _again}
