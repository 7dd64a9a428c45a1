"""One question a page: the same steps in an episode and for oneself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.drafting import define_draft
from stillroom.accounts.people import KeyholderRequest
from stillroom.assessments.actions import NothingAnswered, finish, finish_own, keep_answer
from stillroom.assessments.catalogue import catalogue
from stillroom.assessments.forms import AnswerForm
from stillroom.assessments.openings import is_closed
from stillroom.assessments.progress import Progress, draft_form, nothing_yet
from stillroom.assessments.queries import progress_of
from stillroom.assessments.readings import flags_of_answer
from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.base.notices import notify
from stillroom.care.queries import CareEpisode
from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.model import Instrument
from stillroom.core.instruments.rules import Flag
from stillroom.safety.queries import HelpNow, help_now, help_with

for _id in sorted({each for each, _version in catalogue()}):
    define_draft(draft_form(_id, False), title=_("Questions you began to answer"), page="assessments:start")
    define_draft(draft_form(_id, True), title=_("Questions you began for yourself"), page="assessments:own_start")


@dataclass(frozen=True, slots=True)
class Asking:
    """Which questions, and for whom: the therapist of an episode, or (None) the client alone."""

    instrument: Instrument
    episode: CareEpisode | None

    @property
    def takes_answers(self) -> bool:
        """Whether what is answered can be sent, or kept for oneself."""
        return self.episode is None or (self.episode.is_open and not is_closed(self.episode.space, self.instrument))

    @property
    def about(self) -> UUID | None:
        return self.episode.space.id if self.episode else None

    @property
    def reader(self) -> str:
        """Who will read it, or '' for nobody."""
        return self.episode.other_called if self.episode and self.episode.is_open else ""

    @property
    def start(self) -> str:
        return self._url("start")

    @property
    def end(self) -> str:
        return self._url("end", self.instrument.id)

    def step(self, place: int) -> str:
        """The page of the item at `place`, or the end after the last one."""
        if place >= len(self.instrument.items):
            return self.end
        return self._url("answer", self.instrument.id, place + 1)

    def response(self, record: UUID) -> str:
        return self._url("response", record)

    def _url(self, name: str, *args: object) -> str:
        if self.episode is None:
            return reverse(f"assessments:own_{name}", args=args)
        return reverse(f"assessments:{name}", args=(self.episode.space.id, *args))


def ask(request: KeyholderRequest, asking: Asking, number: int) -> HttpResponse:
    """The question with this number, from 1; POST takes its answer. Raises Hidden for a number that is not there."""
    place, now = number - 1, timezone.now()
    if not 0 <= place < len(asking.instrument.items):
        raise Hidden
    begun = progress_of(request.keyholder, asking.instrument, asking.about)
    progress = begun or nothing_yet(asking.instrument, new_id(), now)
    if request.method == "POST":
        return _take(request, asking, progress, place, now)
    if place not in progress.route:
        return redirect(asking.step(progress.after(place)))
    form = AnswerForm(asking.instrument.items[place], given=progress.answers[place])
    return _question(request, asking, progress, place, form)


def _take(request: KeyholderRequest, asking: Asking, progress: Progress, place: int, now: datetime) -> HttpResponse:
    form = AnswerForm(asking.instrument.items[place], request.POST)
    answer: Answer = None
    if "skip" not in request.POST:
        if not form.is_valid():
            return _question(request, asking, progress, place, form)
        answer = form.answer
    grave = flags_of_answer(asking.instrument, place, answer)
    # Help comes with the answer to this very request: not one save, redirect or page later, and at no address of
    # its own, because the history of the browser would tell what was answered.
    help_ = _help(request, asking, grave, now) if grave else None
    try:
        progress = keep_answer(
            keyholder=request.keyholder,
            instrument=asking.instrument,
            about=asking.about,
            place=place,
            answer=answer,
            now=now,
        )
    except Refused as error:
        form.full_clean()
        form.add_error(None, str(error))
        return _question(request, asking, progress, place, form, help_)
    if help_ is None:
        return redirect(asking.step(progress.place))
    context = {"asking": asking, "here": asking.step(place), "onward": asking.step(progress.place), "help_now": help_}
    return render(request, "assessments/help.html", context)


def _help(request: KeyholderRequest, asking: Asking, grave: Iterable[Flag], now: datetime) -> HelpNow:
    if asking.episode is None:
        return help_now(request, now, request.profile.zone)
    return help_with(request.keyholder, asking.episode, now, request.profile.zone, grave)


def _question(
    request: KeyholderRequest,
    asking: Asking,
    progress: Progress,
    place: int,
    form: AnswerForm,
    help_: HelpNow | None = None,
) -> HttpResponse:
    route = progress.route
    before = progress.before(place)
    context = {
        "asking": asking,
        "item": asking.instrument.items[place],
        "lead": asking.instrument.lead_of(asking.instrument.items[place]),
        "form": form,
        "number": sum(each <= place for each in route),
        "of": len(route),
        "back_to": asking.start if before is None else asking.step(before),
        "help_now": help_,
    }
    return render(request, "assessments/question.html", context, status=422 if form.errors else 200)


def end(request: KeyholderRequest, asking: Asking, done: str) -> HttpResponse:
    """After the last question: what happens next, and the button that does it. `done`: code of the notice."""
    now = timezone.now()
    progress = progress_of(request.keyholder, asking.instrument, asking.about)
    if progress is None:
        return redirect(asking.start)
    if request.method != "POST":
        return _end(request, asking, progress)
    try:
        if asking.episode is None:
            record = finish_own(keyholder=request.keyholder, instrument=asking.instrument, now=now)
        else:
            record = finish(keyholder=request.keyholder, episode=asking.episode, instrument=asking.instrument, now=now)
    except NothingAnswered:
        return redirect(asking.start)  # sent from another window a moment ago: it stands in the list
    except Refused as error:
        return _end(request, asking, progress, str(error))
    return notify(redirect(asking.response(record)), done)


def _end(request: KeyholderRequest, asking: Asking, progress: Progress, problem: str = "") -> HttpResponse:
    context = {
        "asking": asking,
        "answered": progress.answered,
        "skipped": len(progress.route) - progress.answered,
        "back_to": asking.step(progress.route[-1]),
        "first": asking.step(progress.route[0]),
        "problem": problem,
    }
    return render(request, "assessments/end.html", context, status=422 if problem else 200)
