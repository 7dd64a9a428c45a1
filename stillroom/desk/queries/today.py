"""A therapist's day, from covers alone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from stillroom.accounts.documents import Profile
from stillroom.base.ordering import alphabetical
from stillroom.care.queries import FirstContact, episodes_of, requests_of
from stillroom.care.queries.covering import OpenCovering, StandingIn, covering_requests, coverings_of
from stillroom.desk.people import IN_CARE, Person
from stillroom.desk.queries.caseload import people_in
from stillroom.messaging.queries import Unread, unread_of
from stillroom.notes.queries import Unsigned, unsigned_notes
from stillroom.practice.queries import Listing, own_listing
from stillroom.safety.documents import Lent
from stillroom.safety.lending import lent_open
from stillroom.safety.on_call import CardWaiting, LateBeside, cards_waiting, late_for
from stillroom.safety.queries import Flagged, open_flags
from stillroom.scheduling.coming import Changed, Meeting, changed_in, meetings_in
from stillroom.supervision.queries import OpenCase, case_requests
from stillroom.vault.covers import Harmed, covers_of, harmed_among
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import Request, pending_requests
from stillroom.vault.keyholders import Keyholder

SHOWN = 12  # people under Today; more are a link


@dataclass(frozen=True, slots=True)
class TherapistToday:
    """`today`: meetings of the therapist's own calendar day. `flags`: the nearest deadline first, whatever has become
    of the episode since. `reviews`, `due`, `looks`: whose plan's review is overdue, whose measures are
    due, and with whom it does not get better as it should.

    `people`: the first few in care, of `total`. `standing_in`: for others, and others for them; `asked_to`: where
    yes or no is to be said; `lent`: flags in the first, by their space. `cases`: what colleagues ask.
    `cards`, `late`: for who is on call: cards that may be opened, and therapists who have not looked in time.
    """

    today: tuple[Meeting, ...]
    requests: tuple[FirstContact, ...]
    unread: tuple[Unread, ...]
    flags: tuple[Flagged, ...]
    unsigned: tuple[Unsigned, ...]
    reviews: tuple[Person, ...]
    due: tuple[Person, ...]
    looks: tuple[Person, ...]
    people: tuple[Person, ...]
    total: int
    own: Listing | None
    harmed: Harmed
    changed: tuple[Changed, ...]
    standing_in: tuple[StandingIn, ...]
    asked_to: tuple[OpenCovering, ...]
    lent: Mapping[UUID, Lent]
    cases: tuple[OpenCase, ...]
    cards: Sequence[CardWaiting]
    late: Sequence[LateBeside]


def therapist_today(
    keyholder: Keyholder, profile: Profile, now: datetime, pending: Sequence[Request] | None = None
) -> TherapistToday:
    """`pending`: what waits for them, if it is known."""
    covers = episodes_of(keyholder)
    unread, unsigned = unread_of(keyholder, covers), unsigned_notes(keyholder, covers, now)
    known = sorted(
        people_in(keyholder, covers, unread, unsigned, now, trends=False), key=lambda each: alphabetical(each.called)
    )
    pending = pending_requests(keyholder, now) if pending is None else pending
    people = [person for person in known if person.state in IN_CARE]
    names = {person.space: person.called for person in known}
    named = [(cover, names[cover.space]) for cover in covers if cover.space in names]
    return TherapistToday(
        today=_on_the_day_of(now, meetings_in(named, now), ZoneInfo(profile.zone)),
        requests=requests_of(keyholder, now, pending),
        unread=unread,
        flags=open_flags(keyholder, covers),
        unsigned=unsigned,
        reviews=tuple(person for person in people if person.waits.review),
        due=tuple(person for person in people if person.waits.measures),
        looks=tuple(person for person in people if person.waits.look),
        people=tuple(people[:SHOWN]),
        total=len(people),
        own=own_listing(keyholder),
        harmed=harmed_among(covers, covers_of(keyholder, SpaceKind.DESK)),
        changed=changed_in(named, {each.space: each.count for each in unread}, Role.CLIENT, now),
        standing_in=coverings_of(keyholder),
        asked_to=covering_requests(keyholder, now, pending),
        lent=lent_open(keyholder),
        cases=case_requests(keyholder, now, pending),
        cards=cards_waiting(keyholder, now, pending),
        late=late_for(keyholder, now),
    )


def _on_the_day_of(now: datetime, meetings: Collection[Meeting], zone: ZoneInfo) -> tuple[Meeting, ...]:
    day = now.astimezone(zone).date()
    return tuple(meeting for meeting in meetings if meeting.at.start.astimezone(zone).date() == day)
