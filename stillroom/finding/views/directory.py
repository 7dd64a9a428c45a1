"""Who works here: the list, what one needs, one person, their free times."""

from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import AnyRequest, KeyholderRequest, PersonRequest, signed_in
from stillroom.base.compression import for_everybody
from stillroom.base.languages import money
from stillroom.base.notices import define_notice, notify
from stillroom.base.times import city
from stillroom.finding.actions import forget_needs, keep_needs
from stillroom.finding.forms import FilterForm, NeedsForm, ZoneForm, asked_for
from stillroom.finding.looking import NOTHING, Looking, Wished, looking_of, seal_looking
from stillroom.finding.queries import Shown, kept_needs, people, person
from stillroom.finding.reasons import fits_words, misses_words, wished_words
from stillroom.practice.drafts import own_page
from stillroom.practice.queries import Listing, as_it_would_be, competence, is_open, listed, practice
from stillroom.scheduling.queries import next_free
from stillroom.scheduling.views import choice_of
from stillroom.vault.documents import Role

SAYING = {"fits_words": fits_words, "misses_words": misses_words}
NEEDS_KEPT = define_notice("needs-kept", _("Kept, sealed, in your own space. Only you can open it."))
NEEDS_FORGOTTEN = define_notice("needs-forgotten", _("Forgotten. Nothing of it is kept."))


def _zone(request: AnyRequest) -> str:
    """What was chosen on this page, else the person's own, else the practice's."""
    form = ZoneForm(request.POST)
    if form.is_valid():
        return str(form.cleaned_data["zone"])
    return request.profile.zone if request.profile else str(practice().zone.key)


def _wants_clock(request: AnyRequest) -> bool:
    return request.POST.get("step") == "clock"


def _clock_page(request: AnyRequest, looking: Looking, now: datetime) -> HttpResponse:
    """Asks for which place times are to be shown, and goes back with what somebody looks for."""
    zone = _zone(request)
    form = ZoneForm(initial={"zone": zone})
    context = {"form": form, "here": request.path, "sealed": seal_looking(looking, now), "zone": zone}
    return render(request, "finding/clock.html", context)


def _clock(request: AnyRequest) -> dict[str, str]:
    zone = _zone(request)
    return {"zone": zone, "place": city(zone)}


def _not_open(request: PersonRequest) -> HttpResponse:
    return render(request, "errors/not_open.html")


def _kept(request: AnyRequest) -> Wished | None:
    """What a client chose to keep."""
    if request.keyholder is None or request.profile is None or request.profile.role is not Role.CLIENT:
        return None
    stored = kept_needs(request.keyholder)
    return None if stored is None else Wished(**asdict(stored.document))


def _looking(request: AnyRequest, now: datetime) -> Looking:
    """What the form carries; on a first visit what this person keeps."""
    if request.method != "POST" or "clear" in request.POST:
        kept = None if request.method == "POST" else _kept(request)
        return NOTHING if kept is None else Looking(wished=kept)
    return looking_of(request.POST.get("sealed", ""), now) or NOTHING


@for_everybody
@require_http_methods(["GET", "POST"])
def people_page(request: PersonRequest) -> HttpResponse:
    """What somebody looks for comes by POST: no address tells it, and no address tells where they are."""
    now = timezone.now()
    if not is_open(request.keyholder, now):
        return _not_open(request)
    looking = _looking(request, now)
    form = FilterForm(initial={**asdict(looking.filters), "sort": looking.sort})
    if request.POST.get("step") in ("filter", "clock"):
        form = FilterForm(_loosened(request.POST))
        form.is_valid()
        looking = replace(looking, filters=form.filters)
    if _wants_clock(request) and not form.errors:
        return _clock_page(request, looking, now)
    return _people_page(request, looking, form, now)


def _loosened(post: QueryDict) -> QueryDict:
    """Without the one filter that was pressed away (`without`)."""
    left = post.copy()
    left.pop(post.get("without", ""), None)
    return left


def _people_page(request: AnyRequest, looking: Looking, form: FilterForm, now: datetime) -> HttpResponse:
    context = {
        "found": people(request.keyholder, now, looking, _zone(request)),
        "looking": looking,
        "money": _money,
        **SAYING,
        "wished": wished_words(looking.wished),
        "sealed": seal_looking(looking, now),
        "form": form,
        **_clock(request),
    }
    return render(request, "finding/people.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def needs_page(request: PersonRequest) -> HttpResponse:
    """The questions. POST without `step` comes from the list, to change what was said."""
    now = timezone.now()
    if not is_open(request.keyholder, now):
        return _not_open(request)
    step, looking = request.POST.get("step", ""), _looking(request, now)
    if step == "forget" and (gone := _forget(request, now)) is not None:
        return gone
    if step != "needs":
        return _needs_page(request, looking, NeedsForm(initial=asked_for(looking.wished)), now)
    form = NeedsForm(request.POST)
    if not form.is_valid():
        return _needs_page(request, looking, form, now)
    looking = replace(looking, wished=form.wished, filters=replace(looking.filters, sort=""))
    if "keep" in request.POST and _may_keep(request) and request.keyholder is not None:
        keep_needs(keyholder=request.keyholder, wished=form.wished, now=now)
        return notify(redirect("finding:people"), NEEDS_KEPT)
    return _people_page(request, looking, FilterForm(initial={**asdict(looking.filters), "sort": looking.sort}), now)


def _may_keep(request: AnyRequest) -> bool:
    return request.profile is not None and request.profile.role is Role.CLIENT


def _forget(request: AnyRequest, now: datetime) -> HttpResponse | None:
    if not _may_keep(request) or request.keyholder is None:
        return None
    forget_needs(keyholder=request.keyholder, now=now)
    return notify(redirect("finding:needs"), NEEDS_FORGOTTEN)


def _needs_page(request: AnyRequest, looking: Looking, form: NeedsForm, now: datetime) -> HttpResponse:
    context = {
        "form": form,
        "sealed": seal_looking(looking, now),
        "may_keep": _may_keep(request),
        "keeps": _kept(request) is not None,
    }
    return render(request, "finding/needs.html", context, status=422 if form.errors else 200)


@for_everybody
@require_http_methods(["GET", "POST"])
def person_page(request: PersonRequest, therapist: UUID) -> HttpResponse:
    """POST brings along what somebody looks for, and by which clock."""
    now = timezone.now()
    looking = _looking(request, now) if request.method == "POST" else NOTHING
    shown = person(request.keyholder, therapist, now, looking, _zone(request))
    if not is_open(request.keyholder, now):
        return _not_open(request)
    if _wants_clock(request):
        return _clock_page(request, looking, now)
    more = {"may_ask": _may_ask(request, shown), "sealed": seal_looking(looking, now)}
    return _person_page(request, shown, now, **more)


def _person_page(request: AnyRequest, shown: Shown, now: datetime, **more: object) -> HttpResponse:
    listing, this = shown.listing, practice()
    context = {
        "shown": shown,
        "listing": listing,
        "competence": competence(request.keyholder, listing),
        "practice": this,
        "board": this.board_of(listing.licence_type) if listing.licence_type in this.licence_types else None,
        "fee": _money(listing.fee_cents),
        "lowest": _money(listing.sliding_scale_from_cents),
        "late": _money(int(this.fees.late_cancel * 100)),
        **_clock(request),
        "cover": _cover(request, listing, now),
        "preview": False,
        **SAYING,
        "sealed": "",
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
    now = timezone.now()
    shown = person(request.keyholder, therapist, now)
    if not is_open(request.keyholder, now):
        return _not_open(request)
    if _wants_clock(request):
        return _clock_page(request, NOTHING, now)
    context = {
        "shown": shown,
        "choice": choice_of(request, shown.listing, now),
        **_clock(request),
        "may_ask": _may_ask(request, shown),
    }
    return render(request, "finding/times.html", context)
