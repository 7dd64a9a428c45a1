"""The pages around a colleague who stands in: the client's choice, and what the three of them have."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.drafting import define_draft, draft_kept
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.actions.covering import let_in, pick_up_covering, say_no, take_on, turn_down, write_among_three
from stillroom.care.actions.covering_ends import end_covering, note_ends, settle_coverings
from stillroom.care.bringing import bringable
from stillroom.care.documents import CoveringState, CoveringWord
from stillroom.care.forms import AmongThreeForm, CoveringForm
from stillroom.care.parts import Look, LookAmongThree, Part, episode_part, parts_among_three
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.care.queries.covering import (
    OpenCovering,
    Question,
    brought_piece,
    brought_to,
    covering_messages,
    covering_of,
    covering_question,
    covering_signs,
    covering_states,
    words_about_covering,
)
from stillroom.vault.documents import Role

FORM = define_draft("covering", title=_("A message to the other two"), page="care:covering")
LET_IN = define_notice("let-in", _("Done. A key is on its way. You can take it back at any time."))
SAID_NO = define_notice("said-no-to-stand-in", _("Noted. Nobody new can read anything."))
OUT = define_notice("stand-in-over", _("It is over. The old key opens nothing any more."))
TAKEN_ON = define_notice("stand-in-taken", _("You are in. The other two can see it."))
TURNED_DOWN = define_notice("stand-in-refused", _("Noted. You have no key, and they can see that you cannot."))


@dataclass(frozen=True, slots=True)
class Standing:
    """On an episode's page. `state`: of the space of three that is open now, as its cover says."""

    question: Question | None
    word: CoveringWord | None
    state: CoveringState | None
    is_client: bool


@episode_part
def covering_part(look: Look) -> Part | None:
    """Settles what is over before it says how things stand."""
    keyholder, episode, now = look.keyholder, look.episode, look.now
    if not episode.is_open:
        settle_coverings(keyholder=keyholder, now=now)
        return None
    pick_up_covering(keyholder=keyholder, now=now)
    settle_coverings(keyholder=keyholder, now=now)
    note_ends(keyholder=keyholder, episode=episode, now=now)
    question = covering_question(keyholder, episode, now)
    words = [stored.document for stored in words_about_covering(keyholder, episode)]
    word = question.word.document if question and question.word else (words[-1] if words else None)
    state = covering_states(keyholder).get(word.space) if word and word.space else None
    if question is None and word is None:
        return None
    return Part("care/_covering.html", Standing(question, word, state, episode.space.role is Role.CLIENT))


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "POST"])
def choice(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Nothing is ticked beforehand."""
    keyholder, now = request.keyholder, timezone.now()
    episode = episode_of(keyholder, space)
    question = covering_question(keyholder, episode, now)
    if question is None:
        raise Hidden
    pieces = {each.of: each for each in bringable(keyholder, episode)}
    choices = [(code, each.title) for code, each in pieces.items()]
    if request.method == "GET":
        return _choice_page(request, episode, question, CoveringForm(initial={"seen": question.seen}, choices=choices))
    form = CoveringForm(request.POST, choices=choices)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            if "no" in request.POST:
                say_no(keyholder=keyholder, episode=episode, question=question, seen=seen, now=now)
                return notify(redirect("care:episode", space), SAID_NO)
            chosen = [pieces[code] for code in form.cleaned_data["bring"]]
            let_in(keyholder=keyholder, episode=episode, question=question, brought=chosen, seen=seen, now=now)
            return notify(redirect("care:episode", space), LET_IN)
        except Refused as error:
            question = covering_question(keyholder, episode_of(keyholder, space), now) or question
            form = CoveringForm({**_typed(request), "seen": question.seen}, choices=choices)
            form.add_error(None, str(error))
    return _choice_page(request, episode, question, form)


def _typed(request: KeyholderRequest) -> dict[str, object]:
    return {"bring": request.POST.getlist("bring")}


def _choice_page(
    request: KeyholderRequest, episode: CareEpisode, question: Question, form: CoveringForm
) -> HttpResponse:
    pieces = bringable(request.keyholder, episode)
    context = {"episode": episode, "question": question, "form": form, "pieces": pieces}
    return render(request, "care/covering_choice.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def page(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """What was brought, and the conversation of the three; to a colleague who has not answered, the question alone."""
    keyholder, now = request.keyholder, timezone.now()
    pick_up_covering(keyholder=keyholder, now=now)
    settle_coverings(keyholder=keyholder, now=now)
    found = covering_of(keyholder, space, now)
    if found.request is not None:
        return _asked_page(request, found)
    if request.method == "GET":
        typed = draft_of(keyholder, FORM, space)
        return _three_page(request, found, AmongThreeForm(initial=typed.document.fields if typed else None))
    form = AmongThreeForm(request.POST)
    if form.is_valid():
        try:
            write_among_three(keyholder=keyholder, found=found, now=now, **form.cleaned_data)
            drop_draft(keyholder=keyholder, form=FORM, about=space, now=now)
            return redirect("care:covering", space)
        except Refused as error:
            form.add_error(None, str(error))
    return _three_page(request, found, form)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def draft(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Keeps what is being typed, sealed in the writer's own space."""
    _inside(request, space)
    fields = {"text": request.POST.get("text", "")}
    save_draft(keyholder=request.keyholder, form=FORM, about=space, fields=fields, now=timezone.now())
    return draft_kept(request, "care:covering", space)


def _asked_page(request: KeyholderRequest, found: OpenCovering, refused: str = "") -> HttpResponse:
    """The key is not theirs yet: nothing of what was brought is shown before their yes."""
    status = 422 if refused else 200
    return render(request, "care/covering_asked.html", {"found": found, "refused": refused}, status=status)


def _three_page(request: KeyholderRequest, found: OpenCovering, form: AmongThreeForm) -> HttpResponse:
    messages = covering_messages(request.keyholder, found)
    kinds = ["care.covering", *(["care.covering_message"] if messages else [])]
    note_look(keyholder=request.keyholder, space=found.space, kinds=kinds, now=timezone.now())
    context = {
        "found": found,
        "own": found.space.role,
        "pieces": brought_to(request.keyholder, found.space),
        "messages": messages,
        "parts": parts_among_three(LookAmongThree(request.keyholder, found, timezone.now())),
        "form": form,
    }
    return render(request, "care/covering.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_safe
def piece(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    found = _inside(request, space)
    stored = brought_piece(request.keyholder, found.space, record)
    note_look(keyholder=request.keyholder, space=found.space, kinds=["care.brought"], now=timezone.now())
    return render(request, "care/covering_piece.html", {"found": found, "piece": stored})


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_safe
def opened(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = _inside(request, space)
    signs = covering_signs(request.keyholder, found)
    return render(request, "care/covering_opened.html", {"found": found, "signs": signs})


@signed_in(Role.THERAPIST)
@require_POST
def answer(request: KeyholderRequest, space: UUID) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    found = covering_of(keyholder, space, now)
    if found.request is None:
        if found.space.role is not Role.COVERING:
            raise Hidden
        return redirect("care:covering", space)
    try:
        if "no" in request.POST:
            turn_down(keyholder=keyholder, found=found, now=now)
            return notify(redirect("home:today"), TURNED_DOWN)
        take_on(keyholder=keyholder, found=found, now=now)
    except Refused as error:
        return _asked_page(request, found, str(error))
    return notify(redirect("care:covering", space), TAKEN_ON)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def end(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Taken back by the client, or given up by one of the other two."""
    found = _inside(request, space)
    end_covering(keyholder=request.keyholder, found=found, now=timezone.now())
    back = (
        redirect("home:today")
        if found.space.role is Role.COVERING
        else redirect("care:episode", found.covering.episode)
    )
    return notify(back, OUT)


def _inside(request: KeyholderRequest, space: UUID) -> OpenCovering:
    """Raises Hidden, also for a colleague who has not said yes."""
    found = covering_of(request.keyholder, space, timezone.now())
    if found.request is not None:
        raise Hidden
    return found
