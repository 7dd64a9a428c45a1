"""What should we change? Opened by a sign that it does not get better as it should; nothing follows by itself."""

from collections.abc import Sequence

from django.utils import timezone

from stillroom.accounts.people import KeyholderRequest
from stillroom.assessments.documents import Latest
from stillroom.assessments.forms import TalkForm
from stillroom.assessments.queries import talks_of
from stillroom.assessments.readings import Measure
from stillroom.assessments.signs import SAID, TOPICS, Prompt, prompts_in, still_new
from stillroom.care.meetings import meetings_in
from stillroom.care.queries import CareEpisode
from stillroom.vault.covers import cover_of


def talk_context(
    request: KeyholderRequest, episode: CareEpisode, measures: Sequence[Measure], talk: TalkForm | None = None
) -> dict[str, object]:
    """For the page of answers: what shows a sign, unless this person has spoken about it, and what either has said.

    `talk`: what they typed, if it cannot be kept as it is.
    """
    talks = talks_of(request.keyholder, episode)
    prompts, role = prompts_of(episode, measures), episode.space.role
    seen = max((each.document.newest for each in talks if each.role is role), default=None)
    shown = still_new(prompts, seen) if episode.is_open else ()
    newest = max((each.newest for each in shown), default=None)
    return {
        "prompts": shown,
        "said": [each for each in talks if each.document.topics or each.document.words][-4:],
        "signs": SAID,
        "topics": TOPICS,
        "talk": talk or TalkForm(initial={"newest": newest.isoformat() if newest else ""}),
        "role": episode.space.role,
    }


def prompts_of(episode: CareEpisode, measures: Sequence[Measure]) -> tuple[Prompt, ...]:
    now, cover = timezone.now(), cover_of(episode.space)
    return prompts_in(measures, cover.get(Latest), meetings_in(cover, now), now)
