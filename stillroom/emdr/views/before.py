"""Before sets of left and right: where it stands, the client's questions, the therapist's list."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.emdr import needs
from stillroom.emdr.actions import ask_body, close, sign, tell_body
from stillroom.emdr.documents import Ahead
from stillroom.emdr.forms import BodyForm, ReadinessForm
from stillroom.emdr.queries import standing_of
from stillroom.emdr.working import afters_of, sessions_of, targets_of
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role, fields_of

ASKED = define_notice("sides-asked", _("Asked. They find it on their start page."))
TOLD = define_notice("sides-told", _("Kept. Your therapist can read it, and you can change it."))
SIGNED = define_notice("sides-signed", _("Signed. It is open in the room from now on."))
SHUT = define_notice("sides-shut", _("Closed. Nothing can be started in the room now."))


@episode_part
def where_it_stands(look: Look) -> Part | None:
    """A client's page of an episode leads there once their therapist has asked; a therapist's to what is not closed."""
    ahead = cover_of(look.episode.space).get(Ahead)
    if ahead is None:
        return None
    if look.profile.role is Role.CLIENT:
        return Part("emdr/_part.html", ahead)
    return Part("emdr/_unclosed.html", ahead) if ahead.unclosed else None


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_safe
def overview(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode, now = episode_of(request.keyholder, space), timezone.now()
    standing = standing_of(request.keyholder, episode, now)
    afters = afters_of(request.keyholder, episode)
    looked_at = [kind for kind, there in (("emdr.body", standing.body), ("emdr.after", afters)) if there]
    if request.profile.role is Role.THERAPIST and looked_at:
        note_look(keyholder=request.keyholder, space=episode.space, kinds=looked_at, now=now)
    context = {
        "episode": episode,
        "standing": standing,
        "asked": cover_of(episode.space).get(Ahead),
        "needs": needs.NEEDS,
        "locks": [needs.LOCKS[lock] for lock in standing.locks],
        "questions": needs.BODY,
        "targets": targets_of(request.keyholder, episode),
        "statuses": needs.STATUSES,
        "sessions": sessions_of(request.keyholder, episode),
        "afters": afters,
    }
    return render(request, "emdr/overview.html", context)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def body(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode, now = episode_of(request.keyholder, space), timezone.now()
    if request.method != "POST":
        stored = standing_of(request.keyholder, episode, now).body
        return _body_page(request, episode, BodyForm(initial=fields_of(stored.document) if stored else None))
    form = BodyForm(request.POST)
    if form.is_valid():
        try:
            tell_body(episode=episode, body=form.body, now=now)
            return notify(redirect("emdr:overview", space), TOLD)
        except Refused as error:
            form.add_error(None, str(error))
    return _body_page(request, episode, form)


def _body_page(request: KeyholderRequest, episode: CareEpisode, form: BodyForm) -> HttpResponse:
    return render(request, "emdr/body.html", {"episode": episode, "form": form}, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def ask(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    try:
        ask_body(episode=episode, now=timezone.now())
    except Refused:  # it ended a moment ago: the page says so
        return redirect("emdr:overview", space)
    return notify(redirect("emdr:overview", space), ASKED)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def readiness(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode, now = episode_of(request.keyholder, space), timezone.now()
    form = ReadinessForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sign(
                keyholder=request.keyholder,
                episode=episode,
                checked=form.checked,
                assessment=form.cleaned_data["assessment"],
                safety=form.cleaned_data["safety"],
                now=now,
            )
            return notify(redirect("emdr:overview", space), SIGNED)
        except Refused as error:
            form.add_error(None, str(error))
    context = {
        "episode": episode,
        "form": form,
        "standing": standing_of(request.keyholder, episode, now),
        "questions": needs.BODY,
    }
    return render(request, "emdr/readiness.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def shut(request: KeyholderRequest, space: UUID) -> HttpResponse:
    close(episode=episode_of(request.keyholder, space), now=timezone.now())
    return notify(redirect("emdr:overview", space), SHUT)
