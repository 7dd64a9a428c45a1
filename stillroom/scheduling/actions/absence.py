"""Times that fall into a therapist's absence, cancelled with a message to each.

Person by person, each in one transaction, as with a single day: doing it again does the rest.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.telling import Told
from stillroom.practice.queries import Listing
from stillroom.scheduling.actions.booking import given_back
from stillroom.scheduling.actions.days import DayCancelled
from stillroom.scheduling.actions.noting import note_times
from stillroom.scheduling.documents import AWAY_CANCELLED
from stillroom.scheduling.queries import appointments_in, is_away_at, people_while_away
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import writing
from stillroom.vault.spaces import Tampered, open_space


def cancel_while_away(*, keyholder: Keyholder, listing: Listing, words: str, now: datetime) -> DayCancelled:
    """Cancels every time that falls into the absence, and tells each person, with `words` if there are any.

    Nobody who neither is away nor plans to be cancels anything by this.
    """
    told = 0
    left: list[str] = []
    for person in people_while_away(keyholder, listing, now):
        done = False
        with suppress(Hidden, Tampered):
            done = _cancel_for(keyholder, person.space, listing, words, now)
        told, left = told + done, left if done else [*left, person.called]
    return DayCancelled(told, tuple(left))


def _cancel_for(keyholder: Keyholder, space: UUID, listing: Listing, words: str, now: datetime) -> bool:
    """Whether there was anything."""
    with writing(open_space(keyholder, space), now=now) as work:
        times = appointments_in(keyholder, work.space)
        gone = [
            each
            for each in times
            if each.document.stands
            and now < each.document.start
            and is_away_at(keyholder, listing, each.document.start)
        ]
        if not gone:
            return False
        after = [
            work.replace(each, given_back(appointment=each.document, by=Role.THERAPIST, now=now))
            if each in gone
            else each
            for each in times
        ]
        told = Told(AWAY_CANCELLED, tuple(each.document.start for each in gone))
        note_times(work=work, times=after, told=[told], words=words)
    return True
