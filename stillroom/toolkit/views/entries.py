"""Doing an exercise, looking at what was done, sharing one entry and taking it back."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.drafting import define_draft, draft_kept
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Refused
from stillroom.base.ids import new_id
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.documents import Standing, State
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import episode_of, episodes_of
from stillroom.safety.marks import Ask
from stillroom.safety.queries import help_now, help_with
from stillroom.toolkit.actions import (
    keep_entry,
    keep_in_front,
    remove_entry,
    share_entry,
    take_copy_back,
)
from stillroom.toolkit.copies import flags_in
from stillroom.toolkit.definition import GROUPS, Definition
from stillroom.toolkit.documents import Entry
from stillroom.toolkit.forms import EntryForm, ShareForm
from stillroom.toolkit.helped import what_helped
from stillroom.toolkit.queries import (
    entries_of,
    entry_of,
    favourites_of,
    newest_of,
    shared_entry_of,
    shared_of,
)
from stillroom.toolkit.reading import read_entry
from stillroom.toolkit.shelves import definition_of, shelf, words_of
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored

SAFETY_PLAN = "safety-plan"
KEPT = define_notice("tried-kept", _("Kept in your journal. Nobody else can open it."))
SHARED = define_notice("tried-shared", _("Shared. You can take it back at any time."))
BACK = define_notice("tried-back", _("Taken back. It had not been opened."))
BACK_READ = define_notice("tried-back-read", _("Taken back. It may have been read before."))
WIPED = define_notice("tried-wiped", _("Wiped from your journal."))
TITLES = {
    "think": _("Thoughts"),
    "do": _("Doing"),
    "feel": _("Feelings and old fear"),
    "limits": _("Limits and other people"),
    "self": _("How you see yourself"),
    "rest": _("Rest"),
}
for _name in shelf():
    define_draft(f"toolkit.{_name}", title=_("An exercise you began"), page="toolkit:tools")


@episode_part
def newest_shared(look: Look) -> Part | None:
    """The therapist's page of an episode says what was shared last."""
    if look.profile.role is not Role.THERAPIST:
        return None
    found = shared_of(look.keyholder, look.episode)[:3]
    return Part("toolkit/_shared.html", [(each, read_entry(each.document)) for each in found]) if found else None


@signed_in(Role.CLIENT)
@require_safe
def tools(request: KeyholderRequest) -> HttpResponse:
    """All exercises, those kept in front first, and what helped last time."""
    entries, front = entries_of(request.keyholder), favourites_of(request.keyholder)
    known = [(each, words_of(each)) for each in shelf().values()]
    helped = what_helped(entries, [each.name for each, _words in known if each.eases])
    context = {
        "front": [pair for name in front for pair in known if pair[0].name == name],
        "groups": [(TITLES[group], [pair for pair in known if pair[0].group == group]) for group in GROUPS],
        "helped": helped,
        "helped_words": words_of(shelf()[helped.exercise]) if helped else None,
        "entries": [(each, read_entry(each.document)) for each in entries[:10]],
    }
    return render(request, "toolkit/tools.html", context)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: KeyholderRequest, name: str) -> HttpResponse:
    definition = definition_of(request.keyholder, name)
    words = words_of(definition)
    if request.method != "POST":
        draft = draft_of(request.keyholder, f"toolkit.{name}", None)
        first = _half_typed(draft.document.fields) if draft else _last_words(request.keyholder, definition)
        form = EntryForm(initial=first, definition=definition, words=words)
        return _do_page(request, definition, form)
    form = EntryForm(request.POST, definition=definition, words=words)
    if not form.is_valid():
        return _do_page(request, definition, form)
    now = timezone.now()
    record = form.cleaned_data["record"] or new_id()
    stored = keep_entry(keyholder=request.keyholder, entry=form.entry, record=record, now=now)
    drop_draft(keyholder=request.keyholder, form=f"toolkit.{name}", about=None, now=now)
    onward = reverse("toolkit:entry", args=[stored.id])
    if not flags_in(definition, stored.document.answers):
        return notify(redirect(onward), KEPT)
    # Help comes with the answer to this very request; a journal of one's own tells nobody, and the page says so.
    context = {"help_now": help_now(request, now, request.profile.zone), "onward": onward}
    return render(request, "toolkit/help.html", context)


def _last_words(keyholder: Keyholder, definition: Definition) -> dict[str, object] | None:
    """What a new version begins with."""
    last = newest_of(keyholder, definition.name) if definition.versioned else None
    return None if last is None else {f"f_{name}": value for name, value in last.document.answers.items()}


@signed_in(Role.CLIENT)
@require_safe
def plan(request: KeyholderRequest) -> HttpResponse:
    """One tap from every page: the newest version, or where one begins."""
    last = newest_of(request.keyholder, SAFETY_PLAN)
    if last is not None:
        return _entry_page(request, last)
    definition = definition_of(request.keyholder, SAFETY_PLAN)
    return _do_page(request, definition, EntryForm(definition=definition, words=words_of(definition)))


def _half_typed(fields: Mapping[str, str]) -> dict[str, object]:
    """Several choices are kept in one line."""
    return {name: value.split("\x1f") if "\x1f" in value else value for name, value in fields.items()}


def _do_page(request: KeyholderRequest, definition: Definition, form: EntryForm) -> HttpResponse:
    before = [each for each in entries_of(request.keyholder) if each.document.exercise == definition.name]
    context = {
        "definition": definition,
        "words": words_of(definition),
        "form": form,
        "before": before,
        "in_front": definition.name in favourites_of(request.keyholder),
    }
    return render(request, "toolkit/do.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def draft(request: KeyholderRequest, name: str) -> HttpResponse:
    definition = definition_of(request.keyholder, name)
    names = ["before", "after", *(f"f_{each.id}" for each in definition.fields)]
    fields = {each: "\x1f".join(request.POST.getlist(each)) for each in names if request.POST.get(each)}
    save_draft(
        keyholder=request.keyholder, form=f"toolkit.{definition.name}", about=None, fields=fields, now=timezone.now()
    )
    return draft_kept(request, "toolkit:do", name)


@signed_in(Role.CLIENT)
@require_POST
def front(request: KeyholderRequest, name: str) -> HttpResponse:
    definition = definition_of(request.keyholder, name)
    keep_in_front(
        keyholder=request.keyholder, name=definition.name, front=bool(request.POST.get("front")), now=timezone.now()
    )
    return redirect("toolkit:do", name)


@signed_in(Role.CLIENT)
@require_safe
def entry(request: KeyholderRequest, record: UUID) -> HttpResponse:
    return _entry_page(request, entry_of(request.keyholder, record))


def _entry_page(request: KeyholderRequest, stored: Stored[Entry], form: ShareForm | None = None) -> HttpResponse:
    people, known = _people(request.keyholder, stored.document), _labels(request.keyholder)
    context = {
        "stored": stored,
        "read": read_entry(stored.document),
        "versioned": (known_as := shelf().get(stored.document.exercise)) is not None and known_as.versioned,
        "form": form or (ShareForm(people) if people else None),
        "copies": [(copy, known.get(copy.space, "")) for copy in stored.document.copies],
    }
    return render(request, "toolkit/entry.html", context, status=422 if form and form.errors else 200)


def _labels(keyholder: Keyholder) -> dict[UUID, str]:
    return {cover.space: cover.label for cover in episodes_of(keyholder)}


def _people(keyholder: Keyholder, entry: Entry) -> dict[str, str]:
    shared = {copy.space for copy in entry.copies}
    open_ = (cover for cover in episodes_of(keyholder) if (s := cover.get(Standing)) and s.state is State.ACTIVE)
    return {str(cover.space): cover.label for cover in open_ if cover.space not in shared}


@signed_in(Role.CLIENT)
@require_POST
def share(request: KeyholderRequest, record: UUID) -> HttpResponse:
    stored = entry_of(request.keyholder, record)
    form = ShareForm(_people(request.keyholder, stored.document), request.POST)
    if not form.is_valid():
        return _entry_page(request, stored, form)
    now, look = timezone.now(), form.cleaned_data["look"]
    episode = episode_of(request.keyholder, UUID(form.cleaned_data["space"]))
    definition = definition_of(request.keyholder, stored.document.exercise)
    keyholder = request.keyholder
    try:
        share_entry(keyholder=keyholder, episode=episode, definition=definition, record=record, look=look, now=now)
    except Refused as error:
        form.add_error(None, str(error))
        return _entry_page(request, stored, form)
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
