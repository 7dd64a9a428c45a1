"""Targets, the log that the room's page keeps, how a session ends, and how it was the day after."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.core.emdr import stands_still
from stillroom.emdr import needs
from stillroom.emdr.documents import After, Ahead, SetSession
from stillroom.emdr.forms import AfterForm, ClosureForm, SetForm, TargetForm
from stillroom.emdr.working import (
    close_session,
    keep_set,
    keep_target,
    numbers_of,
    sessions_of,
    targets_of,
    tell_after,
)
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role, fields_of
from stillroom.vault.records import Stored

KEPT = define_notice("sides-target", _("Kept. Both of you can read it, and nobody else."))
ENDED = define_notice("sides-ended", _("Closed. Tomorrow their start page asks how it was."))
SAID = define_notice("sides-after", _("Kept. Your therapist can read it. Nobody watches it day and night."))


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def new_target(request: KeyholderRequest, space: UUID) -> HttpResponse:
    return _target(request, episode_of(request.keyholder, space), None)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    return _target(request, episode_of(request.keyholder, space), record)


def _target(request: KeyholderRequest, episode: CareEpisode, record: UUID | None) -> HttpResponse:
    stored = next((each for each in targets_of(request.keyholder, episode) if each.id == record), None)
    if record is not None and stored is None:
        raise Hidden
    first = {**fields_of(stored.document), "version": stored.version} if stored else None
    form = TargetForm(request.POST) if request.method == "POST" else TargetForm(initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            keep_target(
                episode=episode,
                target=form.target,
                record=record,
                version=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            )
            return notify(redirect("emdr:overview", episode.id), KEPT)
        except Refused as error:
            form.add_error(None, str(error))
    context = {"episode": episode, "form": form, "stored": stored}
    return render(request, "emdr/target.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def log(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """The room's page, after each set: 204, or 409 with why."""
    episode, form = episode_of(request.keyholder, space), SetForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=HTTPStatus.UNPROCESSABLE_ENTITY)
    known = {each.id for each in targets_of(request.keyholder, episode)}
    chosen = form.cleaned_data["target"]
    try:
        keep_set(
            keyholder=request.keyholder,
            episode=episode,
            record=form.cleaned_data["record"],
            target=chosen if chosen in known else None,
            done=form.done,
            now=timezone.now(),
        )
    except Refused as error:
        return HttpResponse(str(error), status=HTTPStatus.CONFLICT, content_type="text/plain")
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    """The log of one session for both; its therapist closes it here."""
    episode = episode_of(request.keyholder, space)
    stored = next((each for each in sessions_of(request.keyholder, episode) if each.id == record), None)
    if stored is None or (request.method == "POST" and request.profile.role is not Role.THERAPIST):
        raise Hidden
    form = ClosureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_session(episode=episode, record=record, closure=form.closure, now=timezone.now())
            return notify(redirect("emdr:session", space, record), ENDED)
        except Refused as error:
            form.add_error(None, str(error))
    return _session_page(request, episode, stored, form)


def _session_page(
    request: KeyholderRequest, episode: CareEpisode, stored: Stored[SetSession], form: ClosureForm
) -> HttpResponse:
    names = {each.id: each.document.label for each in targets_of(request.keyholder, episode)}
    sets = stored.document.sets
    context = {
        "episode": episode,
        "stored": stored,
        "form": form if request.profile.role is Role.THERAPIST and stored.document.stop is None else None,
        "target": names.get(stored.document.target) if stored.document.target else None,
        "ends": needs.ENDS,
        "channels": needs.CHANNELS,
        "directions": needs.DIRECTIONS,
        "still": stands_still(numbers_of(sets)),
        "done": [
            label
            for name, label in needs.CLOSINGS.items()
            if stored.document.closure and getattr(stored.document.closure, name)
        ],
    }
    return render(request, "emdr/session.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def after(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """How it was since: everything may be left out."""
    episode, now = episode_of(request.keyholder, space), timezone.now()
    ahead = cover_of(episode.space).get(Ahead)
    if ahead is None or ahead.after is None:
        return redirect("emdr:overview", space)
    form = AfterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            tell_after(episode=episode, after=After(session=ahead.after, **form.cleaned_data), now=now)
            return notify(redirect("emdr:overview", space), SAID)
        except Refused as error:
            form.add_error(None, str(error))
    return render(request, "emdr/after.html", {"episode": episode, "form": form}, status=422 if form.errors else 200)
