"""The plan of an episode, the same for both people: its goals, a page to change one, and looking at it together."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.times import day_of
from stillroom.care.actions import note_look
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.plans.actions import (
    agree_on_goal,
    close_goal,
    keep_review,
    leave_as_it_was,
    propose_goal,
    rate_goal,
    rate_level,
    set_day,
    tick_step,
)
from stillroom.plans.documents import Review
from stillroom.plans.forms import (
    LEVELS,
    CloseForm,
    DayForm,
    GoalActForm,
    GoalForm,
    LevelForm,
    RatingForm,
    ReviewForm,
    StartForm,
    StepForm,
    typed_of,
)
from stillroom.plans.pages import GoalShown, shown
from stillroom.plans.queries import goal_of, goals_of, review_of
from stillroom.plans.scale import moved_by, scale
from stillroom.plans.standing import attainment_of, plan_standing, still_looking
from stillroom.plans.wording import PARTS
from stillroom.toolkit.exercises import EXERCISES
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored


def _page(
    request: KeyholderRequest,
    episode: CareEpisode,
    form: GoalForm | None = None,
    rating: RatingForm | None = None,
    problem: str = "",
) -> HttpResponse:
    stored = goals_of(request.keyholder, episode)
    if stored:
        note_look(keyholder=request.keyholder, space=episode.space, kinds=["plans.goal"], now=timezone.now())
    now = timezone.now()
    goals = [shown(each) for each in stored]
    ratings = {each.id: _rating_form(each) for each in goals}
    if rating and goals:
        named = rating["goal"].value()
        ratings[next((each.id for each in goals if str(each.id) == named), goals[0].id)] = rating
    context = {
        "episode": episode,
        "goals": goals,
        "role": episode.space.role,
        "form": form or GoalForm(initial={"version": 0}),
        "ratings": ratings,
        "levels": {each.id: _level_form(each) for each in goals if each.goal.levels},
        "attainment": attainment_of(each.goal for each in goals),
        "scale": (published := scale()),
        "moved": moved_by((each.goal for each in goals), published) if published else None,
        "problem": problem,
        "parts": PARTS,
        "exercises": EXERCISES,
        "standing": plan_standing(cover_of(episode.space), now),
        "review": review_of(request.keyholder, episode),
    }
    failed = problem or (form and form.errors) or (rating and rating.errors)
    return render(request, "plans/goal.html", context, status=422 if failed else 200)


def _sent(request: KeyholderRequest) -> QueryDict | None:
    """Also a form that was sent empty is to be asked again."""
    return request.POST if request.method == "POST" else None


def _rating_form(one: GoalShown) -> RatingForm:
    return RatingForm(initial={"goal": one.id, "version": one.version}, auto_id=f"id_{one.id}_%s")


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def goal(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """All goals; the form of the first one as long as there is none."""
    episode = episode_of(request.keyholder, space)
    if request.method == "GET":
        return _page(request, episode)
    form = GoalForm(request.POST)
    if not form.is_valid():
        return _page(request, episode, form)
    try:
        propose_goal(episode=episode, **form.given(), now=timezone.now())
    except Refused as error:
        return _page(request, episode, _on_todays_version(request, episode, None, str(error)))
    return redirect("plans:goal", space)


def _on_todays_version(request: KeyholderRequest, episode: CareEpisode, record: UUID | None, problem: str) -> GoalForm:
    """The same words, to be sent again over what the other has written meanwhile."""
    current = goal_of(request.keyholder, episode, record)
    typed = request.POST.copy()
    typed["version"] = str(current.version if current else 0)
    form = GoalForm(typed)
    form.add_error(None, problem)
    return form


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def change(request: KeyholderRequest, space: UUID, record: UUID) -> HttpResponse:
    """One goal's words, steps and all else: a proposal, or an answer to the other's."""
    episode = episode_of(request.keyholder, space)
    stored = goal_of(request.keyholder, episode, record)
    if stored is None:
        raise Hidden
    form = GoalForm(
        _sent(request),
        initial={**typed_of(stored.document), "version": stored.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            propose_goal(episode=episode, **form.given(), record=record, now=timezone.now())
        except Refused as error:
            form = _on_todays_version(request, episode, record, str(error))
            stored = goal_of(request.keyholder, episode, record)
        else:
            return redirect("plans:goal", space)
    context = {"episode": episode, "form": form, "one": stored and shown(stored), "parts": PARTS}
    return render(request, "plans/change.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def another(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """One more goal. A therapist can start from a template, which fills the form and proposes nothing yet."""
    episode = episode_of(request.keyholder, space)
    start = StartForm(request.POST if "start" in request.POST else None)
    if start.is_bound and start.is_valid() and episode.space.role is Role.THERAPIST:
        form = GoalForm(initial={**typed_of(start.chosen().goal), "version": 0})
        return _another(request, episode, form, start)
    form = GoalForm(_sent(request), initial={"version": 0})
    if request.method == "POST" and form.is_valid():
        try:
            propose_goal(episode=episode, **{**form.given(), "version": 0}, another=True, now=timezone.now())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return redirect("plans:goal", space)
    return _another(request, episode, form, StartForm())


def _another(request: KeyholderRequest, episode: CareEpisode, form: GoalForm, start: StartForm) -> HttpResponse:
    context = {"episode": episode, "form": form, "one": None, "parts": PARTS}
    if episode.space.role is Role.THERAPIST:
        context |= {"start": start, "started": start.chosen() if start.is_bound and start.is_valid() else None}
    return render(request, "plans/change.html", context, status=422 if form.errors else 200)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def agree(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    form = GoalActForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            agree_on_goal(episode=episode, version=typed["version"], record=typed["goal"], now=timezone.now())
        except Refused as error:
            return _page(request, episode, problem=str(error))
    return redirect("plans:goal", space)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def leave(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Drops a change that waits."""
    episode = episode_of(request.keyholder, space)
    form = GoalActForm(request.POST)
    if form.is_valid() and (record := form.cleaned_data["goal"]):
        try:
            leave_as_it_was(episode=episode, version=form.cleaned_data["version"], record=record, now=timezone.now())
        except Refused as error:
            return _page(request, episode, problem=str(error))
    return redirect("plans:goal", space)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def close(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    form = CloseForm(request.POST)
    if form.is_valid() and (record := form.cleaned_data["goal"]):
        typed = form.cleaned_data
        try:
            close_goal(episode=episode, how=typed["how"], version=typed["version"], record=record, now=timezone.now())
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
    typed = form.cleaned_data
    try:
        rate_goal(
            episode=episode,
            value=typed["value"],
            version=typed["version"],
            record=typed["goal"],
            now=timezone.now(),
        )
    except Refused as error:
        return _page(request, episode, problem=str(error))
    return redirect("plans:goal", space)


def _level_form(one: GoalShown) -> LevelForm:
    initial = {"goal": one.id, "version": one.version}
    return LevelForm(levels=one.goal.levels, initial=initial, auto_id=f"id_level_{one.id}_%s")


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def level(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Which of a goal's five levels it is today."""
    episode = episode_of(request.keyholder, space)
    form = LevelForm(request.POST, levels=list(map(str, LEVELS)))
    if not form.is_valid():
        return _page(request, episode, problem=gettext("Please choose one of the five."))
    typed = form.cleaned_data
    about = {"value": typed["level"], "version": typed["version"], "record": typed["goal"]}
    try:
        rate_level(episode=episode, **about, now=timezone.now())
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
                record=typed["goal"],
                now=timezone.now(),
            )
        except Refused as error:
            return _page(request, episode, problem=str(error))
    return redirect("plans:goal", space)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def day(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """By when a step is to be done."""
    episode = episode_of(request.keyholder, space)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _page(request, episode, problem=" ".join(str(error) for each in form.errors.values() for error in each))
    typed = form.cleaned_data
    try:
        set_day(
            episode=episode,
            words=typed["step"],
            due=typed["due"],
            version=typed["version"],
            record=typed["goal"],
            now=timezone.now(),
        )
    except Refused as error:
        return _page(request, episode, problem=str(error))
    return redirect("plans:goal", space)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def review(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Looking at the plan together: what helped, what stays, what changes, and when to look again."""
    episode, now = episode_of(request.keyholder, space), timezone.now()
    last = review_of(request.keyholder, episode)
    today = {"today": day_of(now, request.profile.zone)}
    form = ReviewForm(_sent(request), **today, initial=_begun(still_looking(last, now)))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        version = typed.pop("version")
        try:
            keep_review(episode=episode, review=Review(at=now, **typed), version=version, now=now)
        except Refused as error:
            last = review_of(request.keyholder, episode)
            again = request.POST.copy()
            again["version"] = str(_begun(still_looking(last, now))["version"])
            form = ReviewForm(again, **today)
            form.add_error(None, str(error))
        else:
            return redirect("plans:goal", space)
    context = {
        "episode": episode,
        "form": form,
        "last": last,
        "goals": [shown(each) for each in goals_of(request.keyholder, episode)],
    }
    return render(request, "plans/review.html", context, status=422 if form.errors else 200)


def _begun(last: Stored[Review] | None) -> dict[str, Any]:
    """What the form begins with: the words of this look so far."""
    if last is None:
        return {"version": 0}
    found = {name: getattr(last.document, name) for name in ReviewForm.base_fields if name != "version"}
    return {**found, "version": last.version}
