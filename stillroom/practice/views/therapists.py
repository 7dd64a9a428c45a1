"""A therapist's own page: written, sent in, changed; being away; leaving."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.drafting import define_draft
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.practice.actions import come_back, mark_away, mark_gone, submit_profile
from stillroom.practice.forms import AwayForm, GoneForm, ProfileForm, initial_of, initial_of_draft, typed
from stillroom.practice.listings import Listing, key_mark
from stillroom.practice.queries import listed, own_listing
from stillroom.vault.documents import Role

DRAFT = define_draft("practice.profile", title=_("Your page"), page="practice:profile")
KEPT = define_notice("page-kept", _("Kept as a draft. Only you can open it. It stays for seven days."))
SENT_IN = define_notice("page-sent-in", _("Sent in. Nobody sees your page until its licence has been checked."))
RENEWED = define_notice("page-renewed", _("Sent in. You stay on the list while a steward checks your license."))
SAVED = define_notice("page-saved", _("Saved. Everybody sees it like this now."))
AWAY = define_notice("page-away", _("You are away. Nobody new can ask for a time until you are back."))
BACK = define_notice("page-back", _("You are back. People can ask for a time again."))
GONE = define_notice("page-gone", _("Your page is off the list. People in your care read what you wrote for them."))


def _initial(request: KeyholderRequest, listing: Listing | None) -> tuple[dict[str, object], bool]:
    """What the form begins with, and whether that is a draft."""
    draft = draft_of(request.keyholder, DRAFT)
    if draft is not None:
        return initial_of_draft(draft.document.fields), True
    if listing is not None:
        return initial_of(listing), False
    own = request.profile
    return {"name": own.called, "pronouns": own.pronouns, "zone": own.zone}, False


def _profile_page(
    request: KeyholderRequest, listing: Listing | None, form: ProfileForm, is_draft: bool, status: int = 200
) -> HttpResponse:
    mark = key_mark(request.keyholder.fingerprint)
    context = {"own": listing, "form": form, "is_draft": is_draft, "key_mark": mark, "now": timezone.now()}
    return render(request, "practice/profile.html", context, status=status)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: KeyholderRequest) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    listing = own_listing(keyholder)
    if request.method != "POST":
        initial, is_draft = _initial(request, listing)
        return _profile_page(request, listing, ProfileForm(initial=initial), is_draft)
    if "keep" in request.POST:
        save_draft(keyholder=keyholder, form=DRAFT, about=None, fields=typed(request.POST), now=now)
        return notify(redirect("practice:profile"), KEPT)
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _profile_page(request, listing, form, False, status=422)
    try:
        sent = submit_profile(keyholder=keyholder, particulars=form.particulars, now=now)
    except Refused as error:
        form.add_error("licence_expiry", str(error))
        return _profile_page(request, listing, form, False, status=422)
    drop_draft(keyholder=keyholder, form=DRAFT, about=None, now=now)
    if sent.renewal:
        return notify(redirect("practice:profile"), RENEWED)
    return notify(redirect("practice:profile"), SENT_IN if sent.state == "unlisted" else SAVED)


@signed_in(Role.THERAPIST)
@require_POST
def profile_draft(request: KeyholderRequest) -> HttpResponse:
    """Keeps what is being typed, sealed in the therapist's own space."""
    save_draft(keyholder=request.keyholder, form=DRAFT, about=None, fields=typed(request.POST), now=timezone.now())
    return HttpResponse(status=204)


def _own(request: KeyholderRequest) -> tuple[Listing, tuple[Listing, ...]]:
    """The therapist's entry, and the colleagues who could cover. Raises Hidden before they have sent anything in."""
    own = own_listing(request.keyholder)
    if own is None:
        raise Hidden
    others = listed(request.keyholder, timezone.now())
    return own, tuple(each for each in others if each.takes_requests and each.id != own.id)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: KeyholderRequest) -> HttpResponse:
    own, others = _own(request)
    if request.method != "POST":
        initial = {"until": own.away_until, "cover": own.cover_id, "next_step": own.next_step}
        return render(request, "practice/away.html", {"own": own, "form": AwayForm(others, initial=initial)})
    if "back" in request.POST:
        come_back(keyholder=request.keyholder, now=timezone.now())
        return notify(redirect("practice:away"), BACK)
    form = AwayForm(others, request.POST)
    if form.is_valid():
        try:
            mark_away(
                keyholder=request.keyholder,
                until=form.cleaned_data["until"],
                cover=form.covering,
                next_step=form.cleaned_data["next_step"],
                now=timezone.now(),
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return notify(redirect("practice:away"), AWAY)
    return render(request, "practice/away.html", {"own": own, "form": form}, status=422)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def gone(request: KeyholderRequest) -> HttpResponse:
    own, others = _own(request)
    form = GoneForm(others, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            mark_gone(
                keyholder=request.keyholder,
                therapist=own.id,
                cover=form.covering,
                next_step=form.cleaned_data["next_step"],
                now=timezone.now(),
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return notify(redirect("practice:profile"), GONE)
    context = {"who": own, "form": form, "own": True}
    return render(request, "practice/gone.html", context, status=422 if form.errors else 200)
