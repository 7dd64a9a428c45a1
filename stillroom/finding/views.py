"""Who works here, asking one of them, and their desk of requests."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.onward import define_onward, seal_onward
from stillroom.accounts.people import AnyRequest, KeyholderRequest, PersonRequest, signed_in
from stillroom.base.compression import for_everybody
from stillroom.base.errors import Hidden, Refused
from stillroom.base.languages import money
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import AskedAlready, note_look
from stillroom.care.queries import FirstContact, episode_of, request_of, requests_of
from stillroom.finding.actions import ask, say_no, say_yes, take_request_back
from stillroom.finding.forms import AskForm, DeclineForm, ZoneForm
from stillroom.finding.queries import Shown, people, person
from stillroom.practice.drafts import own_page
from stillroom.practice.queries import Listing, as_it_would_be, competence, is_open, listed, listing_of, practice
from stillroom.scheduling.queries import appointments_in, next_free
from stillroom.scheduling.views import choice_of
from stillroom.vault.documents import Role

SENT = define_notice("asked", _("Sent. The answer will stand on this page."))
BACK = define_notice("taken-back", _("Gone. Nothing of it is left for either of you."))
YES = define_notice("said-yes", _("You have said yes. The time stands."))
YES_NO_TIME = define_notice("said-yes-no-time", _("You have said yes. The time had gone: agree on another."))
NO = define_notice("said-no", _("They will find your words on their page. You have no key to theirs any more."))
GONE = define_notice("request-gone", _("This request was taken back, or you have answered it already."))
TALK_FIRST = define_notice("begun-already", _("This has begun already."))


def _zone(request: AnyRequest) -> str:
    """What was chosen on this page, else the person's own, else the practice's."""
    form = ZoneForm(request.POST)
    if form.is_valid():
        return str(form.cleaned_data["zone"])
    return request.profile.zone if request.profile else str(practice().zone.key)


def _not_open(request: PersonRequest) -> HttpResponse:
    return render(request, "errors/not_open.html")


@for_everybody
@require_http_methods(["GET", "POST"])
def people_page(request: PersonRequest) -> HttpResponse:
    """POST only says by which clock to show times: no address tells where somebody is."""
    now, zone = timezone.now(), _zone(request)
    if not is_open(request.keyholder, now):
        return _not_open(request)
    context = {"people": people(request.keyholder, now), "zone": zone, "zones": ZoneForm(initial={"zone": zone})}
    return render(request, "finding/people.html", context)


@for_everybody
@require_http_methods(["GET", "POST"])
def person_page(request: PersonRequest, therapist: UUID) -> HttpResponse:
    now = timezone.now()
    shown = person(request.keyholder, therapist, now)
    if not is_open(request.keyholder, now):
        return _not_open(request)
    return _person_page(request, shown, now, may_ask=_may_ask(request, shown))


def _person_page(request: AnyRequest, shown: Shown, now: datetime, **more: object) -> HttpResponse:
    zone, listing, this = _zone(request), shown.listing, practice()
    context = {
        "shown": shown,
        "listing": listing,
        "competence": competence(request.keyholder, listing),
        "practice": this,
        "board": this.board_of(listing.licence_type) if listing.licence_type in this.licence_types else None,
        "fee": _money(listing.fee_cents),
        "lowest": _money(listing.sliding_scale_from_cents),
        "late": _money(int(this.fees.late_cancel * 100)),
        "zone": zone,
        "zones": ZoneForm(initial={"zone": zone}),
        "cover": _cover(request, listing, now),
        "preview": False,
        "is_draft": False,
        **more,
    }
    return render(request, "finding/person.html", context)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def preview(request: KeyholderRequest) -> HttpResponse:
    """One's own page as others would see it, with the draft on top of what was saved."""
    now = timezone.now()
    own = own_page(request.keyholder, request.profile)
    form = own.whole()
    if not form.is_valid():
        return render(request, "finding/preview_not_yet.html", {"form": form})
    listing = as_it_would_be(request.keyholder, form.particulars, now)
    free = next_free(request.keyholder, [listing], now)
    shown = Shown(listing, free.get(listing.id))
    return _person_page(request, shown, now, may_ask=False, preview=True, is_draft=bool(own.draft))


def _money(cents: int | None) -> str:
    if cents is None:
        return ""
    return money(Decimal(cents) / 100, practice().fees.currency)


def _may_ask(request: PersonRequest, shown: Shown) -> bool:
    """Whether to show the button: to anybody but the practice's own people."""
    return shown.listing.takes_requests and (request.profile is None or request.profile.role is Role.CLIENT)


def _cover(request: AnyRequest, listing: Listing, now: datetime) -> Listing | None:
    return next((each for each in listed(request.keyholder, now) if each.id == listing.cover_id), None)


@for_everybody
@require_http_methods(["GET", "POST"])
def times_page(request: PersonRequest, therapist: UUID) -> HttpResponse:
    """Free times for anybody to look at."""
    now, zone = timezone.now(), _zone(request)
    shown = person(request.keyholder, therapist, now)
    if not is_open(request.keyholder, now):
        return _not_open(request)
    context = {
        "shown": shown,
        "choice": choice_of(request, shown.listing, now),
        "zone": zone,
        "zones": ZoneForm(initial={"zone": zone}),
        "may_ask": _may_ask(request, shown),
    }
    return render(request, "finding/times.html", context)


def _asking_address(therapist: UUID, now: datetime) -> str:
    """Where somebody who has just come in goes on; to the others if that person has left the list meanwhile."""
    try:
        return reverse("finding:ask", args=[listing_of(None, therapist, now).id])
    except Hidden:
        return reverse("finding:people")


ASKING = define_onward("finding.ask", _asking_address)


@require_http_methods(["GET", "POST"])
def ask_page(request: PersonRequest, therapist: UUID) -> HttpResponse:
    """Whoever has no name here yet is told that one is needed, and comes back."""
    shown = person(request.keyholder, therapist, timezone.now())
    if not is_open(request.keyholder, timezone.now()):
        return _not_open(request)
    if request.profile is None and request.method == "GET":
        onward = seal_onward(ASKING, therapist, timezone.now())
        return render(request, "finding/ask_first.html", {"listing": shown.listing, "onward": onward})
    return _ask(request, shown)


@signed_in(Role.CLIENT)
def _ask(request: KeyholderRequest, shown: Shown) -> HttpResponse:
    now, listing = timezone.now(), shown.listing
    if request.method == "GET" or "page" in request.POST:
        return _ask_page(request, listing, AskForm(listing.media, initial=request.POST.dict()), now)
    form = AskForm(listing.media, request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            asked = ask(
                keyholder=request.keyholder,
                profile=request.profile,
                listing=listing,
                start=given["start"],
                words=given["words"],
                medium=given["medium"],
                now=now,
            )
            return notify(redirect("care:episode", asked.id), SENT)
        except AskedAlready as error:
            if error.again is not None:
                return notify(redirect("care:episode", error.again), SENT)
            form.add_error("start", str(error))
        except Refused as error:
            form.add_error("start", str(error))
    return _ask_page(request, listing, form, now)


def _ask_page(request: KeyholderRequest, listing: Listing, form: AskForm, now: datetime) -> HttpResponse:
    context = {"listing": listing, "form": form, "choice": choice_of(request, listing, now)}
    context["statement"] = practice().statement
    return render(request, "finding/ask.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def take_back(request: KeyholderRequest, space: UUID) -> HttpResponse:
    try:
        episode = episode_of(request.keyholder, space)
        take_request_back(keyholder=request.keyholder, episode=episode, now=timezone.now())
    except Hidden:
        return redirect("home:today")  # gone already, and the same for one that never was
    except Refused:
        return notify(redirect("care:episode", space), TALK_FIRST)
    return notify(redirect("home:today"), BACK)


@signed_in(Role.THERAPIST)
@require_safe
def requests_page(request: KeyholderRequest) -> HttpResponse:
    now = timezone.now()
    waiting = [(each, _times(request, each)) for each in requests_of(request.keyholder, now)]
    return render(request, "finding/requests.html", {"waiting": waiting})


def _times(request: KeyholderRequest, contact: FirstContact) -> list[object]:
    return [each.document for each in appointments_in(request.keyholder, contact.space) if each.document.stands]


def _is_theirs(request: KeyholderRequest, space: UUID) -> bool:
    """Whether they said yes already: in another window, or by pressing twice."""
    return space in request.keyholder.ring.spaces


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def request_page(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """GET shows the request with both answers; POST says yes."""
    now = timezone.now()
    if _is_theirs(request, space):
        return redirect("care:episode", space)
    if request.method == "GET":
        contact = request_of(request.keyholder, space, now)
        note_look(keyholder=request.keyholder, space=contact.space, kinds=["care.episode"], now=now)
        return _request_page(request, contact, DeclineForm(_colleagues(request, now)), now)
    try:
        contact = request_of(request.keyholder, space, now)
        accepted = say_yes(keyholder=request.keyholder, request=contact, now=now)
    except (Refused, Hidden):
        return notify(redirect("finding:requests"), GONE)
    return notify(redirect("care:episode", space), YES if accepted.has_time else YES_NO_TIME)


@signed_in(Role.THERAPIST)
@require_POST
def decline_page(request: KeyholderRequest, space: UUID) -> HttpResponse:
    now = timezone.now()
    if _is_theirs(request, space):
        return redirect("care:episode", space)
    try:
        contact = request_of(request.keyholder, space, now)
    except Hidden:
        # The same for one that was taken back, one that was answered, and one that never was.
        return notify(redirect("finding:requests"), GONE)
    form = DeclineForm(_colleagues(request, now), request.POST)
    if not form.is_valid():
        return _request_page(request, contact, form, now)
    try:
        say_no(
            keyholder=request.keyholder,
            request=contact,
            next_step=form.next_step,
            suggested=form.suggested,
            now=now,
        )
    except (Refused, Hidden):
        return notify(redirect("finding:requests"), GONE)
    return notify(redirect("finding:requests"), NO)


def _colleagues(request: KeyholderRequest, now: datetime) -> tuple[Listing, ...]:
    others = listed(request.keyholder, now)
    return tuple(each for each in others if each.takes_requests and each.account != request.keyholder.account)


def _request_page(request: KeyholderRequest, contact: FirstContact, form: DeclineForm, now: datetime) -> HttpResponse:
    context = {"contact": contact, "times": _times(request, contact), "form": form}
    return render(request, "finding/request.html", context, status=422 if form.errors else 200)
