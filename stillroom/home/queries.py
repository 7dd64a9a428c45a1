"""What a home page shows, read from covers alone: its number of queries does not grow with the number of episodes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from stillroom.accounts.documents import Profile
from stillroom.assessments.documents import Latest
from stillroom.care.documents import Standing, State
from stillroom.care.queries import FirstContact, TherapistStanding, episodes_of, requests_of, therapist_standing
from stillroom.messaging.queries import Unread, unread_of
from stillroom.plans.documents import GoalCover
from stillroom.safety.documents import Raised
from stillroom.scheduling.documents import AheadItem
from stillroom.scheduling.queries import ahead_of
from stillroom.vault.covers import Cover
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder


@dataclass(frozen=True, slots=True)
class Meeting:
    """One time ahead with one person. `near`: the room may be opened (from 15 minutes before until the end)."""

    space: UUID
    label: str
    at: AheadItem
    near: bool


@dataclass(frozen=True, slots=True)
class Companion:
    """One episode as its client's home page shows it."""

    cover: Cover
    standing: Standing
    therapist: TherapistStanding
    goal: GoalCover | None
    measures: Latest | None

    @property
    def is_open(self) -> bool:
        return self.standing.state is State.ACTIVE


@dataclass(frozen=True, slots=True)
class ClientToday:
    companions: tuple[Companion, ...]
    meetings: tuple[Meeting, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Caseload:
    """One client by the name they chose."""

    cover: Cover
    standing: Standing
    flags: int
    next: AheadItem | None


@dataclass(frozen=True, slots=True)
class TherapistToday:
    """`today`: meetings of the therapist's own calendar day. `flags`: people with a raised flag."""

    today: tuple[Meeting, ...]
    requests: tuple[FirstContact, ...]
    unread: tuple[Unread, ...]
    flags: tuple[Caseload, ...]
    clients: tuple[Caseload, ...]


NEAR_BEFORE_SECONDS = 15 * 60


def _meetings(covers: tuple[Cover, ...], now: datetime, role: Role) -> tuple[Meeting, ...]:
    found = []
    for cover in covers:
        for item in ahead_of(cover, now).appointments:
            near = (item.start - now).total_seconds() <= NEAR_BEFORE_SECONDS and now < item.end
            found.append(Meeting(cover.space, _name(cover, role), item, near and item.state == "confirmed"))
    return tuple(sorted(found, key=lambda meeting: meeting.at.start))


def _name(cover: Cover, role: Role) -> str:
    """The other person: a therapist by the label of the key, a client by the name they chose."""
    standing = cover.get(Standing)
    return cover.label if role is Role.CLIENT or standing is None else standing.called


def client_today(keyholder: Keyholder, now: datetime) -> ClientToday:
    covers = episodes_of(keyholder)
    companions = []
    for cover in covers:
        standing = cover.get(Standing)
        if standing is not None:
            companions.append(
                Companion(
                    cover=cover,
                    standing=standing,
                    therapist=therapist_standing(keyholder, standing.therapist, now),
                    goal=cover.get(GoalCover),
                    measures=cover.get(Latest),
                )
            )
    meetings = _meetings(covers, now, Role.CLIENT)
    return ClientToday(tuple(companions), meetings, unread_of(keyholder, covers))


def therapist_today(keyholder: Keyholder, profile: Profile, now: datetime) -> TherapistToday:
    covers = episodes_of(keyholder)
    zone = ZoneInfo(profile.zone)
    day = now.astimezone(zone).date()
    meetings = _meetings(covers, now, Role.THERAPIST)
    clients = []
    for cover in covers:
        standing, raised = cover.get(Standing), cover.get(Raised)
        if standing is not None and standing.state in (State.ACTIVE, State.INVITED):
            ahead = ahead_of(cover, now).appointments
            flags = raised.open if raised else 0
            clients.append(Caseload(cover, standing, flags, ahead[0] if ahead else None))
    return TherapistToday(
        today=tuple(meeting for meeting in meetings if meeting.at.start.astimezone(zone).date() == day),
        requests=requests_of(keyholder, now),
        unread=unread_of(keyholder, covers),
        flags=tuple(client for client in clients if client.flags),
        clients=tuple(sorted(clients, key=lambda client: client.standing.called.casefold())),
    )
