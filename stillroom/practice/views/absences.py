"""Being away and leaving for good: said by a therapist, or by a steward for one who cannot."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.base.times import local_time
from stillroom.practice.actions import come_back, mark_away, mark_gone
from stillroom.practice.forms import AwayForm, GoneForm
from stillroom.practice.listings import Listing
from stillroom.practice.queries import listed, own_listing, registered_of
from stillroom.vault.documents import Role

AWAY = define_notice("page-away", _("Noted. People in your care read it on their first page."))
BACK = define_notice("page-back", _("You are back. People can ask for a time again."))
GONE = define_notice("page-gone", _("Your page is off the list. People in your care read what you wrote for them."))
PERSON_AWAY = define_notice("person-away", _("Noted. People in their care read what you wrote for them."))
PERSON_BACK = define_notice("person-back", _("Noted. People can ask them for a time again."))
PERSON_GONE = define_notice("person-gone", _("Off the list. People in care read what you wrote for them."))


def _own(request: KeyholderRequest) -> Listing:
    """The therapist's entry. Raises Hidden before they have sent anything in."""
    own = own_listing(request.keyholder)
    if own is None:
        raise Hidden
    return own


def _of(request: KeyholderRequest, therapist: UUID) -> Listing:
    """The same for a steward. Raises Hidden."""
    return registered_of(request.keyholder, therapist, timezone.now()).listing


def _others(request: KeyholderRequest, who: Listing) -> list[Listing]:
    """The colleagues who could stand in."""
    found = listed(request.keyholder, timezone.now())
    return [each for each in found if each.takes_requests and each.id != who.id]


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def away(request: KeyholderRequest) -> HttpResponse:
    done = redirect("scheduling:while_away")
    return _away(request, _own(request), (notify(done, AWAY), notify(redirect("practice:away"), BACK)))


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def person_away(request: KeyholderRequest, therapist: UUID) -> HttpResponse:
    done = (notify(redirect("practice:person", therapist), code) for code in (PERSON_AWAY, PERSON_BACK))
    return _away(request, _of(request, therapist), tuple(done))


def _away(request: KeyholderRequest, who: Listing, done: tuple[HttpResponse, ...]) -> HttpResponse:
    """`done`: the answers to being away, and to being back."""
    now, others = timezone.now(), _others(request, who)
    if request.method != "POST":
        return _away_page(request, who, AwayForm(others, initial=_said(who, now)))
    if "back" in request.POST:
        come_back(keyholder=request.keyholder, therapist=who.id, now=now)
        return done[1]
    form = AwayForm(others, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            mark_away(
                keyholder=request.keyholder,
                therapist=who.id,
                since=said["since"],
                until=said["until"],
                cover=form.covering,
                next_step=said["next_step"],
                now=now,
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return done[0]
    return _away_page(request, who, form, status=422)


def _said(who: Listing, now: datetime) -> dict[str, object]:
    """What the form shows at first: what was said before, else from today on."""
    since = who.away_from or local_time(now, who.zone).date
    return {"since": since, "until": who.away_until, "cover": who.cover_id, "next_step": who.next_step}


def _away_page(request: KeyholderRequest, who: Listing, form: AwayForm, status: int = 200) -> HttpResponse:
    context = {"who": who, "form": form, "own": who.account == request.keyholder.account}
    return render(request, "practice/away.html", context, status=status)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def gone(request: KeyholderRequest) -> HttpResponse:
    return _gone(request, _own(request), notify(redirect("practice:profile"), GONE))


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def person_gone(request: KeyholderRequest, therapist: UUID) -> HttpResponse:
    return _gone(request, _of(request, therapist), notify(redirect("practice:person", therapist), PERSON_GONE))


def _gone(request: KeyholderRequest, who: Listing, done: HttpResponse) -> HttpResponse:
    form = GoneForm(_others(request, who), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            mark_gone(
                keyholder=request.keyholder,
                therapist=who.id,
                cover=form.covering,
                next_step=form.cleaned_data["next_step"],
                now=timezone.now(),
            )
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return done
    context = {"who": who, "form": form, "own": who.account == request.keyholder.account}
    return render(request, "practice/gone.html", context, status=422 if form.errors else 200)
