"""The therapist suggests questions from time to time; the client says yes or not now to each."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.assessments.assigning import READY, answer_suggestion, suggest
from stillroom.assessments.documents import Reply
from stillroom.assessments.forms import ReplyForm, SuggestForm
from stillroom.assessments.queries import assignable_in, battery_of
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.queries import episode_of
from stillroom.vault.documents import Role

SUGGESTED = define_notice("questions-suggested", _("Sent as a suggestion. Each can be left without a reason."))
YES = define_notice("questions-yes", _("Thank you. You can stop at any time."))
NOT_NOW = define_notice("questions-not-now", _("That is fine. Nobody asks why."))


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    stored = battery_of(request.keyholder, episode)
    instruments = assignable_in(request.keyholder, episode)
    version = stored.version if stored else 0
    chosen = {each.instrument: each.every for each in stored.document.items} if stored else {}
    ready = READY.get(request.POST.get("ready", ""))
    sent = request.POST if request.method == "POST" and ready is None else None
    form = SuggestForm(sent, instruments=instruments, chosen=ready.items if ready else chosen, version=version)
    if sent is not None and form.is_valid():
        try:
            suggest(episode=episode, items=form.items(), version=form.cleaned_data["version"], now=timezone.now())
        except Refused as error:
            typed = request.POST.copy()
            typed["version"] = str(version)
            form = SuggestForm(typed, instruments=instruments, chosen=chosen, version=version)
            form.add_error(None, str(error))
        else:
            return notify(redirect("assessments:start", space), SUGGESTED)
    replies = {each.instrument: each.reply for each in stored.document.items} if stored else {}
    context = {"episode": episode, "form": form, "ready": READY, "replies": replies}
    return render(request, "assessments/suggestions.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def reply(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return redirect("assessments:start", space)
    try:
        answer_suggestion(episode=episode, **form.cleaned_data, now=timezone.now())
    except Refused:
        return redirect("assessments:start", space)  # taken back, or at another pace now: the page shows how it is
    return notify(redirect("assessments:start", space), YES if form.cleaned_data["reply"] is Reply.YES else NOT_NOW)
