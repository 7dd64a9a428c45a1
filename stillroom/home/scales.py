"""Tells the plan which published scale of goals may be used here: neighbours do not know each other."""

from stillroom.assessments.catalogue import catalogue, in_language
from stillroom.assessments.licences import may_ask
from stillroom.base.languages import reads
from stillroom.plans.scale import Scale, tells_scale


@tells_scale
def goal_based_outcomes() -> Scale | None:
    """Its licence is for non-commercial use: not where the practice takes fees."""
    found = next((each for (name, _version), each in catalogue().items() if name == "gbo"), None)
    if found is None or not may_ask(found) or found.goals is None:
        return None
    shown = in_language(found, reads())
    return Scale(
        name=found.short_title,
        instructions=shown.instructions or "",
        language=shown.language,
        attribution=found.licence.attribution,
        most=found.goals.most,
    )
