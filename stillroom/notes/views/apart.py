"""Psychotherapy notes: the list of them, and one that is saved while it is typed."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.notices import define_notice, notify
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.notes.actions import ChangedElsewhere, begin_apart, change_apart, remove_apart
from stillroom.notes.documents import PsychotherapyNote
from stillroom.notes.forms import ApartForm
from stillroom.notes.queries import apart_of, apart_space
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored, read

SAVED = define_notice("apart-saved", _("Saved. Only you can open it."))
GONE = define_notice("apart-gone", _("Deleted, for good."))


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def apart(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    if request.method == "POST":
        begun = begin_apart(keyholder=request.keyholder, episode=found, now=timezone.now())
        return redirect("notes:apart_note", space, begun.id)
    return render(request, "notes/apart.html", {"episode": found, "notes": apart_of(request.keyholder, found)})


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def apart_note(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    stored = _stored(request, found, record)
    if request.method == "GET":
        return _page(request, found, stored, ApartForm(initial={"text": stored.document.text, **_newest(stored)}))
    form = ApartForm(request.POST)
    if not form.is_valid():
        return _page(request, found, stored, form)
    try:
        _change(request, found, record, form)
    except ChangedElsewhere as error:
        kept = _stored(request, found, record)
        form = ApartForm({**form.cleaned_data, **_newest(kept)})
        form.add_error(None, str(error))
        return _page(request, found, kept, form, kept.document.text)
    return notify(redirect("notes:apart_note", space, record), SAVED)


def _stored(request: KeyholderRequest, found: CareEpisode, record: UUID) -> Stored[PsychotherapyNote]:
    return read(apart_space(request.keyholder, found), PsychotherapyNote, record)


def _newest(stored: Stored[PsychotherapyNote]) -> dict[str, object]:
    return {"version": stored.version}


def _change(request: KeyholderRequest, found: CareEpisode, record: UUID, form: ApartForm) -> None:
    given = form.cleaned_data
    change_apart(
        keyholder=request.keyholder,
        episode=found,
        record=record,
        text=given["text"],
        version=given["version"],
        window=str(given["window"]),
        now=timezone.now(),
    )


def _page(
    request: KeyholderRequest,
    found: CareEpisode,
    stored: Stored[PsychotherapyNote],
    form: ApartForm,
    kept: str = "",
) -> HttpResponse:
    context = {"episode": found, "stored": stored, "form": form, "kept": kept}
    return render(request, "notes/apart_note.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def apart_keep(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    """Saves what is being typed; 409 where another window has saved other words, and 404 for one that is deleted."""
    found, form = episode_of(request.keyholder, space), ApartForm(request.POST)
    _stored(request, found, record)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        _change(request, found, record, form)
    except ChangedElsewhere:
        return HttpResponse(status=409)
    return HttpResponse(status=204)


@signed_in(Role.THERAPIST)
@require_POST
def apart_drop(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    remove_apart(keyholder=request.keyholder, episode=found, record=record, now=timezone.now())
    return notify(redirect("notes:apart", space), GONE)
