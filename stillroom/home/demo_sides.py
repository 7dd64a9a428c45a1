"""Sets of left and right, in the demo: Ada has answered, Tom has signed his list, and there was a first session."""

from collections.abc import Callable
from datetime import datetime, timedelta

from stillroom.base.ids import new_id
from stillroom.care.queries import CareEpisode
from stillroom.core.emdr import Need
from stillroom.emdr.actions import sign, tell_body
from stillroom.emdr.documents import Body, Closure, SetDone, Status, StoppedBy, Target, Told
from stillroom.emdr.working import close_session, keep_set, keep_target
from stillroom.vault.keyholders import Keyholder

BODY = Body(Told.NO, Told.NO, Told.YES, Told.NO, Told.NO, "Migraine about twice a year, never from light.")
REASONS = {Need.AFTER: "She lives alone. A message the next day is agreed."}
TARGET = Target("Stairs", negative="It was me", positive="I did what I could", voc=3, sud=8, status=Status.ACTIVE)
SETS = (
    SetDone(1, "taps", 0.5, "horizontal", 6, 12.0, StoppedBy.END),
    SetDone(2, "eyes", 1.0, "horizontal", 24, 24.0, StoppedBy.END, sud=7),
    SetDone(3, "eyes", 1.0, "horizontal", 11, 11.4, StoppedBy.CLIENT, sud=5),
)
CLOSURE = Closure(container=True, calm=True, grounded=True, expect=True, contact=True, oriented=True, sud=4)
Opened = Callable[[], CareEpisode]


def sides(therapist: Keyholder, hers: Opened, his: Opened, start: datetime) -> None:
    tell_body(episode=hers(), body=BODY, now=start + timedelta(days=30))
    checked = {need: REASONS.get(need, "") for need in Need}
    signed_on = start + timedelta(days=31)
    sign(keyholder=therapist, episode=his(), checked=checked, assessment="", safety="", now=signed_on)
    met = start + timedelta(days=33)
    target = keep_target(episode=his(), target=TARGET, record=None, version=0, now=met).id
    session = new_id()
    for done in SETS:
        keep_set(keyholder=therapist, episode=his(), record=session, target=target, done=done, now=met)
    close_session(episode=his(), record=session, closure=CLOSURE, now=met + timedelta(minutes=50))
