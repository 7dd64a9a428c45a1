"""Results of questionnaires: the scores, with their days. The single answers stay where they are."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.assessments.queries import responses_of
from stillroom.assessments.readings import Reading
from stillroom.base.times import local_time
from stillroom.care.bringing import bring_along
from stillroom.care.documents import Passage
from stillroom.care.queries import CareEpisode
from stillroom.vault.keyholders import Keyholder


@bring_along("measures", title=gettext_lazy("Results of questions, without the single answers"))
def results_in_words(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    zone = episode.episode.zone or "UTC"
    return tuple(
        Passage(measure.instrument.short_title, "\n".join(_result(reading, zone) for reading in measure.readings))
        for measure in responses_of(keyholder, episode)
    )


def _result(reading: Reading, zone: str) -> str:
    main = reading.main
    highest = "" if main.highest is None else f"/{main.highest}"
    score = _("no score") if main.value is None else f"{main.value:g}{highest}"
    label = f" ({reading.label})" if reading.label else ""
    local = local_time(reading.sheet.finished, zone)
    return f"{local.full_day} {local.date:%Y}: {score}{label}"
