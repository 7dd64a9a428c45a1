"""The file of one person: what its first page says in brief, and its tools."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden
from stillroom.care.parts import Look, Part, episode_part
from stillroom.care.queries import episode_of
from stillroom.desk.queries import brief_of
from stillroom.desk.tabs import WITH_A_FILE, file_tabs
from stillroom.toolkit.exercises import EXERCISES
from stillroom.toolkit.queries import opened_in, shared_of
from stillroom.toolkit.reading import read_entry
from stillroom.toolkit.shelves import shelf, words_of
from stillroom.vault.documents import Role


@episode_part
def brief(look: Look) -> Part | None:
    if look.episode.space.role is not Role.THERAPIST or look.episode.episode.state not in WITH_A_FILE:
        return None
    return Part("desk/_brief.html", brief_of(look.keyholder, look.episode, look.now))


@signed_in(Role.THERAPIST)
@require_safe
def tools(request: KeyholderRequest, space: UUID) -> HttpResponse:
    found = episode_of(request.keyholder, space)
    if not file_tabs(found):
        raise Hidden
    shared = [(each, read_entry(each.document)) for each in shared_of(request.keyholder, found)]
    exercises = [each.title for each in EXERCISES.values()]
    context = {
        "episode": found,
        "shared": shared,
        "exercises": exercises,
        "openable": [(each.name, words_of(each).title) for each in shelf().values() if each.opened_by_therapist],
        "opened": opened_in(request.keyholder, found),
    }
    return render(request, "desk/tools.html", context)
