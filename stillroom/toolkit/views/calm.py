"""Calm now: public, without signing in; nothing is kept, counted or noted."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stillroom.accounts.people import PersonRequest
from stillroom.base.compression import for_everybody
from stillroom.base.languages import reads
from stillroom.base.times import local_time
from stillroom.practice.queries import practice
from stillroom.toolkit.muscles import LONG, SHORT, cues
from stillroom.toolkit.skills import skills as known_skills
from stillroom.toolkit.skills import source


@for_everybody
@require_safe
def calm(request: PersonRequest) -> HttpResponse:
    return render(request, "toolkit/calm.html")


@for_everybody
@require_safe
def breathe(request: PersonRequest) -> HttpResponse:
    return render(request, "toolkit/breathe.html")


@for_everybody
@require_safe
def skills(request: PersonRequest) -> HttpResponse:
    return render(request, "toolkit/skills.html", {"skills": known_skills(), "source": source()})


@for_everybody
@require_safe
def facts(request: PersonRequest) -> HttpResponse:
    """What the practice keeps current in its file."""
    here = practice()
    today = local_time(timezone.now(), here.zone.key).date
    return render(request, "toolkit/facts.html", {"facts": here.facts, "today": today, "tongue": reads()})


@for_everybody
@require_safe
def ground(request: PersonRequest) -> HttpResponse:
    return render(request, "toolkit/ground.html", _today(request))


@for_everybody
@require_safe
def orient(request: PersonRequest) -> HttpResponse:
    return render(request, "toolkit/orient.html", _today(request))


def _today(request: PersonRequest) -> dict[str, object]:
    """Which day it is: by the person's own clock, or else by the practice's."""
    return {"now": timezone.now(), "zone": request.profile.zone if request.profile else practice().zone.key}


@for_everybody
@require_safe
def muscles(request: PersonRequest) -> HttpResponse:
    return render(request, "toolkit/muscles.html", {"short": list(cues(SHORT)), "long": list(cues(LONG))})


@for_everybody
@require_safe
def tap(request: PersonRequest) -> HttpResponse:
    return render(request, "toolkit/tap.html")


@for_everybody
@require_safe
def quiet(request: PersonRequest) -> HttpResponse:
    return render(request, "toolkit/quiet.html")
