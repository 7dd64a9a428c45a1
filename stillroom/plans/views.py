"""The goal page of an episode, the same for both people."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Refused
from stillroom.care.actions import note_look
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.plans.actions import agree_on_goal, propose_goal, rate_goal, tick_step
from stillroom.plans.forms import AgreeForm, GoalForm, RatingForm, StepForm
from stillroom.plans.queries import goal_of
from stillroom.vault.documents import Role


def _page(
    request: KeyholderRequest,
    episode: CareEpisode,
    form: GoalForm | None = None,
    rating: RatingForm | None = None,
    problem: str = "",
) -> HttpResponse:
    stored = goal_of(request.keyholder, episode)
    now = timezone.now()
    if stored is not None:
        note_look(keyholder=request.keyholder, space=episode.space, kinds=["plans.goal"], now=now)
    version = stored.version if stored else 0
    goal = stored.document if stored else None
    typed = {"words": goal.words, "steps": "\n".join(s.words for s in goal.steps)} if goal else {}
    context = {
        "episode": episode,
        "goal": goal,
        "version": version,
        "role": episode.space.role,
        "form": form or GoalForm(initial={**typed, "version": version}),
        "rating": rating or RatingForm(initial={"version": version}),
        "editing": form is not None or goal is None,
        "problem": problem,
    }
    failed = problem or (form and form.errors) or (rating and rating.errors)
    return render(request, "plans/goal.html", context, status=422 if failed else 200)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def goal(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    if request.method == "GET":
        return _page(request, episode)
    form = GoalForm(request.POST)
    if not form.is_valid():
        return _page(request, episode, form)
    try:
        propose_goal(episode=episode, **form.cleaned_data, now=timezone.now())
    except Refused as error:
        return _page(request, episode, _on_todays_version(request, episode, str(error)))
    return redirect("plans:goal", space)


def _on_todays_version(request: KeyholderRequest, episode: CareEpisode, problem: str) -> GoalForm:
    """The same words, to be sent again over what the other has written meanwhile."""
    current = goal_of(request.keyholder, episode)
    typed = request.POST.copy()
    typed["version"] = str(current.version if current else 0)
    form = GoalForm(typed)
    form.add_error(None, problem)
    return form


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def agree(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    form = AgreeForm(request.POST)
    if form.is_valid():
        try:
            agree_on_goal(episode=episode, version=form.cleaned_data["version"], now=timezone.now())
        except Refused as error:
            return _page(request, episode, problem=str(error))
    return redirect("plans:goal", space)


@signed_in(Role.CLIENT)
@require_POST
def rate(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    form = RatingForm(request.POST)
    if not form.is_valid():
        return _page(request, episode, rating=form)
    try:
        rate_goal(episode=episode, **form.cleaned_data, now=timezone.now())
    except Refused as error:
        return _page(request, episode, problem=str(error))
    return redirect("plans:goal", space)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def step(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    form = StepForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            tick_step(
                episode=episode,
                words=typed["step"],
                done=typed["done"],
                version=typed["version"],
                now=timezone.now(),
            )
        except Refused as error:
            return _page(request, episode, problem=str(error))
    return redirect("plans:goal", space)
