"""Questions for oneself: before any therapist has accepted, or beside one. Nobody reads them, nobody is told."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.assessments.actions import give_up, remove_own, share_own
from stillroom.assessments.arranging import arrange
from stillroom.assessments.forms import ShareForm
from stillroom.assessments.queries import instrument_of, offers_of, own_response_of, own_responses_of
from stillroom.assessments.views.asking import Asking, ask
from stillroom.assessments.views.asking import end as end_of
from stillroom.assessments.views.episode import GIVEN_UP, SENT
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.queries import episode_of, in_care
from stillroom.safety.queries import help_now
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder

KEPT = define_notice("answers-kept", _("Kept in your journal. Nobody else can open it."))
GONE = define_notice("answers-gone", _("Wiped from your journal."))


@signed_in(Role.CLIENT)
@require_safe
def start(request: KeyholderRequest) -> HttpResponse:
    measures = own_responses_of(request.keyholder)
    arranged = arrange(offers_of(request.keyholder, None), measures)
    return render(request, "assessments/own_start.html", {"arranged": arranged, "measures": measures})


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: KeyholderRequest, instrument: str, step: int) -> HttpResponse:
    return ask(request, Asking(instrument_of(request.keyholder, instrument), None), step)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: KeyholderRequest, instrument: str) -> HttpResponse:
    return end_of(request, Asking(instrument_of(request.keyholder, instrument), None), KEPT)


@signed_in(Role.CLIENT)
@require_POST
def drop(request: KeyholderRequest, instrument: str) -> HttpResponse:
    asking = Asking(instrument_of(request.keyholder, instrument), None)
    give_up(keyholder=request.keyholder, instrument=asking.instrument, about=None, now=timezone.now())
    return notify(redirect(asking.start), GIVEN_UP)


@signed_in(Role.CLIENT)
@require_safe
def response(request: KeyholderRequest, record: UUID) -> HttpResponse:
    return _page(request, record)


@signed_in(Role.CLIENT)
@require_POST
def share(request: KeyholderRequest, record: UUID) -> HttpResponse:
    stored, _reading = own_response_of(request.keyholder, record)
    form = ShareForm(_people(request.keyholder, stored.document.shared), request.POST)
    if not form.is_valid():
        return _page(request, record, form)
    episode = episode_of(request.keyholder, UUID(form.cleaned_data["space"]))
    try:
        share_own(keyholder=request.keyholder, episode=episode, record=record, now=timezone.now())
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, record, form)
    return notify(redirect("assessments:start", episode.space.id), SENT)


@signed_in(Role.CLIENT)
@require_POST
def remove(request: KeyholderRequest, record: UUID) -> HttpResponse:
    remove_own(keyholder=request.keyholder, record=record, now=timezone.now())
    return notify(redirect("assessments:own_start"), GONE)


def _people(keyholder: Keyholder, shared: Sequence[UUID]) -> dict[str, str]:
    """Therapists who have accepted and have no copy yet, by space."""
    return {str(cover.space): cover.label for cover in in_care(keyholder) if cover.space not in shared}


def _page(request: KeyholderRequest, record: UUID, form: ShareForm | None = None) -> HttpResponse:
    stored, reading = own_response_of(request.keyholder, record)
    people = _people(request.keyholder, stored.document.shared)
    context = {
        "reading": reading,
        "shared": bool(stored.document.shared),
        "form": form or (ShareForm(people) if people else None),
        "help_now": help_now(request, timezone.now(), request.profile.zone) if reading.flags else None,
    }
    return render(request, "assessments/own_response.html", context, status=422 if form and form.errors else 200)
