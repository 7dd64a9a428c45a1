"""For the summary at the end: each goal, how near it felt at first and at last, and what stays."""

from django.utils.translation import gettext as _

from stillroom.care.documents import Passage
from stillroom.care.outcomes import brings_outcomes
from stillroom.care.queries import CareEpisode
from stillroom.plans.documents import Close, Goal
from stillroom.plans.queries import goals_of
from stillroom.vault.keyholders import Keyholder


@brings_outcomes
def goal_first_to_last(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    return tuple(Passage(each.document.words, _came_to(each.document)) for each in goals_of(keyholder, episode))


def _came_to(goal: Goal) -> str:
    ratings = goal.ratings
    values = {"first": ratings[0].value, "last": ratings[-1].value} if ratings else {}
    said = [_("From %(first)s to %(last)s, of 10.") % values if ratings else _("Not rated.")]
    if goal.closed is Close.REACHED:
        said.append(_("Reached."))
    if goal.closed is Close.SET_ASIDE:
        said.append(_("Set aside."))
    if goal.closed is None and goal.open_steps:
        said.append(_("Steps that stay: %s") % "; ".join(step.words for step in goal.open_steps))
    return " ".join(said)
