"""Tells the toolkit of the burnout inventory, each quarter for those who have begun with it."""

from datetime import datetime, timedelta

from stillroom.assessments.queries import instrument_of, own_responses_of
from stillroom.base.errors import Hidden
from stillroom.toolkit.checks import Check, finds_check
from stillroom.vault.keyholders import Keyholder

INVENTORY = "cbi"
QUARTER = timedelta(days=91)


@finds_check
def worn_out(keyholder: Keyholder, now: datetime) -> Check | None:
    """Never due before the first answer: nobody is asked to begin. None where the practice may not ask it."""
    try:
        asked = instrument_of(keyholder, INVENTORY)
    except Hidden:
        return None
    mine = (measure for measure in own_responses_of(keyholder) if measure.instrument.id == INVENTORY)
    last = max((measure.latest.sheet.finished for measure in mine), default=None)
    return Check(
        title=asked.client.name,
        about=asked.client.about,
        page="assessments:own_answer",
        args=(INVENTORY, 1),
        last=last,
        is_due=last is not None and now - last >= QUARTER,
    )
