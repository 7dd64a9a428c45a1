"""A therapist's notes of sessions: what is to be signed, one note, and what was added to it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.drafting import draft_kept
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.core.minimum.asking import Place, places_in
from stillroom.notes.actions import SignedAlready, add_to_note, keep_note, sign_note, write_as
from stillroom.notes.beginning import first_words
from stillroom.notes.documents import Note
from stillroom.notes.forms import FORMS, AddendumForm, NoteForm, fields_of_note, headings_in, named_parts
from stillroom.notes.queries import Session, recent_of, session_of, sessions_of, shown_in, shown_of
from stillroom.notes.questions import ASKED, QUESTIONS, are_new, questions_of
from stillroom.vault.documents import Role

SIGNED = define_notice("note-signed", _("Signed. It is part of the record now."))
ADDED = define_notice("note-added-to", _("Added, with today's date."))


@signed_in(Role.THERAPIST)
@require_safe
def notes(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    sessions = sessions_of(request.keyholder, found, timezone.now())
    shown = {each.document.note.session for each in shown_of(request.keyholder, found)}
    return render(request, "notes/notes.html", {"episode": found, "sessions": sessions, "shown": shown})


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def note(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    now, found = timezone.now(), episode_of(request.keyholder, space)
    session = session_of(request.keyholder, found, record, now)
    first = first_words(request.keyholder, found, session, request.profile.zone, now)
    if request.method == "GET":
        if session.note is not None:
            return _signed_page(request, found, session, AddendumForm())
        shown: Note = session.draft.document if session.draft else first
        fields = fields_of_note(shown, request.profile.zone)
        return _page(request, found, session, NoteForm(initial=fields, headings=shown.headings))
    form = NoteForm(request.POST, headings=headings_in(request.POST, first.headings))
    if not form.is_valid():
        return _page(request, found, session, form)
    written = form.note(first, request.profile.zone)
    try:
        if "as" in request.POST:
            return _written_as(request, found, session, first, written)
        places = questions_of(written, first, _known(request, found))
        if session.note is None and are_new(places, request.POST.getlist(ASKED)):
            keep_note(keyholder=request.keyholder, episode=found, note=written, now=now)
            return _page(request, found, session, form, places)
        sign_note(keyholder=request.keyholder, episode=found, note=written, now=now)
    except SignedAlready as error:
        typed = AddendumForm({"text": "\n\n".join(written.written)})
        typed.add_error(None, str(error))
        return _signed_page(request, found, session_of(request.keyholder, found, record, now), typed)
    except Refused as error:
        form.add_error(form.parts[0].name, str(error))
        return _page(request, found, session, form)
    return notify(redirect("home:today"), SIGNED)


def _written_as(
    request: KeyholderRequest, found: CareEpisode, session: Session, first: Note, written: Note
) -> HttpResponse:
    """The same note under other headings."""
    untouched = replace(written, headings=first.headings, said=first.said) == first and not written.written
    write_as(
        keyholder=request.keyholder,
        episode=found,
        note=written,
        headings=headings_in(request.POST, written.headings, "as"),
        begun=session.draft is not None or not untouched,
        now=timezone.now(),
    )
    return redirect("notes:note", found.id, session.stored.id)


def _known(request: KeyholderRequest, found: CareEpisode) -> tuple[str, ...]:
    """Who may be named in a note: the two whom it is about."""
    return (found.other_called, request.profile.called)


Places = Sequence[Place]


def _page(
    request: KeyholderRequest, found: CareEpisode, session: Session, form: NoteForm, places: Places = ()
) -> HttpResponse:
    context = {
        "episode": found,
        "session": session,
        "form": form,
        "others": [(code, name) for code, name in FORMS if code is not form.headings],
        "name": dict(FORMS)[form.headings],
        "places": places,
        "questions": QUESTIONS,
    }
    return render(request, "notes/note.html", context, status=422 if form.errors else 200)


def _signed_page(
    request: KeyholderRequest, found: CareEpisode, session: Session, form: AddendumForm, places: Places = ()
) -> HttpResponse:
    context = {
        "episode": found,
        "session": session,
        "form": form,
        "parts": named_parts(session.note.document) if session.note else (),
        "shown": shown_in(request.keyholder, found, session),
        "places": places,
        "questions": QUESTIONS,
    }
    return render(request, "notes/signed.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def draft(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    """Keeps what is being typed, sealed among the therapist's own notes; 409 for a note that is signed by now."""
    now, found = timezone.now(), episode_of(request.keyholder, space)
    session = session_of(request.keyholder, found, record, now)
    zone = request.profile.zone
    first = first_words(request.keyholder, found, session, zone, now)
    form = NoteForm(request.POST, headings=headings_in(request.POST, first.headings))
    if form.is_valid():
        written = form.note(first, zone)
        try:
            keep_note(keyholder=request.keyholder, episode=found, note=written, now=now)
        except SignedAlready:
            return HttpResponse(status=409)
    return draft_kept(request, "notes:note", space, record)


@signed_in(Role.THERAPIST)
@require_POST
def more(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    now, found = timezone.now(), episode_of(request.keyholder, space)
    session, form = session_of(request.keyholder, found, record, now), AddendumForm(request.POST)
    if session.note is None:
        return redirect("notes:note", space, record)
    if not form.is_valid():
        return _signed_page(request, found, session, form)
    places = places_in(form.cleaned_data["text"], _known(request, found))
    if are_new(places, request.POST.getlist(ASKED)):
        return _signed_page(request, found, session, form, places)
    add_to_note(keyholder=request.keyholder, episode=found, session=record, now=now, **form.cleaned_data)
    return notify(redirect("notes:note", space, record), ADDED)


@episode_part
def notes_part(look: Look) -> Part | None:
    """The way to the notes, for the therapist alone."""
    if look.episode.space.role is not Role.THERAPIST or look.episode.episode.state not in ("active", "ended"):
        return None
    return Part("notes/_part.html", recent_of(look.keyholder, look.episode, look.now))
