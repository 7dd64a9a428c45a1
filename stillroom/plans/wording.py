"""A goal as lines in words, for its page, for what changed, and for what is carried along or taken out."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.base.times import long_date
from stillroom.core.plans.comparing import Change, changes
from stillroom.plans.documents import Goal, Intervention, Modality, Objective, Step, Wording
from stillroom.vault.documents import Role

PARTS: Mapping[str, str | Promise] = {
    "words": gettext_lazy("Goal"),
    "problem": gettext_lazy("What makes it hard now"),
    "objectives": gettext_lazy("What would show it"),
    "interventions": gettext_lazy("What you do together"),
    "levels": gettext_lazy("What each level looks like"),
    "steps": gettext_lazy("Steps of the client"),
    "theirs": gettext_lazy("Steps of the therapist"),
}
NAMES: Mapping[str, str | Promise] = {
    Modality.TALK: gettext_lazy("talking it through"),
    Modality.CBT: "CBT",
    Modality.DBT: "DBT",
    Modality.ACT: "ACT",
    Modality.TRAUMA: gettext_lazy("trauma work"),
    Modality.EMDR: "EMDR",
    Modality.OTHER: gettext_lazy("another way"),
}


def objective_line(each: Objective) -> str:
    said = [each.words]
    if each.measure:
        said.append(_("You will know by: %s") % each.measure)
    if each.start:
        said.append(_("Now: %s") % each.start)
    if each.target:
        said.append(_("To get to: %s") % each.target)
    if each.due:
        said.append(_("By %s") % long_date(each.due))
    return ". ".join(part.rstrip(".") for part in said) + "."


def intervention_line(each: Intervention) -> str:
    said = f"{each.words} ({NAMES[each.modality]})"
    return f"{said}: {each.often}" if each.often else said


def lines_of(wording: Wording) -> dict[str, tuple[str, ...]]:
    """Part by part; a part that is empty has no lines."""
    return {
        "words": (wording.words,),
        "problem": (wording.problem,) if wording.problem else (),
        "objectives": tuple(map(objective_line, wording.objectives)),
        "interventions": tuple(map(intervention_line, wording.interventions)),
        "levels": tuple(f"{n - 2:+d}: {words}" for n, words in enumerate(wording.levels)),
        "steps": _steps(wording.steps, Role.CLIENT),
        "theirs": _steps(wording.steps, Role.THERAPIST),
    }


def _steps(steps: tuple[Step, ...], who: Role) -> tuple[str, ...]:
    return tuple(step.words for step in steps if step.who is who)


def changed_from(before: Wording | None, goal: Goal) -> tuple[Change, ...]:
    """What is different in `goal`; nothing where there is no `before`."""
    return () if before is None else changes(lines_of(before), lines_of(goal.wording))
