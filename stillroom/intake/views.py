"""What somebody writes about themselves at the beginning: their chapters, their page, and what the other reads."""

from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from stillroom.accounts.actions import save_draft
from stillroom.accounts.drafting import define_draft, draft_kept
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.intake.actions import (
    begin_sheet,
    change_shares,
    keep_chapter,
    write_formulation,
)
from stillroom.intake.chapters import BY_ID, CHAPTERS, HEADINGS, QUESTIONS, Chapter, after
from stillroom.intake.documents import Mark, Share, Sheet, gathered
from stillroom.intake.forms import BeginForm, ChapterForm, FormulationForm, SharesForm, field_names, half_typed
from stillroom.intake.queries import earlier_of, formulation_of, shared_of, sheet_of
from stillroom.intake.sheets import draft_name, mark_of, progress_of
from stillroom.safety.marks import FLAGS, Ask
from stillroom.safety.passing import carry_flags
from stillroom.safety.queries import help_with
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored

KEPT = define_notice("about-kept", _("Kept. You can change it at any time."))
CHANGED = define_notice("about-changed", _("Changed. It counts from now on."))
UNDERSTOOD = define_notice("about-understood", _("Kept. Both of you can read it."))
for _chapter in CHAPTERS:
    define_draft(draft_name(_chapter), title=_("Something about you"), page="intake:overview")


def _chapter_of(name: str) -> Chapter:
    found = BY_ID.get(name)
    if found is None:
        raise Hidden
    return found


def _sent(request: KeyholderRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def overview(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    if request.profile.role is Role.THERAPIST:
        if request.method == "POST":  # only who writes about themselves chooses who sees it
            raise Hidden
        return _read_page(request, episode)
    form = BeginForm(_sent(request), other=episode.other_called)
    if request.method == "POST" and form.is_valid():
        try:
            begin_sheet(keyholder=request.keyholder, episode=episode, now=timezone.now(), **form.cleaned_data)
            return redirect("intake:overview", space)
        except Refused as error:
            form.add_error(None, str(error))
    return _overview_page(request, episode, form)


def _overview_page(request: KeyholderRequest, episode: CareEpisode, form: BeginForm) -> HttpResponse:
    stored = sheet_of(request.keyholder, episode)
    context = {
        "episode": episode,
        "form": form,
        "sheet": stored.document if stored else None,
        "progress": progress_of(stored.document) if stored else (),
        "can_bring": stored is None and earlier_of(request.keyholder, episode) is not None,
        "formulation": formulation_of(request.keyholder, episode),
    }
    return render(request, "intake/overview.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "POST"])
def chapter(request: KeyholderRequest, space: UUID, chapter: str) -> HttpResponse:
    episode, here = episode_of(request.keyholder, space), _chapter_of(chapter)
    stored = sheet_of(request.keyholder, episode)
    if stored is None:
        return redirect("intake:overview", space)
    if request.method == "GET":
        return _chapter_page(request, episode, _first_form(request, episode, here, stored))
    form = _form(request, episode, here, stored)
    if not form.is_valid():
        return _chapter_page(request, episode, form)
    now = timezone.now()
    try:
        keep_chapter(
            keyholder=request.keyholder,
            episode=episode,
            chapter=here,
            answers=form.answers(now),
            seen=form.cleaned_data["seen"],
            look=form.cleaned_data["look"],
            now=now,
        )
    except Refused as error:
        return _chapter_page(request, episode, _on_todays(request, episode, here, str(error)))
    following = after(here)
    name: str = "intake:overview"
    args: list[object] = [space]
    if following is not None and "stop" not in request.POST:
        name, args = "intake:chapter", [space, following.id]
    onward = reverse(name, args=args)
    if form.cleaned_data["look"] is Ask.NOT:
        return notify(redirect(onward), KEPT)
    # Help comes with the answer to this very request, as with a grave answer to a question.
    carry_flags(keyholder=request.keyholder, now=now)
    help_ = help_with(
        request.keyholder, episode, now, request.profile.zone, FLAGS[form.cleaned_data["look"]], told=True
    )
    return render(request, "intake/marked.html", {"episode": episode, "help_now": help_, "onward": onward})


@signed_in(Role.THERAPIST)
@require_GET
def marked(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    """Leads from a flag to what the client told; it may be changed or taken back since."""
    episode_of(request.keyholder, space)
    return redirect("intake:overview", space)


def _form(request: KeyholderRequest, episode: CareEpisode, here: Chapter, stored: Stored[Sheet]) -> ChapterForm:
    return ChapterForm(request.POST, chapter=here, sheet=stored.document, other=episode.other_called)


def _first_form(request: KeyholderRequest, episode: CareEpisode, here: Chapter, stored: Stored[Sheet]) -> ChapterForm:
    """With what was half typed, here or on another device."""
    form = ChapterForm(None, chapter=here, sheet=stored.document, other=episode.other_called)
    draft = draft_of(request.keyholder, draft_name(here), episode.id)
    if draft is not None:
        form.initial.update(half_typed(here, draft.document.fields))
    return form


def _on_todays(request: KeyholderRequest, episode: CareEpisode, here: Chapter, problem: str) -> ChapterForm:
    """The same words, to be kept again over what was written meanwhile."""
    stored = sheet_of(request.keyholder, episode)
    sheet = stored.document if stored else Sheet(episode.id, Share.PRIVATE)
    typed = request.POST.copy()
    typed["seen"] = mark_of(sheet, here)
    form = ChapterForm(typed, chapter=here, sheet=sheet, other=episode.other_called)
    form.add_error(None, problem)
    return form


def _chapter_page(request: KeyholderRequest, episode: CareEpisode, form: ChapterForm) -> HttpResponse:
    here = form.chapter
    context = {
        "episode": episode,
        "form": form,
        "chapter": here,
        "help_now": help_with(request.keyholder, episode, timezone.now(), request.profile.zone),
        "number": CHAPTERS.index(here) + 1,
        "of": len(CHAPTERS),
    }
    return render(request, "intake/chapter.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def draft(request: KeyholderRequest, space: UUID, chapter: str) -> HttpResponse:
    episode, here = episode_of(request.keyholder, space), _chapter_of(chapter)
    fields = {name: request.POST[name] for name in field_names(here) if request.POST.get(name)}
    save_draft(keyholder=request.keyholder, form=draft_name(here), about=episode.id, fields=fields, now=timezone.now())
    return draft_kept(request, "intake:chapter", space, chapter)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "POST"])
def own_page(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Everything that was written, in one's own words, with who sees each."""
    episode = episode_of(request.keyholder, space)
    stored = sheet_of(request.keyholder, episode)
    if stored is None:
        return redirect("intake:overview", space)
    answers = tuple(answer for answer in stored.document.answers if answer.mark is Mark.ANSWERED)
    form = SharesForm(_sent(request), answers=answers, other=episode.other_called, version=stored.version)
    if request.method == "POST" and form.is_valid():
        try:
            change_shares(
                keyholder=request.keyholder,
                episode=episode,
                shares=form.shares,
                version=form.cleaned_data["version"],
                now=timezone.now(),
            )
            return notify(redirect("intake:page", space), CHANGED)
        except Refused as error:
            form.add_error(None, str(error))
    context = {
        "episode": episode,
        "form": form,
        "gathered": gathered(answers),
        "headings": HEADINGS,
        "questions": QUESTIONS,
        "formulation": formulation_of(request.keyholder, episode),
    }
    return render(request, "intake/page.html", context, status=422 if form.errors else 200)


def _read_page(request: KeyholderRequest, episode: CareEpisode, form: FormulationForm | None = None) -> HttpResponse:
    """What the therapist reads, on one page."""
    shared, formulation = shared_of(request.keyholder, episode), formulation_of(request.keyholder, episode)
    if shared is not None:
        note_look(keyholder=request.keyholder, space=episode.space, kinds=["intake.shared"], now=timezone.now())
    first = {
        "words": formulation.document.words if formulation else "",
        "version": formulation.version if formulation else 0,
    }
    form = form or FormulationForm(initial=first)
    context = {
        "episode": episode,
        "shared": shared,
        "gathered": gathered(shared.document.answers) if shared else {},
        "headings": HEADINGS,
        "questions": QUESTIONS,
        "formulation": formulation,
        "form": form,
    }
    return render(request, "intake/read.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def understood(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    form = FormulationForm(request.POST)
    if not form.is_valid():
        return _read_page(request, episode, form)
    try:
        write_formulation(episode=episode, now=timezone.now(), **form.cleaned_data)
    except Refused as error:
        typed, stored = request.POST.copy(), formulation_of(request.keyholder, episode)
        typed["version"] = str(stored.version if stored else 0)
        form = FormulationForm(typed)
        form.add_error(None, str(error))
        return _read_page(request, episode, form)
    return notify(redirect("intake:overview", space), UNDERSTOOD)
