"""For the summary at the end: each questionnaire from its first score to its last, and whether that is more than
chance. Those that tell the person who answered no number stay out."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.assessments.queries import responses_of
from stillroom.assessments.readings import Measure
from stillroom.care.documents import Passage
from stillroom.care.outcomes import brings_outcomes
from stillroom.care.queries import CareEpisode
from stillroom.core.instruments.change import Change
from stillroom.vault.keyholders import Keyholder

CHANGES = {
    Change.RECOVERED: gettext_lazy("This is better, and by more than chance."),
    Change.IMPROVED: gettext_lazy("This is better, and by more than chance."),
    Change.NO_RELIABLE_CHANGE: gettext_lazy("This may be chance: it is about the same."),
    Change.DETERIORATED: gettext_lazy("This is harder, and by more than chance."),
    Change.UNDETERMINED: gettext_lazy("Nobody has worked out how much of this can be chance."),
}


@brings_outcomes
def measures_first_to_last(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    found = (measure for measure in responses_of(keyholder, episode) if measure.is_told)
    return tuple(
        Passage(measure.instrument.client.name, text) for measure in found if (text := _first_to_last(measure))
    )


def _first_to_last(measure: Measure) -> str:
    """'' while there are not two scores."""
    change = measure.since_first
    if change is None:
        return ""
    scores = [reading.main.value for reading in measure.readings if reading.main.value is not None]
    values = {"first": f"{scores[0]:g}", "last": f"{scores[-1]:g}", "highest": f"{measure.highest:g}"}
    return _("From %(first)s to %(last)s, of %(highest)s.") % values + " " + str(CHANGES[change])
