"""Whom a client lets reach them, and the card as each of the three sees it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.safety.beyond import beyond, handed_of, reach_of
from stillroom.safety.forms import AcknowledgeForm, ReachForm
from stillroom.safety.on_call import Card, card_of, open_card, say_done
from stillroom.safety.queries import level_of
from stillroom.safety.reach_documents import Reach
from stillroom.safety.reaching import choose_reach, take_cards_back
from stillroom.vault.audits import trail
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored

CHOSEN = define_notice("reach-chosen", _("Kept. It counts from now on."))
BACK = define_notice("card-back", _("The card is destroyed. What was read before cannot be taken back."))
DONE = define_notice("on-call-done", _("Kept. The other two can read it."))


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """The client chooses; the therapist reads what was chosen."""
    episode, moment = episode_of(request.keyholder, space), timezone.now()
    stored = reach_of(request.keyholder, episode)
    if request.profile.role is Role.THERAPIST:
        if request.method == "POST":  # nobody else chooses it
            raise Hidden
        if stored is not None:
            note_look(keyholder=request.keyholder, space=episode.space, kinds=["safety.reach"], now=moment)
        return _reach_page(request, episode, stored, None)
    form = _reach_form(request, episode, stored)
    if request.method != "POST" or not form.is_valid():
        return _reach_page(request, episode, stored, form)
    try:
        choose_reach(
            keyholder=request.keyholder,
            episode=episode,
            reach=form.reach,
            version=form.cleaned_data["version"],
            now=moment,
        )
    except Refused as error:
        episode = episode_of(request.keyholder, space)
        stored = reach_of(request.keyholder, episode)
        form = _reach_form(request, episode, stored, anew=True)
        form.add_error(None, str(error))
        return _reach_page(request, episode, stored, form)
    return notify(redirect("safety:reach", space), CHOSEN)


def _reach_form(
    request: KeyholderRequest, episode: CareEpisode, stored: Stored[Reach] | None, anew: bool = False
) -> ReachForm:
    """`anew`: what was typed, to be kept over what stands there by now."""
    version = stored.version if stored else 0
    found = beyond(request.keyholder, episode, timezone.now())
    names = {"therapist": episode.other_called, "on_call": found.person.name if found.person else ""}
    if request.method == "POST":
        typed = request.POST.copy()
        if anew:
            typed["version"] = str(version)
        return ReachForm(typed, **names)
    before = stored.document if stored else None
    first = {"who": before.reached_by, "way": before.way, "helps": before.helps} if before else {}
    return ReachForm(initial={"version": version, **first}, **names)


def _reach_page(
    request: KeyholderRequest, episode: CareEpisode, stored: Stored[Reach] | None, form: ReachForm | None
) -> HttpResponse:
    context = {
        "episode": episode,
        "reach": stored.document if stored else None,
        "beyond": beyond(request.keyholder, episode, timezone.now()),
        "handed": handed_of(request.keyholder, episode),
        "standing": level_of(request.keyholder, episode),
        "form": form,
    }
    return render(request, "safety/reach.html", context, status=422 if form and form.errors else 200)


@signed_in(Role.CLIENT)
@require_POST
def take_back(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    take_cards_back(keyholder=request.keyholder, episode=episode, now=timezone.now())
    return notify(redirect("safety:reach", space), BACK)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Before it is opened the person on call sees that they are asked, and no name."""
    moment = timezone.now()
    form = AcknowledgeForm(request.POST if request.method == "POST" and "open" not in request.POST else None)
    try:
        found = card_of(request.keyholder, space, moment)
        own = found.space.role
        if request.method == "POST" and own is not Role.ON_CALL:
            raise Hidden
        if request.method == "POST" and "open" in request.POST:
            open_card(keyholder=request.keyholder, card=found, now=moment)
            return redirect("safety:card", space)
        if form.is_bound and found.request is None and form.is_valid():
            say_done(card=found, done=form.cleaned_data["done"], now=moment)
            return notify(redirect("safety:card", space), DONE)
    except Hidden:
        return _gone(request, form)
    if found.request is not None:
        return render(request, "safety/card_asked.html", {"found": found})
    note_look(keyholder=request.keyholder, space=found.space, kinds=["safety.reach_copy"], now=moment)
    return _card_page(request, found, form)


def _card_page(request: KeyholderRequest, found: Card, form: AcknowledgeForm) -> HttpResponse:
    looked = [trace.hour for trace in trail(found.space) if trace.role == Role.ON_CALL and trace.action == "open"]
    context = {"found": found, "own": found.space.role, "form": form, "opened": min(looked, default=None)}
    return render(request, "safety/card.html", context, status=422 if form.errors else 200)


def _gone(request: KeyholderRequest, form: AcknowledgeForm) -> HttpResponse:
    """What was typed about a card that was destroyed meanwhile is shown once more, to be copied."""
    words = form.data.get("done", "") if form.is_bound else ""
    if not words:
        raise Hidden
    return render(request, "safety/card_gone.html", {"words": words}, status=410)
