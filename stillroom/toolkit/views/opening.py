"""Exercises that are closed until the therapist opens them for one person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.forms import OpeningForm
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.toolkit.actions import open_exercise
from stillroom.toolkit.definition import Definition
from stillroom.toolkit.queries import opened_in
from stillroom.toolkit.shelves import definition_of, words_of
from stillroom.vault.documents import Role

OPENED = define_notice("tool-opened", _("Open. They find it among their things to try."))
CLOSED = define_notice("tool-closed", _("Closed. What they wrote stays theirs."))


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: KeyholderRequest, space: UUID, name: str) -> HttpResponse:
    """Raises Hidden for an exercise that needs no opening."""
    episode = episode_of(request.keyholder, space)
    definition = definition_of(request.keyholder, name)
    if not definition.opened_by_therapist:
        raise Hidden
    opened = opened_in(request.keyholder, episode)
    if request.method != "POST":
        return _page(request, episode, definition, OpeningForm(initial={"words": opened.get(name, "")}))
    is_open = request.POST.get("do") != "close"
    form = OpeningForm(request.POST)
    if is_open and not form.is_valid():
        return _page(request, episode, definition, form)
    words = form.cleaned_data["words"] if is_open else ""
    try:
        open_exercise(episode=episode, name=name, is_open=is_open, words=words, now=timezone.now())
    except Refused as error:
        form.full_clean()
        form.add_error(None, str(error))
        return _page(request, episode, definition, form)
    return notify(redirect("desk:tools", space), OPENED if is_open else CLOSED)


def _page(request: KeyholderRequest, episode: CareEpisode, definition: Definition, form: OpeningForm) -> HttpResponse:
    context = {
        "episode": episode,
        "definition": definition,
        "words": words_of(definition),
        "form": form,
        "is_open": definition.name in opened_in(request.keyholder, episode),
    }
    return render(request, "toolkit/opening.html", context, status=422 if form.errors else 200)
