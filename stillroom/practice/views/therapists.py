"""A therapist's own page: its parts written, looked at, sent in, changed; being away; leaving."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.actions import drop_draft
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.practice.actions import LicenceRanOut, submit_profile
from stillroom.practice.drafts import ANSWERS, DRAFT, OwnPage, forget_typed, keep_typed, own_page
from stillroom.practice.listings import Listing, key_mark
from stillroom.practice.profile_forms import PARTS, ProfileForm, initial_of, typed
from stillroom.practice.queries import competence
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder

KEPT = define_notice("page-kept", _("Kept as a draft. Only you can open it. It stays for seven days."))
SENT_IN = define_notice("page-sent-in", _("Sent in. Nobody sees your page until its license has been checked."))
RENEWED = define_notice("page-renewed", _("Sent in. You stay on the list while a steward checks your license."))
SAVED = define_notice("page-saved", _("Saved. Everybody sees it like this now."))
THROWN = define_notice("page-draft-thrown", _("The draft is gone. Your page is as it was."))


def _part_of(own: OwnPage, code: str) -> dict[str, object]:
    """A line of the list of parts."""
    return {
        "code": code,
        "title": PARTS[code].title,
        "in_draft": own.in_draft(code),
        "is_ready": own.is_ready(code),
        "is_empty": not any(own.values.get(name) for name in PARTS[code].fields),
    }


def _hub(request: KeyholderRequest, own: OwnPage, status: int = 200) -> HttpResponse:
    answers = draft_of(request.keyholder, ANSWERS)
    context = {
        "own": own,
        "entry": own.entry,
        "parts": [_part_of(own, code) for code in PARTS],
        "shown": None if own.entry is None else competence(request.keyholder, own.entry),
        "answers_typed": () if answers is None else tuple(answers.document.fields),
        "key_mark": key_mark(request.keyholder.fingerprint),
        "missing": status == 422,
        "now": timezone.now(),
    }
    return render(request, "practice/profile.html", context, status=status)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: KeyholderRequest) -> HttpResponse:
    """The parts of one's page. POST sends in what was gathered, or throws the draft away."""
    keyholder, now = request.keyholder, timezone.now()
    own = own_page(keyholder, request.profile)
    if request.method != "POST":
        return _hub(request, own)
    if "throw" in request.POST:
        drop_draft(keyholder=keyholder, form=DRAFT, about=None, now=now)
        return notify(redirect("practice:profile"), THROWN)
    form = own.whole()
    if not form.is_valid():
        return _hub(request, own, status=422)
    try:
        sent = submit_profile(keyholder=keyholder, particulars=form.particulars, now=now)
    except LicenceRanOut:
        return _hub(request, own, status=422)
    drop_draft(keyholder=keyholder, form=DRAFT, about=None, now=now)
    if sent.renewal:
        return notify(redirect("practice:profile"), RENEWED)
    return notify(redirect("practice:profile"), SENT_IN if sent.state == "unlisted" else SAVED)


def _part_page(
    request: KeyholderRequest, part: str, own: OwnPage, form: ProfileForm, status: int = 200
) -> HttpResponse:
    codes = list(PARTS)
    context = {
        "form": form,
        "part": part,
        "title": PARTS[part].title,
        "number": codes.index(part) + 1,
        "of": len(codes),
        "own": own,
        "is_listed": own.entry is not None and own.entry.state in ("listed", "away"),
        "is_draft": own.in_draft(part),
    }
    return render(request, "practice/part.html", context, status=status)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def profile_part(request: KeyholderRequest, part: str) -> HttpResponse:
    """One part at a time: saved into the page that is there, or gathered for the one that is not."""
    if part not in PARTS:
        raise Hidden
    keyholder, now = request.keyholder, timezone.now()
    own = own_page(keyholder, request.profile)
    if request.method != "POST":
        return _part_page(request, part, own, ProfileForm(initial=dict(own.values), only=part))
    fields = typed(request.POST, part)
    if "keep" in request.POST or "look" in request.POST:
        keep_typed(keyholder=keyholder, form=DRAFT, fields=fields, now=now)
        return redirect("finding:preview") if "look" in request.POST else notify(redirect("practice:profile"), KEPT)
    form = ProfileForm(request.POST, only=part)
    if not form.is_valid():
        return _part_page(request, part, own, form, status=422)
    if not own.applies_at_once:
        keep_typed(keyholder=keyholder, form=DRAFT, fields=fields, now=now)
        return redirect(_after(part, own))
    try:
        sent = _saved(keyholder, own, form, now)
    except Refused as error:
        form.add_error(None, str(error))
        return _part_page(request, part, own, form, status=422)
    forget_typed(keyholder=keyholder, form=DRAFT, names=PARTS[part].fields, now=now)
    if part == "licence" and sent.renewal:
        return notify(redirect("practice:profile"), RENEWED)
    return notify(redirect("practice:profile"), SENT_IN if sent.state == "unlisted" else SAVED)


def _after(part: str, own: OwnPage) -> str:
    """The next part that was never filled in, or the page of all parts."""
    codes = list(PARTS)
    for code in codes[codes.index(part) + 1 :]:
        if own.entry is None and not own.in_draft(code):
            return reverse("practice:profile_part", args=[code])
    return reverse("practice:profile")


def _saved(keyholder: Keyholder, own: OwnPage, form: ProfileForm, now: datetime) -> Listing:
    """The entry with this part changed, without what else is in the draft. Raises Refused."""
    assert own.entry is not None
    whole = ProfileForm({**initial_of(own.entry), **form.cleaned_data})
    if not whole.is_valid():
        raise PartMissing
    return submit_profile(keyholder=keyholder, particulars=whole.particulars, now=now)


class PartMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("Something in another part of your page is not valid any more. Please look there first."))


@signed_in(Role.THERAPIST)
@require_POST
def part_draft(request: KeyholderRequest, part: str) -> HttpResponse:
    """Keeps what is being typed, sealed in the therapist's own space."""
    if part not in PARTS:
        raise Hidden
    keep_typed(keyholder=request.keyholder, form=DRAFT, fields=typed(request.POST, part), now=timezone.now())
    return HttpResponse(status=204)
