"""The pages of coming to the end: planning it, writing the summary, reading and keeping it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.actions.endings import agree_on_ending, plan_ending, write_ending
from stillroom.care.documents import State
from stillroom.care.ending_documents import Ending, mark_of
from stillroom.care.ending_forms import AgreeForm, EndingForm
from stillroom.care.outcomes import outcomes_in
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.care.queries.endings import ending_of
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored

BOTH = (Role.CLIENT, Role.THERAPIST)
PLANNED = define_notice("ending-planned", _("Told. Nothing has ended. Write what you want to keep, or leave it."))
WRITTEN = define_notice("ending-written", _("Kept. Both of you read it now."))
SAID_YES = define_notice("ending-agreed", _("Noted. You said yes to these words."))


@dataclass(frozen=True, slots=True)
class EndingPart:
    """On an episode's page. `ending` is None while nobody has planned one."""

    ending: Ending | None
    is_client: bool
    is_open: bool


@episode_part
def ending_part(look: Look) -> Part | None:
    found = look.episode
    if found.episode.state not in (State.ACTIVE, State.ENDED):
        return None
    stored = ending_of(look.keyholder, found)
    is_client = found.space.role is Role.CLIENT
    if stored is None and (found.is_open or is_client):
        return None
    return Part("care/_ending.html", EndingPart(stored.document if stored else None, is_client, found.is_open))


@signed_in(*BOTH)
@require_http_methods(["GET", "POST"])
def ending(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found, now = episode_of(request.keyholder, space), timezone.now()
    stored = ending_of(request.keyholder, found)
    if not _may_write(found, stored):
        if stored is None:
            raise Hidden
        return redirect("care:ending_summary", space)
    form = EndingForm(request.POST) if request.method == "POST" and "plan" not in request.POST else None
    refused = ""
    if "plan" in request.POST:
        try:
            plan_ending(keyholder=request.keyholder, episode=found, now=now)
            return notify(redirect("care:ending", space), PLANNED)
        except Refused as error:
            refused = str(error)
    if form is not None and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            write_ending(keyholder=request.keyholder, episode=found, texts=form.texts(), seen=seen, now=now)
            return notify(redirect("care:ending_summary", space), WRITTEN)
        except Refused as error:
            stored = ending_of(request.keyholder, episode_of(request.keyholder, space))
            form = _over_todays(request, found, stored)
            form.add_error(None, str(error))
    return _write_page(request, found, stored, form, refused)


def _write_page(
    request: KeyholderRequest, found: CareEpisode, stored: Stored[Ending] | None, form: EndingForm | None, refused: str
) -> HttpResponse:
    failed = refused or (form is not None and form.errors)
    mine = _mine(found, stored)
    other = Role.THERAPIST if found.space.role is Role.CLIENT else Role.CLIENT
    context = {
        "episode": found,
        "is_client": found.space.role is Role.CLIENT,
        "ending": stored.document if stored else None,
        "form": form or EndingForm(initial={**mine, "seen": mark_of(mine)}),
        "mine": mine,
        "theirs": stored.document.words_by(other) if stored else {},
        "refused": refused,
    }
    return render(request, "care/ending.html", context, status=422 if failed else 200)


def _may_write(found: CareEpisode, stored: Stored[Ending] | None) -> bool:
    """See `write_ending`, which asks again under the lock."""
    if found.is_open:
        return True
    late = found.episode.state is State.ENDED and found.space.role is Role.THERAPIST
    return late and not (stored is not None and stored.document.is_agreed)


def _mine(found: CareEpisode, stored: Stored[Ending] | None) -> dict[str, str]:
    return stored.document.words_by(found.space.role) if stored else {}


def _over_todays(request: KeyholderRequest, found: CareEpisode, stored: Stored[Ending] | None) -> EndingForm:
    """What was typed, to be sent again over what stands there by now."""
    typed = request.POST.copy()
    typed["seen"] = mark_of(_mine(found, stored))
    return EndingForm(typed)


@signed_in(*BOTH)
@require_http_methods(["GET", "POST"])
def summary(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found, now = episode_of(request.keyholder, space), timezone.now()
    if ending_of(request.keyholder, found) is None:
        raise Hidden
    refused = ""
    form = AgreeForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            agree_on_ending(keyholder=request.keyholder, episode=found, version=form.cleaned_data["version"], now=now)
            return notify(redirect("care:ending_summary", space), SAID_YES)
        except Refused as error:
            refused = str(error)
    return _summary_page(request, episode_of(request.keyholder, space), refused)


def _summary_page(request: KeyholderRequest, found: CareEpisode, refused: str) -> HttpResponse:
    stored = ending_of(request.keyholder, found)
    if stored is None:
        raise Hidden
    note_look(keyholder=request.keyholder, space=found.space, kinds=["care.ending"], now=timezone.now())
    document = stored.document
    context = {
        "episode": found,
        "is_client": found.space.role is Role.CLIENT,
        "ending": document,
        "version": stored.version,
        "outcomes": document.outcomes if document.is_agreed else outcomes_in(request.keyholder, found),
        "said_yes": found.space.role in document.agreed,
        "may_write": _may_write(found, stored) and not document.is_agreed,
        "refused": refused,
    }
    return render(request, "care/ending_summary.html", context, status=422 if refused else 200)
