"""Looking at what was done, sharing one entry and taking it back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import episode_of, episodes_of, in_care
from stillroom.safety.marks import Ask
from stillroom.safety.queries import help_with
from stillroom.toolkit.actions import remove_entry, share_entry, take_copy_back
from stillroom.toolkit.copies import flags_in
from stillroom.toolkit.documents import Entry
from stillroom.toolkit.forms import ShareForm
from stillroom.toolkit.queries import entries_of, entry_of, shared_entry_of, shared_of
from stillroom.toolkit.reading import read_entry, since
from stillroom.toolkit.shelves import definition_of, shelf, words_of
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored

SHARED = define_notice("tried-shared", _("Shared. You can take it back at any time."))
BACK = define_notice("tried-back", _("Taken back. It had not been opened."))
BACK_READ = define_notice("tried-back-read", _("Taken back. It may have been read before."))
WIPED = define_notice("tried-wiped", _("Wiped from your journal."))


@episode_part
def newest_shared(look: Look) -> Part | None:
    """The therapist's page of an episode says what was shared last."""
    if look.profile.role is not Role.THERAPIST:
        return None
    found = shared_of(look.keyholder, look.episode)[:3]
    return Part("toolkit/_shared.html", [(each, read_entry(each.document)) for each in found]) if found else None


@signed_in(Role.CLIENT)
@require_safe
def entry(request: KeyholderRequest, record: UUID) -> HttpResponse:
    return entry_page(request, entry_of(request.keyholder, record))


def entry_page(request: KeyholderRequest, stored: Stored[Entry], form: ShareForm | None = None) -> HttpResponse:
    people, known = _people(request.keyholder, stored.document), _labels(request.keyholder)
    definition = shelf().get(stored.document.exercise)
    older = _before(request.keyholder, stored) if definition and definition.versioned else None
    context = {
        "stored": stored,
        "read": read_entry(stored.document),
        "definition": definition,
        "older": older,
        "then_title": words_of(shelf()[definition.then]).title if definition and definition.then else "",
        "since": since(definition, older.document, stored.document) if definition and older else (),
        "older_read": read_entry(older.document) if older and definition and definition.drawn else None,
        "form": form or (ShareForm(people) if people else None),
        "copies": [(copy, known.get(copy.space, "")) for copy in stored.document.copies],
    }
    return render(request, "toolkit/entry.html", context, status=422 if form and form.errors else 200)


def _before(keyholder: Keyholder, stored: Stored[Entry]) -> Stored[Entry] | None:
    """The version before this one."""
    same = (each for each in entries_of(keyholder) if each.document.exercise == stored.document.exercise)
    return next((each for each in same if (each.at, each.id) < (stored.at, stored.id)), None)


def _labels(keyholder: Keyholder) -> dict[UUID, str]:
    return {cover.space: cover.label for cover in episodes_of(keyholder)}


def _people(keyholder: Keyholder, entry: Entry) -> dict[str, str]:
    shared = {copy.space for copy in entry.copies}
    return {str(cover.space): cover.label for cover in in_care(keyholder) if cover.space not in shared}


@signed_in(Role.CLIENT)
@require_POST
def share(request: KeyholderRequest, record: UUID) -> HttpResponse:
    stored = entry_of(request.keyholder, record)
    form = ShareForm(_people(request.keyholder, stored.document), request.POST)
    if not form.is_valid():
        return entry_page(request, stored, form)
    now, look = timezone.now(), form.cleaned_data["look"]
    episode = episode_of(request.keyholder, UUID(form.cleaned_data["space"]))
    definition = definition_of(request.keyholder, stored.document.exercise)
    keyholder = request.keyholder
    try:
        share_entry(keyholder=keyholder, episode=episode, definition=definition, record=record, look=look, now=now)
    except Refused as error:
        form.add_error(None, str(error))
        return entry_page(request, stored, form)
    onward = reverse("toolkit:entry", args=[record])
    raised = flags_in(definition, stored.document.answers)
    if look is Ask.NOT and not raised:
        return notify(redirect(onward), SHARED)
    help_ = help_with(request.keyholder, episode, now, request.profile.zone, raised, told=True)
    return render(request, "toolkit/help.html", {"help_now": help_, "onward": onward})


@signed_in(Role.CLIENT)
@require_POST
def unshare(request: KeyholderRequest, record: UUID, space: UUID) -> HttpResponse:
    seen = take_copy_back(keyholder=request.keyholder, record=record, space=space, now=timezone.now())
    return notify(redirect("toolkit:entry", record), BACK_READ if seen else BACK)


@signed_in(Role.CLIENT)
@require_POST
def remove(request: KeyholderRequest, record: UUID) -> HttpResponse:
    remove_entry(keyholder=request.keyholder, record=record, now=timezone.now())
    return notify(redirect("toolkit:tools"), WIPED)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_safe
def shared(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    """One copy, for both of the two. Raises Hidden once it was taken back."""
    episode = episode_of(request.keyholder, space)
    stored = shared_entry_of(request.keyholder, episode, record)
    note_look(keyholder=request.keyholder, space=episode.space, kinds=["toolkit.shared"], now=timezone.now())
    context = {"episode": episode, "stored": stored, "read": read_entry(stored.document)}
    return render(request, "toolkit/shared.html", context)
