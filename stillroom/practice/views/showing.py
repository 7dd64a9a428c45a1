"""What a therapist shows beside their licence: trainings, supervision, answers to the questions people bring."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.drafting import draft_kept
from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.base.notices import define_notice, notify
from stillroom.base.times import local_time
from stillroom.practice.actions import answer_question, drop_entry, keep_paper
from stillroom.practice.drafts import ANSWERS, NEW_PAPER, PAPER, forget_typed, keep_typed
from stillroom.practice.models import EntryKind
from stillroom.practice.profile_forms import LONGEST_LINE, AnswerForm, PaperForm
from stillroom.practice.queries import competence, own_entry, own_listing
from stillroom.practice.questions import QUESTIONS
from stillroom.vault.documents import Role

PAPER_FIELDS = tuple(PaperForm.base_fields)
KEPT = define_notice("entry-kept", _("Saved. It says “not checked” until a steward has seen the paper."))
TAKEN_OFF = define_notice("entry-off", _("It is off your page."))
ANSWERED = define_notice("answer-kept", _("Saved. It stands on your page as your own words."))


def _with_a_page(request: KeyholderRequest) -> None:
    """Raises Hidden before a page was sent in: there is nothing to put this on."""
    if own_listing(request.keyholder) is None:
        raise Hidden


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: KeyholderRequest) -> HttpResponse:
    """The form carries the id it will have, so that pressing twice makes one."""
    _with_a_page(request)
    if request.method != "POST":
        begun = _typed(request, NEW_PAPER, None)
        return _paper_page(request, _id(begun.get("entry", "")), PaperForm(_year(request), initial=begun), is_new=True)
    return _keep_paper(request, _id(request.POST.get("entry", "")), is_new=True)


def _typed(request: KeyholderRequest, form: str, about: UUID | None) -> dict[str, str]:
    """What was kept while somebody typed, by field."""
    found = draft_of(request.keyholder, form, about)
    return {} if found is None else dict(found.document.fields)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return new_id()


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: KeyholderRequest, entry: UUID) -> HttpResponse:
    """One training or supervision that is there."""
    found = own_entry(request.keyholder, entry)
    if found.kind == EntryKind.ANSWER:
        raise Hidden
    if request.method != "POST":
        names = ("kind", "subject", "words", "hours", "year")
        saved = {name: getattr(found, name) for name in names}
        form = PaperForm(_year(request), initial={**saved, **_typed(request, PAPER, entry)})
        return _paper_page(request, entry, form)
    if "remove" in request.POST:
        drop_entry(keyholder=request.keyholder, entry=entry, now=timezone.now())
        drop_draft(keyholder=request.keyholder, form=PAPER, about=entry, now=timezone.now())
        return notify(redirect("practice:profile"), TAKEN_OFF)
    return _keep_paper(request, entry)


def _year(request: KeyholderRequest) -> int:
    return local_time(timezone.now(), request.profile.zone).date.year


def _keep_paper(request: KeyholderRequest, entry: UUID, is_new: bool = False) -> HttpResponse:
    form = PaperForm(_year(request), request.POST)
    if form.is_valid():
        try:
            keep_paper(keyholder=request.keyholder, entry=entry, paper=form.paper, now=timezone.now())
            of, about = (NEW_PAPER, None) if is_new else (PAPER, entry)
            drop_draft(keyholder=request.keyholder, form=of, about=about, now=timezone.now())
            return notify(redirect("practice:profile"), KEPT)
        except Refused as error:
            form.add_error(None, str(error))
    return _paper_page(request, entry, form, is_new)


def _paper_page(request: KeyholderRequest, entry: UUID, form: PaperForm, is_new: bool = False) -> HttpResponse:
    context = {"form": form, "entry": entry, "is_new": is_new}
    return render(request, "practice/paper.html", context, status=422 if form.errors else 200)


@signed_in(Role.THERAPIST)
@require_POST
def paper_new_draft(request: KeyholderRequest) -> HttpResponse:
    """Keeps what is being typed, sealed in the therapist's own space, with the id that it will have."""
    _with_a_page(request)
    _keep_typed(request, NEW_PAPER, None, ("entry", *PAPER_FIELDS))
    return draft_kept(request, "practice:paper_new")


@signed_in(Role.THERAPIST)
@require_POST
def paper_draft(request: KeyholderRequest, entry: UUID) -> HttpResponse:
    """The same for one that is there."""
    if own_entry(request.keyholder, entry).kind == EntryKind.ANSWER:
        raise Hidden
    _keep_typed(request, PAPER, entry, PAPER_FIELDS)
    return draft_kept(request, "practice:paper", entry)


def _keep_typed(request: KeyholderRequest, form: str, about: UUID | None, names: tuple[str, ...]) -> None:
    typed = {name: request.POST.get(name, "")[:LONGEST_LINE] for name in names}
    save_draft(keyholder=request.keyholder, form=form, about=about, fields=typed, now=timezone.now())


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: KeyholderRequest, question: str) -> HttpResponse:
    """One question. No words take the answer off the page."""
    own = own_listing(request.keyholder)
    if own is None or question not in QUESTIONS:
        raise Hidden
    keyholder, now = request.keyholder, timezone.now()
    if request.method == "POST":
        form = AnswerForm(request.POST)
        if form.is_valid():
            answer_question(keyholder=keyholder, question=question, words=form.cleaned_data["words"], now=now)
            forget_typed(keyholder=keyholder, form=ANSWERS, names=(question,), now=now)
            return notify(redirect("practice:profile"), ANSWERED if form.cleaned_data["words"] else TAKEN_OFF)
    else:
        form = AnswerForm(initial={"words": _begun(request, question)})
    each = next(each for each in competence(keyholder, own).answers if each.code == question)
    context = {"form": form, "each": each, "number": list(QUESTIONS).index(question) + 1, "of": len(QUESTIONS)}
    return render(request, "practice/answer.html", context, status=422 if form.errors else 200)


def _begun(request: KeyholderRequest, question: str) -> str:
    """The draft of an answer, else the answer."""
    found = draft_of(request.keyholder, ANSWERS)
    if found is not None and question in found.document.fields:
        return found.document.fields[question]
    own = own_listing(request.keyholder)
    assert own is not None
    given = {each.code: each.answer for each in competence(request.keyholder, own).answers}[question]
    return "" if given is None else given.words


@signed_in(Role.THERAPIST)
@require_POST
def answer_draft(request: KeyholderRequest, question: str) -> HttpResponse:
    """Keeps what is being typed, sealed in the therapist's own space."""
    if question not in QUESTIONS:
        raise Hidden
    words = request.POST.get("words", "")[:LONGEST_LINE]
    keep_typed(keyholder=request.keyholder, form=ANSWERS, fields={question: words}, now=timezone.now())
    return draft_kept(request, "practice:answer", question)
