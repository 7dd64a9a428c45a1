"""Sets of left and right, in the demo: Ada has answered, and Tom has signed his list."""

from collections.abc import Callable
from datetime import datetime, timedelta

from stillroom.care.queries import CareEpisode
from stillroom.core.emdr import Need
from stillroom.emdr.actions import sign, tell_body
from stillroom.emdr.documents import Body, Told
from stillroom.vault.keyholders import Keyholder

BODY = Body(Told.NO, Told.NO, Told.YES, Told.NO, Told.NO, "Migraine about twice a year, never from light.")
REASONS = {Need.AFTER: "She lives alone. A message the next day is agreed."}
Opened = Callable[[], CareEpisode]


def sides(therapist: Keyholder, hers: Opened, his: Opened, start: datetime) -> None:
    tell_body(episode=hers(), body=BODY, now=start + timedelta(days=30))
    checked = {need: REASONS.get(need, "") for need in Need}
    signed_on = start + timedelta(days=31)
    sign(keyholder=therapist, episode=his(), checked=checked, assessment="", safety="", now=signed_on)
