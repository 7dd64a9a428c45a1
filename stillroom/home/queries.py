"""What a home page shows, read from covers alone: its number of queries does not grow with the number of episodes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from stillroom.accounts.documents import Profile
from stillroom.assessments.documents import Latest
from stillroom.base.languages import reads
from stillroom.base.ordering import alphabetical
from stillroom.care.documents import Standing, State
from stillroom.care.queries import (
    FirstContact,
    TherapistStanding,
    consents_due,
    episodes_of,
    requests_of,
    therapist_standings,
)
from stillroom.care.telling import Told
from stillroom.messaging.queries import Unread, unread_of
from stillroom.notes.queries import Unsigned, unsigned_notes
from stillroom.plans.documents import GoalCover
from stillroom.practice.queries import Listing, OnCall, current_texts, on_call, own_listing, registered
from stillroom.practice.readiness import Readiness, readiness
from stillroom.questions.queries import questions_of
from stillroom.safety.queries import Flagged, due_flags, open_flags
from stillroom.scheduling.documents import AheadItem, Beside
from stillroom.scheduling.queries import ahead_of
from stillroom.vault.covers import Cover, covers_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder


@dataclass(frozen=True, slots=True)
class Meeting:
    """One time ahead with one person, by the name that whoever looks knows them by."""

    space: UUID
    label: str
    at: AheadItem


@dataclass(frozen=True, slots=True)
class Changed:
    """What the other of two has done with times, not read yet in their messages."""

    space: UUID
    label: str
    told: Told


@dataclass(frozen=True, slots=True)
class Companion:
    """One episode as its client's home page shows it. `unread`: messages; `to_agree`: texts are yet to be read.

    `offered`: times in whose place others can be taken; `opened`: the therapist opened questions, unanswered yet.
    """

    cover: Cover
    standing: Standing
    therapist: TherapistStanding
    goal: GoalCover | None
    unread: int
    to_agree: bool
    offered: tuple[AheadItem, ...]
    opened: bool

    @property
    def is_open(self) -> bool:
        return self.standing.state is State.ACTIVE


@dataclass(frozen=True, slots=True)
class Harmed:
    """What somebody changed past the product. `with_`: the names of those it is shared with; `own`: one's own space."""

    with_: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class ClientToday:
    """`meetings`: soonest first. `earlier`: those that are still open after a first talk with somebody newer, but for
    those that the person keeps beside."""

    companions: tuple[Companion, ...]
    earlier: tuple[Companion, ...]
    meetings: tuple[Meeting, ...]
    harmed: Harmed
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Caseload:
    """One person in care, by the name they chose; `next`: the next time they meet."""

    cover: Cover
    standing: Standing
    flagged: bool
    next: AheadItem | None


@dataclass(frozen=True, slots=True)
class TherapistToday:
    """`today`: meetings of the therapist's own calendar day. `flags`: the nearest deadline first, whatever has become
    of the episode since."""

    today: tuple[Meeting, ...]
    requests: tuple[FirstContact, ...]
    unread: tuple[Unread, ...]
    flags: tuple[Flagged, ...]
    clients: tuple[Caseload, ...]
    unsigned: tuple[Unsigned, ...]
    own: Listing | None
    harmed: Harmed
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """How many flags a therapist has not looked at in time. `name` is "" for one whom the directory has lost."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class StewardToday:
    """What a steward can see of a day: never whom anything is about.

    `waiting`: names of profiles to be checked. `ending`: profiles whose licence ends within 60 days or has ended, with
    no renewed one sent in. `questions`: how many wait for an answer.
    """

    late: tuple[Late, ...]
    on_call: OnCall | None
    waiting: tuple[str, ...]
    ending: tuple[Listing, ...]
    ready: Readiness
    questions: int


def client_today(keyholder: Keyholder, profile: Profile, now: datetime) -> ClientToday:
    covers = episodes_of(keyholder)
    standings = _standings(covers)
    therapists = therapist_standings(keyholder, {standing.therapist for _, standing in standings}, now)
    unread = {each.space: each.count for each in unread_of(keyholder, covers)}
    texts = current_texts(keyholder, profile.language or reads()) if standings else ()
    companions = tuple(
        Companion(
            cover=cover,
            standing=standing,
            therapist=therapists[standing.therapist],
            goal=cover.get(GoalCover),
            unread=unread.get(cover.space, 0),
            to_agree=standing.state is State.ACTIVE and consents_due(keyholder, standing, texts),
            offered=ahead_of(cover, now).offered if standing.state is State.ACTIVE else (),
            opened=bool((latest := cover.get(Latest)) and latest.opened),
        )
        for cover, standing in standings
    )
    named = [(cover, cover.label) for cover, _ in standings]
    own = covers_of(keyholder, SpaceKind.JOURNAL, SpaceKind.DESK)
    return ClientToday(
        companions=companions,
        earlier=_earlier(companions, own, now),
        meetings=_meetings(named, now),
        harmed=_harmed(covers, own),
        changed=_changed(named, unread, Role.THERAPIST, now),
    )


def therapist_today(keyholder: Keyholder, profile: Profile, now: datetime) -> TherapistToday:
    covers = episodes_of(keyholder)
    standings = _standings(covers)
    named = [(cover, standing.called) for cover, standing in standings]
    meetings, unread = _meetings(named, now), unread_of(keyholder, covers)
    flags = open_flags(keyholder, covers)
    return TherapistToday(
        today=_on_the_day_of(now, meetings, ZoneInfo(profile.zone)),
        requests=requests_of(keyholder, now),
        unread=unread,
        flags=flags,
        clients=_caseload(standings, {flag.space for flag in flags}, now),
        unsigned=unsigned_notes(keyholder, covers, now),
        own=own_listing(keyholder),
        harmed=_harmed(covers, covers_of(keyholder, SpaceKind.JOURNAL, SpaceKind.DESK)),
        changed=_changed(named, {each.space: each.count for each in unread}, Role.CLIENT, now),
    )


def steward_today(keyholder: Keyholder, now: datetime) -> StewardToday:
    """Raises Hidden for anybody but a steward."""
    people = registered(keyholder, now)
    names = {person.listing.id: person.listing.name for person in people}
    return StewardToday(
        late=tuple(Late(names.get(each.therapist, ""), each.count) for each in due_flags(now)),
        on_call=on_call(keyholder, now),
        waiting=tuple(person.listing.name for person in people if person.waits),
        ending=tuple(person.listing for person in people if not person.renews and person.listing.ends_soon(now)),
        ready=readiness(keyholder, now),
        questions=sum(question.thread.waits for question in questions_of(keyholder, now)),
    )


def _standings(covers: Collection[Cover]) -> list[tuple[Cover, Standing]]:
    """Covers on which an episode stands; not one whose key has changed and is yet to be picked up."""
    return [(cover, standing) for cover in covers if (standing := cover.get(Standing))]


def _earlier(companions: Collection[Companion], own: Collection[Cover], now: datetime) -> tuple[Companion, ...]:
    kept = {space for cover in own if (beside := cover.get(Beside)) for space in beside.spaces}
    first = {each.cover.space: over[0].start for each in companions if (over := ahead_of(each.cover, now).over)}
    newest = max(
        (first[each.cover.space] for each in companions if each.is_open and each.cover.space in first), default=now
    )
    return tuple(
        each
        for each in companions
        if each.is_open and each.cover.space not in kept and first.get(each.cover.space, newest) < newest
    )


def _harmed(covers: Collection[Cover], own: Collection[Cover]) -> Harmed:
    return Harmed(tuple(cover.label for cover in covers if cover.harmed), any(cover.harmed for cover in own))


def _meetings(named: Collection[tuple[Cover, str]], now: datetime) -> tuple[Meeting, ...]:
    found = [Meeting(cover.space, name, item) for cover, name in named for item in ahead_of(cover, now).appointments]
    return tuple(sorted(found, key=lambda meeting: meeting.at.start))


def _changed(
    named: Collection[tuple[Cover, str]], unread: Mapping[UUID, int], by: Role, now: datetime
) -> tuple[Changed, ...]:
    """What `by` has done, as long as it is unread in that conversation, where it is told as well: of `unread` messages
    no more than so many can tell it, and what was read before has often been overtaken."""
    return tuple(
        Changed(cover.space, name, news.told)
        for cover, name in named
        if (count := unread.get(cover.space, 0))
        for news in [each for each in ahead_of(cover, now).news if each.by is by][-count:]
    )


def _on_the_day_of(now: datetime, meetings: Collection[Meeting], zone: ZoneInfo) -> tuple[Meeting, ...]:
    day = now.astimezone(zone).date()
    return tuple(meeting for meeting in meetings if meeting.at.start.astimezone(zone).date() == day)


def _caseload(
    standings: Collection[tuple[Cover, Standing]], flagged: Collection[UUID], now: datetime
) -> tuple[Caseload, ...]:
    clients = []
    for cover, standing in standings:
        if standing.state in (State.ACTIVE, State.INVITED):
            ahead = ahead_of(cover, now).appointments
            clients.append(Caseload(cover, standing, cover.space in flagged, ahead[0] if ahead else None))
    return tuple(sorted(clients, key=lambda client: alphabetical(client.standing.called)))
