"""A client's way to somebody else."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.queries import episode_of
from stillroom.scheduling.actions import keep_beside, see_somebody_else
from stillroom.scheduling.forms import END, ElsewhereForm
from stillroom.scheduling.policy import is_late, policy_words
from stillroom.scheduling.queries import appointments_in
from stillroom.vault.documents import Role

LOOK = define_notice("look-around", _("Look around. Nothing has ended."))
KEPT_BOTH = define_notice("kept-both", _("Noted, for you alone. You are not asked again."))
ENDED_LOOK = define_notice("ended-look-around", _("It has ended. Both of you can still read it. Look around."))


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "POST"])
def somebody_else(request: KeyholderRequest, space: UUID) -> HttpResponse:
    now, found = timezone.now(), episode_of(request.keyholder, space)
    if not found.is_open:
        return redirect("care:episode", space)
    other = found.other_called
    usual = {"words": gettext("I would like to see somebody else. Thank you for your time.")}
    form = ElsewhereForm(other, request.POST) if request.method == "POST" else ElsewhereForm(other, initial=usual)
    if request.method == "POST" and form.is_valid():
        given, end = form.cleaned_data, form.cleaned_data["when"] == END
        try:
            see_somebody_else(
                keyholder=request.keyholder,
                episode=found,
                say=given["tell"],
                words=given["words"],
                end=end,
                now=now,
                record=given["record"],
            )
        except Refused:
            # The therapist ended it a moment ago: the page of the two says so.
            return redirect("care:episode", space)
        return notify(redirect("finding:people"), ENDED_LOOK if end else LOOK)
    times = [each.document for each in appointments_in(request.keyholder, found.space)]
    ahead = [time for time in times if time.stands and time.end > now]
    late = any(is_late(time.start, now) for time in ahead)
    context = {"episode": found, "form": form, "ahead": ahead, "late": late, "policy": policy_words()}
    return render(request, "scheduling/else.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def keep_both(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    keep_beside(keyholder=request.keyholder, episode=found, now=timezone.now())
    return notify(redirect("home:today"), KEPT_BOTH)
