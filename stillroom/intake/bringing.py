"""What somebody wrote about themselves, as far as their therapist sees it, and how that one understands it."""

from django.utils.translation import gettext_lazy as _

from stillroom.care.bringing import bring_along
from stillroom.care.documents import Passage
from stillroom.care.queries import CareEpisode
from stillroom.intake.chapters import QUESTIONS
from stillroom.intake.documents import Answer, gathered
from stillroom.intake.queries import formulation_of, shared_of
from stillroom.vault.keyholders import Keyholder


@bring_along("about", title=_("Answers about oneself"))
def answers_in_words(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    shared = shared_of(keyholder, episode)
    groups = gathered(shared.document.answers).values() if shared else ()
    return tuple(Passage(_asked(answer), answer.words) for group in groups for answer in group)


@bring_along("formulation", title=_("How the therapist understands it"))
def formulation_in_words(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    found = formulation_of(keyholder, episode)
    return (Passage("", found.document.words),) if found and found.document.words else ()


def _asked(answer: Answer) -> str:
    known = QUESTIONS.get(answer.question)
    return str(known.words) if known else ""
