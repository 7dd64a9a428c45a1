"""For the summary at the end: the goal, and how near it felt at first and at last."""

from django.utils.translation import gettext as _

from stillroom.care.documents import Passage
from stillroom.care.outcomes import brings_outcomes
from stillroom.care.queries import CareEpisode
from stillroom.plans.queries import goal_of
from stillroom.vault.keyholders import Keyholder


@brings_outcomes
def goal_first_to_last(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    stored = goal_of(keyholder, episode)
    if stored is None:
        return ()
    ratings = stored.document.ratings
    values = {"first": ratings[0].value, "last": ratings[-1].value} if ratings else {}
    rated = _("From %(first)s to %(last)s, of 10.") % values if ratings else _("Not rated.")
    return (Passage(stored.document.words, rated),)
