"""How the talk felt, on one page."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.assessments.checking_in import QUESTIONS, check_in, to_check_in
from stillroom.assessments.forms import CheckInForm
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role

KEPT = define_notice("check-in-kept", _("Kept. You both can read it."))
NONE = define_notice("check-in-none", _("Nothing was sent. That is fine."))


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode, now = episode_of(request.keyholder, space), timezone.now()
    met = to_check_in(cover_of(episode.space), now) if episode.is_open else None
    if request.method != "POST":
        if met is None:
            return redirect("assessments:start", space)
        return _page(request, episode, CheckInForm(initial={"met": met.isoformat()}))
    form = CheckInForm(request.POST)
    if not form.is_valid():
        return _page(request, episode, form)
    answers = {name: form.cleaned_data[name] for name in QUESTIONS}
    try:
        kept = check_in(episode=episode, met=form.cleaned_data["met"], answers=answers, now=now)
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, episode, form)
    return notify(redirect("assessments:start", space), KEPT if kept else NONE)


def _page(request: KeyholderRequest, episode: CareEpisode, form: CheckInForm) -> HttpResponse:
    context = {"episode": episode, "form": form, "questions": QUESTIONS}
    return render(request, "assessments/check_in.html", context, status=422 if form.errors else 200)
