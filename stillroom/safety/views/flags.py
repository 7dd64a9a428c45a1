"""Help outside, for everybody; raised flags, for the therapist they are meant for."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stillroom.accounts.drafting import define_draft, draft_kept
from stillroom.accounts.people import KeyholderRequest, PersonRequest, signed_in
from stillroom.base.compression import for_everybody
from stillroom.base.errors import Hidden, Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.actions import note_look
from stillroom.care.parts import Look, LookAmongThree, Part, episode_part, part_among_three
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.care.queries.covering import covering_of
from stillroom.safety.actions import acknowledge_flag, keep_words, state_level
from stillroom.safety.beyond import beyond, handed_of, reach_of
from stillroom.safety.documents import Raised
from stillroom.safety.forms import AcknowledgeForm, LevelForm
from stillroom.safety.lending import acknowledge_lent, lent_flag, lent_flags
from stillroom.safety.levels import WORDS
from stillroom.safety.queries import DRAFT, Flag, flag_of, flags_of, help_lines, level_of, words_kept
from stillroom.safety.reaching import settle_cards
from stillroom.safety.sources import SOURCES
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role

define_draft(DRAFT, title=_("What you did about a flag"), page="safety:flags")
LOOKED = define_notice("flag-looked", _("Kept. The mark is gone from your list."))
STATED = define_notice("level-stated", _("Kept. It stands until you say something newer."))


@episode_part
def raised(look: Look) -> Part | None:
    """The therapist's page of an episode says that somebody has to look."""
    found = cover_of(look.episode.space).get(Raised)
    if look.profile.role is not Role.THERAPIST or found is None or not found.open:
        return None
    return Part("safety/_raised.html", found)


@episode_part
def reached(look: Look) -> Part | None:
    """Until something is chosen, the client's page of an episode says that nobody else could look."""
    if look.profile.role is not Role.CLIENT or not look.episode.is_open:
        return None
    found = beyond(look.keyholder, look.episode, look.now)
    return None if found.chosen else Part("safety/_reach.html", found)


@for_everybody
@require_safe
def now(request: PersonRequest) -> HttpResponse:
    """Public, without signing in; who looks at it is noted nowhere."""
    zone = request.profile.zone if request.profile else None
    return render(request, "safety/now.html", {"lines": help_lines(request, timezone.now(), zone)})


@signed_in(Role.THERAPIST)
@require_safe
def flags(request: KeyholderRequest, space: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    if flags_of(request.keyholder, episode):
        note_look(keyholder=request.keyholder, space=episode.space, kinds=["safety.flag"], now=timezone.now())
    return _flags_page(request, episode, None)


def _flags_page(request: KeyholderRequest, episode: CareEpisode, form: LevelForm | None) -> HttpResponse:
    standing = level_of(request.keyholder, episode)
    context = {
        "episode": episode,
        "flags": flags_of(request.keyholder, episode),
        "standing": standing,
        "words": WORDS,
        "form": form or LevelForm(initial={"level": standing.level}),
    }
    return render(request, "safety/flags.html", context, status=422 if form and form.errors else 200)


@signed_in(Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: KeyholderRequest, space: UUID, flag: UUID) -> HttpResponse:
    episode = episode_of(request.keyholder, space)
    found = flag_of(request.keyholder, episode, flag)
    if request.method != "POST":
        note_look(keyholder=request.keyholder, space=episode.space, kinds=["safety.flag"], now=timezone.now())
        kept = words_kept(request.keyholder, space, flag)
        return _page(request, episode, found, AcknowledgeForm(initial={"done": kept}))
    form = AcknowledgeForm(request.POST)
    if not form.is_valid():
        return _page(request, episode, found, form)
    moment = timezone.now()
    try:
        acknowledge_flag(episode=episode, flag=flag, done=form.cleaned_data["done"], now=moment)
    except Refused as error:
        form.add_error(None, str(error))
        return _page(request, episode, found, form)
    keep_words(keyholder=request.keyholder, space=space, flag=flag, done="", now=moment)
    settle_cards(keyholder=request.keyholder, now=moment)
    return notify(redirect("safety:flags", space), LOOKED)


@signed_in(Role.THERAPIST)
@require_POST
def level(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """The therapist's judgment. No program lowers it."""
    episode, form = episode_of(request.keyholder, space), LevelForm(request.POST)
    if not form.is_valid():
        return _flags_page(request, episode, form)
    state_level(episode=episode, now=timezone.now(), **form.cleaned_data)
    return notify(redirect("safety:flags", space), STATED)


@signed_in(Role.THERAPIST)
@require_POST
def draft(request: KeyholderRequest, space: UUID, flag: UUID) -> HttpResponse:
    """Keeps what is being typed, sealed in the therapist's own space."""
    flag_of(request.keyholder, episode_of(request.keyholder, space), flag)
    done = request.POST.get("done", "")
    keep_words(keyholder=request.keyholder, space=space, flag=flag, done=done, now=timezone.now())
    return draft_kept(request, "safety:flag", space, flag)


@part_among_three
def lent(look: LookAmongThree) -> Part | None:
    found = lent_flags(look.keyholder, look.found)
    return Part("safety/_lent.html", found) if found else None


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_http_methods(["GET", "HEAD", "POST"])
def lent_to(request: KeyholderRequest, space: UUID, flag: UUID) -> HttpResponse:
    """A flag as the three see it; whoever stands in says what they did."""
    keyholder, moment = request.keyholder, timezone.now()
    found = covering_of(keyholder, space, moment)
    if found.request is not None:
        raise Hidden
    one = lent_flag(keyholder, found, flag)
    form = AcknowledgeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            acknowledge_lent(found=found, flag=flag, done=form.cleaned_data["done"], now=moment)
            return notify(redirect("care:covering", space), LOOKED)
        except Refused as error:
            form.add_error(None, str(error))
    note_look(keyholder=keyholder, space=found.space, kinds=["safety.lent_flag"], now=moment)
    context = {"found": found, "flag": one, "form": form, "own": found.space.role}
    return render(request, "safety/lent_flag.html", context, status=422 if form.errors else 200)


def _page(request: KeyholderRequest, episode: CareEpisode, found: Flag, form: AcknowledgeForm) -> HttpResponse:
    keyholder, given = request.keyholder, found.stored
    reach = reach_of(keyholder, episode)
    context = {
        "episode": episode,
        "flag": found,
        "source": SOURCES[given.document.source],
        "form": form,
        "reach": reach.document if reach else None,
        "beyond": beyond(keyholder, episode, timezone.now()),
        "handed": next((one.document for one in handed_of(keyholder, episode) if one.document.flag == given.id), None),
    }
    return render(request, "safety/flag.html", context, status=422 if form.errors else 200)
