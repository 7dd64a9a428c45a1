"""The list of exercises, looking for one that fits, and doing it."""

from collections.abc import Mapping

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
from stillroom.base.ids import new_id
from stillroom.base.notices import define_notice, notify
from stillroom.core.exercises.rows import unpacked
from stillroom.safety.queries import help_now
from stillroom.toolkit.actions import keep_entry, keep_in_front
from stillroom.toolkit.checks import checks_of
from stillroom.toolkit.copies import flags_in
from stillroom.toolkit.definition import GROUPS, Definition, Kind, Words
from stillroom.toolkit.documents import Entry
from stillroom.toolkit.forms import EntryForm, FindForm, initial_of, typed_names
from stillroom.toolkit.helped import what_helped
from stillroom.toolkit.looking import fitting, is_grave
from stillroom.toolkit.queries import SAFETY_PLAN, entries_of, favourites_of, opened_for, said_with
from stillroom.toolkit.reading import charted, read_entry
from stillroom.toolkit.shelves import definition_of, shelf, words_of
from stillroom.toolkit.views.entries import entry_page
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored

KEPT = define_notice("tried-kept", _("Kept in your journal. Nobody else can open it."))
TITLES = {
    "think": _("Thoughts"),
    "do": _("Doing"),
    "feel": _("Feelings and old fear"),
    "limits": _("Limits and other people"),
    "self": _("How you see yourself"),
    "rest": _("Rest and work"),
}
for _name in shelf():
    define_draft(f"toolkit.{_name}", title=_("An exercise you began"), page="toolkit:tools")

Known = tuple[Definition, Words]
Entries = tuple[Stored[Entry], ...]


@signed_in(Role.CLIENT)
@require_safe
def tools(request: KeyholderRequest) -> HttpResponse:
    """All exercises, those kept in front first, and what helped last time."""
    entries, front = entries_of(request.keyholder), favourites_of(request.keyholder)
    known, closed = _known(request.keyholder)
    helped = what_helped(entries, [each.name for each, _words in known if each.eases])
    context = {
        "find": FindForm(),
        "front": [pair for name in front for pair in known if pair[0].name == name],
        "groups": [(TITLES[group], [pair for pair in known if pair[0].group == group]) for group in GROUPS],
        "closed": closed,
        "checks": checks_of(request.keyholder, timezone.now()),
        "helped": helped,
        "helped_words": words_of(shelf()[helped.exercise]) if helped else None,
        "entries": [(each, read_entry(each.document)) for each in entries[:10]],
    }
    return render(request, "toolkit/tools.html", context)


def _known(keyholder: Keyholder) -> tuple[list[Known], list[Known]]:
    """By title: what can be done, and what a therapist has to open first."""
    opened = opened_for(keyholder)
    pairs = [(each, words_of(each)) for each in shelf().values()]
    can = [pair for pair in pairs if not pair[0].opened_by_therapist or pair[0].name in opened]
    return can, [pair for pair in pairs if pair not in can]


@signed_in(Role.CLIENT)
@require_POST
def find(request: KeyholderRequest) -> HttpResponse:
    """By POST, so that no address keeps what was typed; it is kept nowhere."""
    form = FindForm(request.POST)
    typed = form.cleaned_data["words"] if form.is_valid() else ""
    context = {"find": form, "typed": typed, "found": fitting(typed)[:6], "is_grave": is_grave(typed)}
    return render(request, "toolkit/find.html", context)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def do(request: KeyholderRequest, name: str) -> HttpResponse:
    definition, entries = definition_of(request.keyholder, name), entries_of(request.keyholder)
    if request.method != "POST":
        if definition.opened_by_therapist and name not in opened_for(request.keyholder):
            context = {"words": words_of(definition), "before": _before(entries, definition)}
            return render(request, "toolkit/closed.html", context)
        draft = draft_of(request.keyholder, f"toolkit.{name}", None)
        first = _half_typed(draft.document.fields) if draft else _last_words(entries, definition)
        return _do_page(request, definition, entries, _form(entries, definition, initial=first))
    if request.POST.get("more") is not None:  # without scripts: the same page with more lines, and nothing kept yet
        return _do_page(request, definition, entries, _form(entries, definition, initial=_typed(definition, request)))
    # Closed while somebody was writing, it still keeps what they wrote: it is their own journal.
    form = _form(entries, definition, request.POST)
    if not form.is_valid():
        return _do_page(request, definition, entries, form)
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


def _before(entries: Entries, definition: Definition) -> list[Stored[Entry]]:
    """Times before, newest first."""
    return [each for each in entries if each.document.exercise == definition.name]


def _form(entries: Entries, definition: Definition, *args: object, **kwargs: object) -> EntryForm:
    picks = {each.id: _rows_of(entries, *each.source) for each in definition.fields if each.kind is Kind.PICKED}
    return EntryForm(*args, definition=definition, words=words_of(definition), picks=picks, **kwargs)


def _rows_of(entries: Entries, exercise: str, field: str) -> tuple[str, ...]:
    """What the newest entry of another exercise has in the first cells of its lines."""
    source = shelf()[exercise]
    last = next(iter(_before(entries, source)), None)
    if last is None:
        return ()
    first = source.field_of(field).columns[0].own
    rows = unpacked(last.document.answers.get(field, ""))
    return tuple(dict.fromkeys(row[first] for row in rows if row.get(first)))


def _last_words(entries: Entries, definition: Definition) -> dict[str, object] | None:
    """What a new version begins with."""
    last = next(iter(_before(entries, definition)), None) if definition.versioned else None
    return None if last is None else initial_of(definition, last.document.answers)


@signed_in(Role.CLIENT)
@require_safe
def plan(request: KeyholderRequest) -> HttpResponse:
    """One tap from every page: the newest version, or where one begins."""
    definition, entries = definition_of(request.keyholder, SAFETY_PLAN), entries_of(request.keyholder)
    if before := _before(entries, definition):
        return entry_page(request, before[0])
    return _do_page(request, definition, entries, _form(entries, definition))


def _half_typed(fields: Mapping[str, str]) -> dict[str, object]:
    """Several choices are kept in one line."""
    return {name: value.split("\x1f") if "\x1f" in value else value for name, value in fields.items()}


def _typed(definition: Definition, request: KeyholderRequest) -> dict[str, object]:
    """As it stands on the page, also what could not be kept like that."""
    return {
        "record": request.POST.get("record", ""),
        **{
            name: request.POST.getlist(name) if len(request.POST.getlist(name)) > 1 else request.POST[name]
            for name in typed_names(definition, request.POST)
        },
    }


def _do_page(request: KeyholderRequest, definition: Definition, entries: Entries, form: EntryForm) -> HttpResponse:
    words, before = words_of(definition), _before(entries, definition)
    points = [
        (each.at, value) for each in reversed(before) if (value := charted(definition, each.document)) is not None
    ]
    context = {
        "definition": definition,
        "words": words,
        "form": form,
        "before": before,
        "points": points,
        "charted": {**words.labels, **words.worked}.get(definition.charts),
        "said_to_me": said_with(request.keyholder, definition.name) if definition.opened_by_therapist else (),
        "in_front": definition.name in favourites_of(request.keyholder),
    }
    return render(request, "toolkit/do.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def draft(request: KeyholderRequest, name: str) -> HttpResponse:
    definition = definition_of(request.keyholder, name)
    names = typed_names(definition, request.POST)
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
