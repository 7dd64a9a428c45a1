"""The stewards' side: what waits, and an answer."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.drafting import define_draft
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.practice.queries import practice
from stillroom.questions.actions import note_read, start_reading, stop_reading, write
from stillroom.questions.forms import WordsForm
from stillroom.questions.queries import Question, harmed_questions, question_of, questions_of, reads_until
from stillroom.vault.documents import Role
from stillroom.vault.receipts import LIFE

FORM = define_draft("question", title=_("An answer to a question"), page="questions:one")
TAKEN_ON = define_notice("questions-reading", _("From now on questions come to you."))
STOPPED = define_notice("questions-not-reading", _("No new question comes to you. You can still answer those here."))
ANSWERED = define_notice("questions-answered", _("Sent. Whoever asked can read it with their code."))


@signed_in(Role.STEWARD)
@require_safe
def questions(request: KeyholderRequest) -> HttpResponse:
    return _list(request)


def _list(request: KeyholderRequest, refused: str = "") -> HttpResponse:
    now = timezone.now()
    context = {
        "questions": questions_of(request.keyholder, now),
        "harmed": harmed_questions(request.keyholder, now),
        "until": reads_until(request.keyholder, now),
        "refused": refused,
        "hours": practice().policies.answer_messages // timedelta(hours=1),
        "days": LIFE.days,
    }
    return render(request, "questions/questions.html", context, status=422 if refused else 200)


@signed_in(Role.STEWARD)
@require_POST
def reading(request: KeyholderRequest) -> HttpResponse:
    """Takes them on, or stops: the button says which."""
    if request.POST.get("stop"):
        stop_reading(keyholder=request.keyholder, now=timezone.now())
        return notify(redirect("questions:all"), STOPPED)
    try:
        start_reading(keyholder=request.keyholder, now=timezone.now())
    except Refused as refused:
        return _list(request, str(refused))
    return notify(redirect("questions:all"), TAKEN_ON)


@signed_in(Role.STEWARD)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: KeyholderRequest, question: UUID) -> HttpResponse:
    keyholder, now = request.keyholder, timezone.now()
    found = question_of(keyholder, question, now)
    if request.method != "POST":
        draft = draft_of(keyholder, FORM, question)
        note_read(thread=found.thread, now=now)
        return _page(request, found, WordsForm(initial=draft.document.fields if draft else None))
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        write(space=found.thread.space, now=now, **form.cleaned_data)
    except Hidden:  # erased by whoever asked, in this very moment
        return _list(request, gettext("Whoever asked has erased it meanwhile. Your answer was not sent."))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, question_of(keyholder, question, now), form)
    drop_draft(keyholder=keyholder, form=FORM, about=question, now=now)
    return notify(redirect("questions:all"), ANSWERED)


def _page(request: KeyholderRequest, found: Question, form: WordsForm) -> HttpResponse:
    context = {"question": found, "form": form, "place": len(found.thread.words)}
    return render(request, "questions/question.html", context, status=422 if form.errors else 200)


@signed_in(Role.STEWARD)
@require_POST
def draft(request: KeyholderRequest, question: UUID) -> HttpResponse:
    """Keeps what is being typed, sealed in the steward's own space."""
    question_of(request.keyholder, question, timezone.now())
    fields = {"text": request.POST.get("text", "")}
    save_draft(keyholder=request.keyholder, form=FORM, about=question, fields=fields, now=timezone.now())
    return HttpResponse(status=204)
