"""Questions that are closed until the therapist opens them for one person, and what then becomes of answers."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.assessments.actions import NothingAnswered, keep_for_myself, set_open
from stillroom.assessments.queries import Lockable, instrument_of, lockable_of
from stillroom.assessments.views.own import KEPT
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.forms import OpeningForm
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.vault.documents import Role

OPENED = define_notice("questions-opened", _("Open. They see it on their page."))
CLOSED = define_notice("questions-closed", _("Closed. What they had begun stays theirs."))


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: KeyholderRequest, space: UUID, instrument: str) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    lockable = lockable_of(request.keyholder, episode, instrument)
    if request.method != "POST":
        words = lockable.opening.document.words if lockable.opening else ""
        return _page(request, episode, lockable, OpeningForm(initial={"words": words}))
    is_open = request.POST.get("do") != "close"
    form = OpeningForm(request.POST)
    if is_open and not form.is_valid():
        return _page(request, episode, lockable, form)
    try:
        set_open(
            episode=episode,
            instrument=lockable.instrument,
            is_open=is_open,
            words=form.cleaned_data["words"] if is_open else "",
            now=timezone.now(),
        )
    except Refused as error:
        form.full_clean()
        form.add_error(None, str(error))
        return _page(request, episode, lockable, form)
    return notify(redirect("assessments:start", space), OPENED if is_open else CLOSED)


def _page(request: KeyholderRequest, episode: CareEpisode, lockable: Lockable, form: OpeningForm) -> HttpResponse:
    context = {"episode": episode, "lockable": lockable, "form": form}
    return render(request, "assessments/opening.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def keep(request: KeyholderRequest, space: UUID, instrument: str) -> HttpResponse:
    """What was half answered goes into the journal."""
    episode = episode_of(request.keyholder, space)
    asked = instrument_of(request.keyholder, instrument, episode)
    try:
        record = keep_for_myself(keyholder=request.keyholder, episode=episode, instrument=asked, now=timezone.now())
    except NothingAnswered:
        return redirect("assessments:start", space)  # kept from another window a moment ago, or thrown away
    return notify(redirect("assessments:own_response", record), KEPT)
