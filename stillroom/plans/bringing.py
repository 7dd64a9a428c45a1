"""The plan as it stands, goal by goal."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.care.bringing import bring_along
from stillroom.care.documents import Passage
from stillroom.care.queries import CareEpisode
from stillroom.plans.documents import Goal
from stillroom.plans.queries import goals_of
from stillroom.plans.wording import PARTS, lines_of
from stillroom.vault.keyholders import Keyholder


@bring_along("goal", title=gettext_lazy("The goal, with its steps"))
def goal_in_words(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    return tuple(
        Passage(heading, text)
        for each in goals_of(keyholder, episode)
        for heading, text in _parts(each.document)
        if text
    )


def _parts(goal: Goal) -> Iterator[tuple[str, str]]:
    steps = [
        (_("Done: %(step)s") if step.done_at else _("Open: %(step)s")) % {"step": step.words} for step in goal.steps
    ]
    lines = lines_of(goal.wording)
    for part in ("words", "problem", "objectives", "interventions"):
        yield str(PARTS[part]), "\n".join(lines[part])
    yield _("Steps"), "\n".join(steps)
    yield _("How far, by the last rating"), f"{goal.ratings[-1].value}/10" if goal.ratings else ""
