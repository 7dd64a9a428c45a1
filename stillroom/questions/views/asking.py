"""Asking without a name: anybody, without an account, a cookie of ours or JavaScript.

Between one page and the next the code waits in the page itself, sealed under a key in RAM (see `vault.forms`).
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.limits import TooManyTries
from stillroom.accounts.people import PersonRequest
from stillroom.base.errors import Hidden, Refused
from stillroom.practice.queries import practice
from stillroom.questions.actions import ask, erase, write
from stillroom.questions.forms import AskForm, CodeForm, EraseForm, WordsForm
from stillroom.questions.limits import PAUSE, try_a_code, try_to_ask
from stillroom.questions.queries import has_been_opened, readers, thread_by_code
from stillroom.questions.threads import Thread
from stillroom.safety.queries import help_now
from stillroom.vault.forms import FormOver, open_form, seal_form
from stillroom.vault.receipts import LIFE, ReceiptUnknown, draw_code, is_given_out

OPEN_FOR = timedelta(hours=2)  # how long somebody may take to write


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty page and the code that its question will have. `since`: seconds of this process's monotonic clock."""

    code: str
    since: float


@dataclass(frozen=True, slots=True)
class Held:
    """The code that opened the page before."""

    code: str


def _zone(request: PersonRequest) -> str:
    return request.profile.zone if request.profile else practice().zone.key


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: PersonRequest) -> HttpResponse:
    if request.method != "POST":
        return _blank_page(request, AskForm())
    form = AskForm(request.POST)
    try:
        blank = open_form("question", Blank, request.POST.get("sealed", ""), request.came)
    except FormOver:
        form.add_error(
            None, _("This page was open for a long time. Your words are still here. Please send them once more.")
        )
        return _blank_page(request, form)
    if not form.is_valid():
        return _blank_page(request, form, blank)
    try:
        _keep(request, blank, form.cleaned_data["text"])
    except Refused as refused:
        form.add_error(None, _patience(refused))
        return _blank_page(request, form, blank, status=429 if isinstance(refused, TooManyTries) else 422)
    return render(request, "questions/kept.html", {"code": blank.code, "days": LIFE.days, **_promises(request)})


class TooSoon(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("That was very quick. Please wait five seconds and send it again. Your words are still here.")
        )


def _keep(request: PersonRequest, blank: Blank, text: str) -> None:
    if is_given_out(blank.code):  # sent twice: the same page again
        return
    if time.monotonic() - blank.since < PAUSE:
        raise TooSoon
    try_to_ask(address=request.META.get("REMOTE_ADDR", ""), now=request.came, at=time.monotonic())
    ask(code=blank.code, text=text, now=request.came)


def _patience(refused: Refused) -> str:
    if not isinstance(refused, TooManyTries):
        return str(refused)
    minutes = -(-refused.seconds // 60)
    return _(
        "Some questions came from your part of the net just now. Please wait %(minutes)d min and send it again. "
        "Your words are still here."
    ) % {"minutes": minutes}


def _promises(request: PersonRequest) -> dict[str, object]:
    here = practice()
    return {
        "hours": here.policies.answer_messages // timedelta(hours=1),
        "days": LIFE.days,
        "help_now": help_now(request, request.came, request.profile.zone if request.profile else None),
    }


def _blank_page(request: PersonRequest, form: Form, blank: Blank | None = None, status: int = 200) -> HttpResponse:
    blank = blank or Blank(draw_code(), time.monotonic())
    context = {
        "form": form,
        "is_read": bool(readers(request, request.came)),
        "sealed": seal_form("question", blank, request.came, OPEN_FOR),
        **_promises(request),
    }
    return render(request, "questions/ask.html", context, status=422 if form.errors and status == 200 else status)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PersonRequest) -> HttpResponse:
    """The code goes by POST: it stands in no address and in no history."""
    if request.method != "POST":
        return _code_page(request, CodeForm())
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form)
    try:
        try_a_code(address=request.META.get("REMOTE_ADDR", ""), now=request.came, at=time.monotonic())
        thread = thread_by_code(request, form.cleaned_data["code"], request.came)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _code_page(request, form, 429 if isinstance(refused, TooManyTries) else 422)
    return _thread_page(request, thread, form.cleaned_data["code"], text=form.cleaned_data["text"])


def _code_page(request: PersonRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    status = 422 if form.errors and status == 200 else status
    return render(request, "questions/code.html", {"form": form, "days": LIFE.days}, status=status)


def _thread_page(
    request: PersonRequest,
    thread: Thread,
    code: str,
    *,
    text: str = "",
    form: Form | None = None,
    erasing: Form | None = None,
    sent: bool = False,
) -> HttpResponse:
    form = form or WordsForm(initial={"text": text})
    erasing = erasing or EraseForm()
    context = {
        "thread": thread,
        "opened": has_been_opened(request, thread),
        "writing": form,
        "erasing": erasing,
        "form": form if form.errors else erasing,
        "place": len(thread.words),
        "sealed": seal_form("receipt", Held(code), request.came),
        "sent": sent,
        "zone": _zone(request),
        **_promises(request),
    }
    return render(request, "questions/thread.html", context, status=422 if form.errors or erasing.errors else 200)


def _held(request: PersonRequest) -> tuple[str, Thread]:
    """Raises FormOver, or ReceiptUnknown when all was erased meanwhile."""
    code = open_form("receipt", Held, request.POST.get("sealed", ""), request.came).code
    return code, thread_by_code(request, code, request.came)


def _again(request: PersonRequest, refused: Refused) -> HttpResponse:
    """The code once more, and beside it what was typed."""
    form = CodeForm({"code": "", "text": request.POST.get("text", "")})
    form.is_valid()
    del form.errors["code"]
    form.add_error(None, str(refused))
    return _code_page(request, form)


@require_POST
def write_back(request: PersonRequest) -> HttpResponse:
    try:
        code, thread = _held(request)
    except (FormOver, ReceiptUnknown) as refused:
        return _again(request, refused)
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _thread_page(request, thread, code, form=form)
    try:
        write(space=thread.space, now=request.came, **form.cleaned_data)
        thread = thread_by_code(request, code, request.came)
    except (Hidden, ReceiptUnknown):  # erased in another window, in this very moment
        return _again(request, ReceiptUnknown())
    except Refused as refused:
        form.add_error(None, str(refused))
        return _thread_page(request, thread_by_code(request, code, request.came), code, form=form)
    return _thread_page(request, thread, code, sent=True)


@require_POST
def erase_all(request: PersonRequest) -> HttpResponse:
    try:
        code, thread = _held(request)
    except FormOver as refused:
        return _again(request, refused)
    except ReceiptUnknown:  # pressed twice
        return render(request, "questions/erased.html")
    form = EraseForm(request.POST)
    if not form.is_valid():
        return _thread_page(request, thread, code, erasing=form)
    erase(thread=thread)
    return render(request, "questions/erased.html")
