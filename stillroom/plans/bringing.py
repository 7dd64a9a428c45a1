"""The goal as it stands, with its steps."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.care.bringing import bring_along
from stillroom.care.documents import Passage
from stillroom.care.queries import CareEpisode
from stillroom.plans.queries import goal_of
from stillroom.vault.keyholders import Keyholder


@bring_along("goal", title=gettext_lazy("The goal, with its steps"))
def goal_in_words(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    stored = goal_of(keyholder, episode)
    if stored is None:
        return ()
    goal = stored.document
    steps = [
        (_("Done: %(step)s") if step.done_at else _("Open: %(step)s")) % {"step": step.words} for step in goal.steps
    ]
    rated = [f"{goal.ratings[-1].value}/10"] if goal.ratings else []
    found = (
        (_("Goal"), goal.words),
        (_("Steps"), "\n".join(steps)),
        (_("How far, by the last rating"), "".join(rated)),
    )
    return tuple(Passage(heading, text) for heading, text in found if text)
