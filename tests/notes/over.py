"""A session of Ada and Tom that is over, and Tom's note of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.urls import reverse

from stillroom.care.documents import Medium
from stillroom.care.queries import episodes_of
from stillroom.notes.actions import keep_note, sign_note
from stillroom.notes.beginning import first_words
from stillroom.notes.documents import Note
from stillroom.notes.headings import Heading, Headings
from stillroom.notes.queries import session_of, unsigned_notes
from stillroom.scheduling.actions import book, set_hours
from stillroom.scheduling.models import OpeningHours
from stillroom.vault.keyholders import change_ring
from tests.care.pair import Pair

FIELDS = {"start": "10:00", "stop": "10:50", "medium": "voice", "risk": "none", "goal": "", "measures": ""}
CANARY = "canary-wren told of the river"
LOS_ANGELES = "America/Los_Angeles"


class Over:
    """A session of Ada and Tom that ended a while ago by the real clock, which pages read."""

    def __init__(self, pair: Pair, toms, back: timedelta = timedelta(hours=3)) -> None:
        self.pair = pair
        every_day = ", ".join(f"{day} 00:00 00:00" for day in range(7))
        set_hours(week=OpeningHours(therapist=toms.id, zone=toms.zone, windows=every_day, notice_hours=0))
        self.now = datetime.now(UTC)
        start = (self.now - back).replace(minute=0, second=0, microsecond=0)
        before = start - timedelta(hours=1)
        hers = pair.hers()
        stored = book(keyholder=pair.ada.keyholder, episode=hers, start=start, medium=Medium.VOICE, now=before)
        self.record, self.start = stored.id, start

    @property
    def his(self):
        return self.pair.his()

    def session(self):
        change_ring(self.pair.tom.keyholder, lambda ring: ring)  # what his browser added meanwhile
        return session_of(self.pair.tom.keyholder, self.his, self.record, self.now)

    def first(self) -> Note:
        return first_words(self.pair.tom.keyholder, self.his, self.session(), LOS_ANGELES, self.now)

    def written(self, data: str = CANARY, plan: str = "", **more) -> Note:
        return replace(
            self.first(), **{"headings": Headings.DAP, "said": {Heading.DATA: data, Heading.PLAN: plan}, **more}
        )

    def sign(self, **more):
        note = self.written(**more)
        return sign_note(keyholder=self.pair.tom.keyholder, episode=self.his, note=note, now=self.now)

    def keep(self, **more):
        note = self.written(**more)
        return keep_note(keyholder=self.pair.tom.keyholder, episode=self.his, note=note, now=self.now)

    def unsigned(self):
        keyholder = self.pair.tom.keyholder
        return unsigned_notes(keyholder, episodes_of(keyholder), self.now)

    def page(self, name: str = "note") -> str:
        return reverse(f"notes:{name}", args=[self.pair.space, *([] if name == "notes" else [self.record])])
