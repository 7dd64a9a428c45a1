"""For the summary at the end: each goal, how near it felt at first and at last, and what stays."""

from django.utils.translation import gettext as _

from stillroom.care.documents import Passage
from stillroom.care.outcomes import brings_outcomes
from stillroom.care.queries import CareEpisode
from stillroom.plans.documents import Close, Goal
from stillroom.plans.queries import goals_of
from stillroom.plans.standing import attainment_of, level_now
from stillroom.vault.keyholders import Keyholder


@brings_outcomes
def goal_first_to_last(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    goals = [each.document for each in goals_of(keyholder, episode)]
    said = [Passage(goal.words, _came_to(goal)) for goal in goals]
    score = attainment_of(goals)
    if score is not None:
        words = _("%(score)s, where 50 is as hoped (goal attainment scaling).") % {"score": f"{score:g}"}
        said.append(Passage(_("All goals together"), words))
    return tuple(said)


def _came_to(goal: Goal) -> str:
    ratings = goal.ratings
    values = {"first": ratings[0].value, "last": ratings[-1].value} if ratings else {}
    said = [_("From %(first)s to %(last)s, of 10.") % values if ratings else _("Not rated.")]
    if level := level_now(goal):
        said.append(_("It came to: %s") % level)
    met = [each.words for each in goal.objectives]
    if met:
        said.append(_("What would show it: %s") % "; ".join(met))
    if goal.closed is Close.REACHED:
        said.append(_("Reached."))
    if goal.closed is Close.SET_ASIDE:
        said.append(_("Set aside."))
    if goal.closed is None and goal.open_steps:
        said.append(_("Steps that stay: %s") % "; ".join(step.words for step in goal.open_steps))
    return " ".join(said)
