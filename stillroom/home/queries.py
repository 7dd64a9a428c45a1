"""What a home page shows, read from covers alone: its number of queries does not grow with the number of episodes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from stillroom.accounts.documents import Profile
from stillroom.assessments.checking_in import to_check_in
from stillroom.assessments.documents import Latest
from stillroom.assessments.due import Due, due_of
from stillroom.assessments.signs import looks_for
from stillroom.base.languages import reads
from stillroom.care.documents import Standing, State
from stillroom.care.meetings import meetings_in as ends_in
from stillroom.care.queries import (
    TherapistStanding,
    consents_due,
    episodes_of,
    therapist_standings,
)
from stillroom.care.queries.covering import StandingIn, coverings_of
from stillroom.emdr.documents import Ahead
from stillroom.messaging.queries import unread_of
from stillroom.plans.documents import GoalCover
from stillroom.practice.queries import Listing, OnCall, current_texts, on_call, registered
from stillroom.practice.readiness import Readiness, readiness
from stillroom.questions.queries import questions_of
from stillroom.safecalls.documents import NextCheckIn, Running
from stillroom.safety.queries import due_flags
from stillroom.safety.reach_documents import Chosen
from stillroom.scheduling.coming import Changed, Meeting, changed_in, meetings_in
from stillroom.scheduling.documents import AheadItem, Beside
from stillroom.scheduling.queries import ahead_of
from stillroom.vault.covers import Cover, Harmed, covers_of, harmed_among
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder


@dataclass(frozen=True, slots=True)
class Companion:
    """One episode as its client's home page shows it. `unread`: messages; `to_agree`: texts are yet to be read.

    `offered`: times in whose place others can be taken; `opened`: the therapist opened questions, unanswered yet.
    `due`: of those that are suggested from time to time. `look`: it does not get better as it should, and the client
    has not said anything about it since. `talk_of`: the session they have
    not said anything about. `unchosen`: who may reach them in danger is not said yet.
    `sides`: of sets of left and right; `sides_after`: they are asked now how it was since.
    """

    cover: Cover
    standing: Standing
    therapist: TherapistStanding
    goal: GoalCover | None
    unread: int
    to_agree: bool
    offered: tuple[AheadItem, ...]
    opened: bool
    due: Due
    look: bool
    talk_of: datetime | None
    unchosen: bool
    sides: Ahead
    sides_after: bool

    @property
    def is_open(self) -> bool:
        return self.standing.state is State.ACTIVE


@dataclass(frozen=True, slots=True)
class ClientToday:
    """`meetings`: soonest first. `earlier`: those that are still open after a first talk with somebody newer, but for
    those that the person keeps beside."""

    companions: tuple[Companion, ...]
    earlier: tuple[Companion, ...]
    meetings: tuple[Meeting, ...]
    harmed: Harmed
    changed: tuple[Changed, ...]
    standing_in: tuple[StandingIn, ...]
    check_ins: tuple[NextCheckIn, ...]


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
            to_agree=standing.state is State.ACTIVE and bool(consents_due(keyholder, standing, texts)),
            offered=ahead_of(cover, now).offered if standing.state is State.ACTIVE else (),
            opened=bool((latest := cover.get(Latest)) and latest.opened),
            look=looks_for(keyholder, cover, Role.CLIENT, now),
            talk_of=to_check_in(cover, now) if standing.state is State.ACTIVE else None,
            unchosen=standing.state is State.ACTIVE and cover.get(Chosen) is None,
            due=due_of(cover, now, ends_in(cover, now)),
            sides=(sides := cover.get(Ahead) or Ahead()),
            sides_after=sides.asks_after(now),
        )
        for cover, standing in standings
    )
    named = [(cover, cover.label) for cover, _ in standings]
    own = covers_of(keyholder, SpaceKind.JOURNAL, SpaceKind.DESK)
    return ClientToday(
        companions=companions,
        earlier=_earlier(companions, own, now),
        meetings=meetings_in(named, now),
        harmed=harmed_among(covers, own),
        changed=changed_in(named, unread, Role.THERAPIST, now),
        standing_in=coverings_of(keyholder),
        check_ins=tuple(due for cover in own if (calls := cover.get(Running)) for due in calls.due),
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
