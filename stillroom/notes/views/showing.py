"""Notes that are shown to the client: what their therapist presses, and what the client reads and writes."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import episode_of
from stillroom.notes.actions import show_note, stop_showing, write_about
from stillroom.notes.forms import AboutForm, named_parts
from stillroom.notes.queries import shown_before, shown_note, shown_of
from stillroom.vault.documents import Role

SHOWN = define_notice("note-shown", _("They can read it now, and are told so in your messages."))
STOPPED = define_notice("note-not-shown", _("They cannot read it any more, and are told so in your messages."))
SENT = define_notice("note-about", _("Sent. It is in your messages."))


@signed_in(Role.THERAPIST)
@require_POST
def show(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    show_note(keyholder=request.keyholder, episode=found, session=record, now=timezone.now())
    return notify(redirect("notes:note", space, record), SHOWN)


@signed_in(Role.THERAPIST)
@require_POST
def stop(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    stop_showing(keyholder=request.keyholder, episode=found, session=record, now=timezone.now())
    return notify(redirect("notes:note", space, record), STOPPED)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "POST"])
def shown(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    """What the client reads, with a place to write about it."""
    now, found = timezone.now(), episode_of(request.keyholder, space)
    stored = shown_note(request.keyholder, found, record)
    form = AboutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            write_about(keyholder=request.keyholder, episode=found, session=record, now=now, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return notify(redirect("notes:shown", space, record), SENT)
    note_look(keyholder=request.keyholder, space=found.space, kinds=["notes.shown"], now=now)
    note = stored.document.note
    context = {"episode": found, "shown": stored.document, "note": note, "parts": named_parts(note), "form": form}
    return render(request, "notes/shown.html", context, status=422 if form.errors else 200)


@episode_part
def shown_part(look: Look) -> Part | None:
    """For the client: the notes they may read, and which they could read for a while."""
    if look.episode.space.role is not Role.CLIENT:
        return None
    now = shown_of(look.keyholder, look.episode)
    before = shown_before(look.keyholder, look.episode)
    return Part("notes/_shown_part.html", {"now": now, "before": before}) if now or before else None
