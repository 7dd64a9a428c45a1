"""Questions between a client and the therapist who has accepted."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.assessments.actions import give_up
from stillroom.assessments.arranging import arrange
from stillroom.assessments.assigning import CADENCES
from stillroom.assessments.checking_in import QUESTIONS, SHORT, check_ins_of, to_check_in
from stillroom.assessments.due import due_of
from stillroom.assessments.forms import TalkForm
from stillroom.assessments.queries import (
    instrument_of,
    lockables_of,
    measures_of,
    offers_of,
    response_of,
    responses_of,
    suggested_to,
)
from stillroom.assessments.views.asking import Asking, ask
from stillroom.assessments.views.asking import end as end_of
from stillroom.assessments.views.talking import talk_context
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.meetings import happened_in, meetings_in
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.safety.queries import flags_of, help_with
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role

SENT = define_notice("answers-sent", _("Sent."))
GIVEN_UP = define_notice("answers-given-up", _("Your answers so far are gone. Nobody has seen them."))


@episode_part
def latest(look: Look) -> Part | None:
    """The therapist's page of an episode shows what the newest answers come to."""
    found = measures_of(look.keyholder, cover_of(look.episode.space))
    return Part("assessments/_latest.html", found) if found and look.profile.role is Role.THERAPIST else None


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_safe
def start(request: KeyholderRequest, space: UUID) -> HttpResponse:
    return start_page(request, episode_of(request.keyholder, space))


def start_page(request: KeyholderRequest, episode: CareEpisode, talk: TalkForm | None = None) -> HttpResponse:
    """What can be answered, and what was. `talk`: words about it that cannot be kept as they are."""
    status = 422 if talk else 200
    measures = responses_of(request.keyholder, episode)
    if measures:
        note_look(keyholder=request.keyholder, space=episode.space, kinds=["assessments.response"], now=timezone.now())
    happened = happened_in(request.keyholder, episode, timezone.now()) if measures else ()
    context: dict[str, object] = {"episode": episode, "measures": measures, "happened": happened}
    context |= {"check_ins": check_ins_of(request.keyholder, episode), "questions": QUESTIONS, "short": SHORT}
    context |= talk_context(request, episode, measures, talk)
    if request.profile.role is Role.THERAPIST:
        lockables = lockables_of(request.keyholder, episode)
        return render(request, "assessments/measures.html", {**context, "lockables": lockables}, status=status)
    arranged = arrange(offers_of(request.keyholder, episode), measures)
    cover, now = cover_of(episode.space), timezone.now()
    found = due_of(cover, now, meetings_in(cover, now))
    context["talk_of"] = to_check_in(cover, now) if episode.is_open else None
    suggested = suggested_to(request.keyholder, episode, found) if episode.is_open else ()
    context |= {"suggested": suggested, "due": found, "cadences": CADENCES}
    return render(request, "assessments/start.html", {**context, "arranged": arranged}, status=status)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: KeyholderRequest, space: UUID, instrument: str, step: int) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    asking = Asking(instrument_of(request.keyholder, instrument, episode), episode)
    # An answer already on its way is still taken: it may ask for help, and what was typed is never thrown away.
    if not asking.takes_answers and request.method != "POST":
        return redirect(asking.start)
    return ask(request, asking, step)


@signed_in(Role.CLIENT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: KeyholderRequest, space: UUID, instrument: str) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    return end_of(request, Asking(instrument_of(request.keyholder, instrument, episode), episode), SENT)


@signed_in(Role.CLIENT)
@require_POST
def drop(request: KeyholderRequest, space: UUID, instrument: str) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    asking = Asking(instrument_of(request.keyholder, instrument, episode), episode)
    give_up(keyholder=request.keyholder, instrument=asking.instrument, about=asking.about, now=timezone.now())
    return notify(redirect(asking.start), GIVEN_UP)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_safe
def response(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    reading = response_of(request.keyholder, episode, record)
    now = timezone.now()
    note_look(keyholder=request.keyholder, space=episode.space, kinds=["assessments.response"], now=now)
    about = [flag for flag in flags_of(request.keyholder, episode) if flag.stored.document.about == record]
    context = {"episode": episode, "reading": reading, "flag": about[0] if about else None}
    if request.profile.role is Role.THERAPIST:
        return render(request, "assessments/reading.html", context)
    grave = bool(reading.flags) and not (about and about[0].seen)
    help_ = (
        help_with(request.keyholder, episode, now, request.profile.zone, reading.flags, told=True) if grave else None
    )
    return render(request, "assessments/response.html", {**context, "help_now": help_})
