"""Who may sit where in a room."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from stillroom.base import presence
from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.care.queries import CareEpisode, episode_of, may_begin
from stillroom.emdr.queries import ever_signed, standing_of
from stillroom.emdr.working import targets_of, unclosed_of
from stillroom.plans.queries import goals_of
from stillroom.rooms.protocol.room import Role
from stillroom.rooms.switchboard import RoomKey
from stillroom.scheduling.documents import ahead_of
from stillroom.toolkit.queries import SAFETY_PLAN, newest_of
from stillroom.toolkit.reading import read_entry
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role as Member
from stillroom.vault.keyholders import Keyholder

EARLY = timedelta(minutes=30)
_SEATS: dict[Member, Role] = {Member.CLIENT: "client", Member.THERAPIST: "therapist"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a room's page shows. `other`: the other person, by the name they use here.

    `agreed`: whether the client who looks has agreed to what must be agreed to before a first session.
    """

    seat: Role
    other: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What a client can show in a call with one press: goals of the two, and lines of their safety plan."""

    goals: tuple[str, ...] = ()
    plan: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """Sets of left and right. `care`: the client's body may not like them. `record`: the session that is not closed, or
    a new one (`begun` says which); `sets`: the number of its last set; `targets`: (id, name). `slowly`: the DES-II asks
    for it. `ends`: when the time that was booked is over (aware UTC)."""

    is_open: bool
    care: bool
    record: uuid.UUID
    begun: bool = False
    sets: int = 0
    targets: tuple[tuple[uuid.UUID, str], ...] = ()
    slowly: bool = False
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """What a socket keeps of a person: a place in a room and what that place rests on. None of it opens anything."""

    role: Role
    room: RoomKey
    session: bytes
    tags: tuple[bytes, ...]


def place_of(keyholder: Keyholder, space: uuid.UUID, language: str) -> Place:
    """Raises Hidden: not this person's, or nobody meets there any more or yet."""
    episode = _open_episode(keyholder, space)
    seat = _SEATS[episode.space.role]
    return Place(seat, episode.other_called, agreed=seat == "therapist" or _agreed(keyholder, episode, language))


def role_in(keyholder: Keyholder, space: uuid.UUID) -> Role:
    """Which of the two this person is, whether or not anybody meets there still. Raises Hidden."""
    return _SEATS[episode_of(keyholder, space).space.role]


def to_show(keyholder: Keyholder, space: uuid.UUID) -> Shown:
    """What a client may show from their own page; nothing for a therapist. Raises Hidden."""
    episode = episode_of(keyholder, space)
    if episode.space.role is not Member.CLIENT:
        return Shown()
    goals = tuple(goal for each in goals_of(keyholder, episode) if (goal := each.document).closed is None)
    plan = newest_of(keyholder, SAFETY_PLAN)
    lines = read_entry(plan.document).lines if plan else ()
    return Shown(tuple(goal.words for goal in goals), tuple((line.label, line.said) for line in lines))


def sides_of(keyholder: Keyholder, space: uuid.UUID, now: datetime) -> Sides:
    """What the page knows of them before a call. Raises Hidden."""
    episode = episode_of(keyholder, space)
    if not ever_signed(keyholder, episode):
        return Sides(is_open=False, care=False, record=new_id())
    standing = standing_of(keyholder, episode, now)
    care = standing.body is not None and bool(standing.body.document.care_for)
    unclosed = unclosed_of(keyholder, episode)
    sets = unclosed.document.sets if unclosed else ()
    coming = ahead_of(cover_of(episode.space), now).appointments
    targets = ((each.id, each.document.label) for each in targets_of(keyholder, episode))
    return Sides(
        is_open=standing.is_open,
        care=care,
        record=unclosed.id if unclosed else new_id(),
        begun=unclosed is not None,
        sets=sets[-1].n if sets else 0,
        targets=tuple(targets),
        slowly=standing.slowly,
        ends=next((each.end for each in coming if each.start - EARLY <= now), None),
    )


def unclosed_sides(keyholder: Keyholder, space: uuid.UUID) -> uuid.UUID | None:
    """For a therapist: the session that is still to be closed. Raises Hidden."""
    episode = episode_of(keyholder, space)
    unclosed = unclosed_of(keyholder, episode) if episode.space.role is Member.THERAPIST else None
    return unclosed.id if unclosed else None


def seat_of(keyholder: Keyholder, space: uuid.UUID, session: bytes, language: str) -> Seat:
    """The seat in the room of this episode. A client has none before they have agreed to the texts. Raises Hidden."""
    episode = _open_episode(keyholder, space)
    role = _SEATS[episode.space.role]
    if role == "client" and not _agreed(keyholder, episode, language):
        raise Hidden
    tags = (
        presence.tag("session", session),
        presence.tag("account", keyholder.account.bytes),
        presence.tag("space", episode.id.bytes),
    )
    return Seat(role, presence.tag("room", episode.id.bytes), session, tags)


def _open_episode(keyholder: Keyholder, space: uuid.UUID) -> CareEpisode:
    episode = episode_of(keyholder, space)
    if not episode.is_open:
        raise Hidden
    return episode


def _agreed(keyholder: Keyholder, episode: CareEpisode, language: str) -> bool:
    return may_begin(keyholder, episode, language)
