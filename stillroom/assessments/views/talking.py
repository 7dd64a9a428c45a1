"""What should we change? Opened by a sign that it does not get better as it should; nothing follows by itself."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from stillroom.accounts.people import KeyholderRequest, signed_in
from stillroom.assessments.actions import talk_about
from stillroom.assessments.documents import Latest
from stillroom.assessments.forms import TalkForm
from stillroom.assessments.queries import responses_of, talks_of
from stillroom.assessments.readings import Measure
from stillroom.assessments.signs import SAID, TOPICS, Prompt, prompts_in, still_new
from stillroom.base.errors import Refused
from stillroom.base.notices import define_notice, notify
from stillroom.care.meetings import meetings_in
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role

SHARED = define_notice("change-shared", _("You both can read it now."))
ASIDE = define_notice("change-aside", _("Set aside. It comes back only with something new."))
OVER = define_notice("change-over", _("Nothing can be written here now. What stands here stays."))


def talk_context(request: KeyholderRequest, episode: CareEpisode, measures: Sequence[Measure]) -> dict[str, object]:
    """For the page of answers: what shows a sign, unless this person has spoken about it, and what either has said."""
    talks = talks_of(request.keyholder, episode)
    prompts, role = _prompts(episode, measures), episode.space.role
    seen = max((each.document.newest for each in talks if each.role is role), default=None)
    return {
        "prompts": still_new(prompts, seen) if episode.is_open else (),
        "said": [each for each in talks if each.document.topics or each.document.words][-4:],
        "signs": SAID,
        "topics": TOPICS,
        "talk": TalkForm(),
        "role": episode.space.role,
    }


def _prompts(episode: CareEpisode, measures: Sequence[Measure]) -> tuple[Prompt, ...]:
    now, cover = timezone.now(), cover_of(episode.space)
    return prompts_in(measures, cover.get(Latest), meetings_in(cover, now), now)


@signed_in(Role.CLIENT, Role.THERAPIST)
@require_POST
def talk(request: KeyholderRequest, space: UUID) -> HttpResponse:
    """Shares it, or sets the matter aside. Sheets that came meanwhile are not counted as seen."""
    episode = episode_of(request.keyholder, space)
    form = TalkForm(request.POST)
    measures = responses_of(request.keyholder, episode)
    prompts = _prompts(episode, measures)
    if not form.is_valid() or not prompts:
        return redirect("assessments:start", space)
    aside = request.POST.get("do") == "aside"
    typed = {"topics": (), "words": ""} if aside else form.cleaned_data
    try:
        talk_about(episode=episode, newest=max(each.newest for each in prompts), **typed, now=timezone.now())
    except Refused:
        return notify(redirect("assessments:start", space), OVER)
    return notify(redirect("assessments:start", space), ASIDE if aside else SHARED)
