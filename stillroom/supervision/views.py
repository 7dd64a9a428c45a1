"""A therapist asks a colleague about a case without a name, and the colleague answers."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.drafting import define_draft, draft_kept
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.core.minimum.asking import Place
from stillroom.practice.queries import listing_of
from stillroom.supervision.actions import (
    CannotReach,
    answer_case,
    ask_colleague,
    destroy_case,
    send_key_again,
    settle_cases,
    write_word,
)
from stillroom.supervision.documents import USUAL
from stillroom.supervision.forms import AskForm, WordForm
from stillroom.supervision.queries import (
    OpenCase,
    case_of,
    case_requests,
    cases_of,
    colleagues_of,
    vouched_own,
    words_of,
)
from stillroom.supervision.questions import ASKED, QUESTIONS, new_places
from stillroom.vault.documents import Role

DRAFT = define_draft("supervision.case", title=_("A question to a colleague"), page="supervision:ask")
SENT = define_notice("case-sent", _("Sent. Your colleague is asked when they come in next."))
AGAIN = define_notice("case-sent-again", _("The key is on its way again."))
TAKEN = define_notice("case-taken", _("You can read it now. Your colleague sees that you do."))
REFUSED = define_notice("case-refused", _("Noted. You have no key, and your colleague sees that you cannot."))
DESTROYED = define_notice("case-destroyed", _("Destroyed, with its keys. Nobody can open it any more."))
KEPT_FIELDS = ("to", "question", "picture", "tried", "until")
Places = Sequence[Place]


@signed_in(Role.THERAPIST)
@require_safe
def cases(request: KeyholderRequest) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    settle_cases(keyholder=keyholder, now=now)
    kept = cases_of(keyholder, now)
    context = {
        "own": [each for each in kept if each.own],
        "others": [each for each in kept if not each.own],
        "asked": case_requests(keyholder, now),
        "may_ask": vouched_own(keyholder, now) is not None,
    }
    return render(request, "supervision/cases.html", context)


def _today(request: KeyholderRequest, now: datetime) -> date:
    return now.astimezone(ZoneInfo(request.profile.zone)).date()


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def ask(request: KeyholderRequest) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    colleagues = {str(each.id): each for each in colleagues_of(keyholder, now)}
    choices, today = [(id, each.name) for id, each in colleagues.items()], _today(request, now)
    if request.method == "GET":
        typed = draft_of(keyholder, DRAFT)
        fields = typed.document.fields if typed else None
        return _ask_page(request, AskForm(colleagues=choices, today=today, typed=fields))
    form = AskForm(request.POST, colleagues=choices, today=today)
    if not form.is_valid():
        return _ask_page(request, form)
    places = new_places(form.written, request.POST.getlist(ASKED))
    if places:
        return _ask_page(request, form, places)
    try:
        space = ask_colleague(
            keyholder=keyholder,
            colleague=colleagues[form.cleaned_data["to"]],
            asked=form.asked(),
            drawn=form.cleaned_data["drawn"],
            now=now,
        )
    except Refused as error:
        form.add_error(None, str(error))
        return _ask_page(request, form)
    drop_draft(keyholder=keyholder, form=DRAFT, about=None, now=now)
    return notify(redirect("supervision:case", space), SENT)


def _ask_page(request: KeyholderRequest, form: AskForm, places: Places = ()) -> HttpResponse:
    context = {"form": form, "places": places, "questions": QUESTIONS, "days": USUAL.days}
    return render(request, "supervision/ask.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def draft(request: KeyholderRequest) -> HttpResponse:
    fields = {name: request.POST.get(name, "")[:20_000] for name in KEPT_FIELDS}
    if any(fields[name] for name in ("question", "picture", "tried")):
        save_draft(keyholder=request.keyholder, form=DRAFT, about=None, fields=fields, now=timezone.now())
    return draft_kept(request, "supervision:ask")


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def case(request: KeyholderRequest, space: UUID) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    found = case_of(keyholder, space, now)
    if found.request is not None:
        return render(request, "supervision/asked.html", {"found": found, "refused": ""})
    form = WordForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _case_page(request, found, form)
    known = (found.case.therapist_name, found.case.colleague_name)
    places = new_places(form.cleaned_data["text"], request.POST.getlist(ASKED), known)
    if places:
        return _case_page(request, found, form, places)
    try:
        write_word(keyholder=keyholder, found=found, now=now, **form.cleaned_data)
    except Refused as error:
        form.add_error(None, str(error))
        return _case_page(request, case_of(keyholder, space, now), form)
    return redirect("supervision:case", space)


def _case_page(request: KeyholderRequest, found: OpenCase, form: WordForm, places: Places = ()) -> HttpResponse:
    context = {
        "found": found,
        "words": words_of(request.keyholder, found),
        "form": form,
        "places": places,
        "questions": QUESTIONS,
    }
    return render(request, "supervision/case.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def answer(request: KeyholderRequest, space: UUID) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    found = case_of(keyholder, space, now)
    if found.request is None:
        return redirect("supervision:case", space)
    yes = "no" not in request.POST
    try:
        answer_case(keyholder=keyholder, found=found, yes=yes, now=now)
    except Refused as error:
        return render(request, "supervision/asked.html", {"found": found, "refused": str(error)}, status=422)
    return notify(
        redirect("supervision:case", space) if yes else redirect("supervision:cases"), TAKEN if yes else REFUSED
    )


@signed_in(Role.THERAPIST)
@require_POST
def again(request: KeyholderRequest, space: UUID) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    found = case_of(keyholder, space, now)
    try:
        if not found.here:
            raise CannotReach
        listing = listing_of(keyholder, found.case.colleague, now)
        send_key_again(keyholder=keyholder, found=found, colleague=listing, now=now)
    except Refused as error:
        form = WordForm({"text": ""})
        form.errors.clear()
        form.add_error(None, str(error))
        return _case_page(request, found, form)
    return notify(redirect("supervision:case", space), AGAIN)


@signed_in(Role.THERAPIST)
@require_POST
def destroy(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = case_of(request.keyholder, space, timezone.now())
    destroy_case(keyholder=request.keyholder, found=found)
    return notify(redirect("supervision:cases"), DESTROYED)
