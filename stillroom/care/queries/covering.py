"""A colleague who stands in: what was said about it, who is in, and what they can read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.among_three import is_three, seen_of
from stillroom.care.documents import (
    Brought,
    Covering,
    CoveringMessage,
    CoveringStanding,
    CoveringState,
    CoveringWord,
)
from stillroom.care.queries.episodes import CareEpisode, Sign, therapist_standing
from stillroom.practice.queries import Listing, listings_of, own_listing
from stillroom.vault.audits import trail
from stillroom.vault.covers import Cover, covers_of
from stillroom.vault.documents import TYPES, Role, SpaceKind
from stillroom.vault.drops import Request, pending_requests
from stillroom.vault.keyholders import Keyholder, ring_entries
from stillroom.vault.records import Stored, latest, read, read_all
from stillroom.vault.spaces import OpenSpace, open_space


@dataclass(frozen=True, slots=True)
class OpenCovering:
    """An opened space of three. `request`: its key is not on the reader's ring yet, for they have not said yes."""

    space: OpenSpace
    stored: Stored[Covering]
    request: Request | None = None

    @property
    def id(self) -> UUID:
        return self.space.id

    @property
    def covering(self) -> Covering:
        return self.stored.document

    @property
    def is_open(self) -> bool:
        """Whether the colleague is in, and the three may write."""
        return self.covering.state is CoveringState.ACTIVE

    def name_of(self, role: Role) -> str:
        names = {Role.CLIENT: self.covering.called, Role.THERAPIST: self.covering.therapist_name}
        return names.get(role, self.covering.colleague_name)


@dataclass(frozen=True, slots=True)
class StandingIn:
    """One of `covers_of`, as a home page shows it."""

    space: UUID
    standing: CoveringStanding


@dataclass(frozen=True, slots=True)
class Question:
    """What the client is asked: whether `colleague` may read along. `seen`: the last word on it, as the page shows."""

    colleague: Listing
    therapist: Listing
    word: Stored[CoveringWord] | None
    seen: str


def words_about_covering(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[CoveringWord], ...]:
    """Every yes and no so far, oldest first."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read_all(episode.space, CoveringWord)


def covering_question(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Question | None:
    """Who may be let in now. None unless the therapist is away, or soon will be, and has named a colleague who works.

    `word`: what was said to this colleague for this absence.
    """
    if not episode.is_open:
        return None
    standing = therapist_standing(keyholder, episode.episode.therapist, now)
    listing, colleague = standing.listing, standing.cover
    if listing is None or colleague is None or listing.away_until is None:
        return None
    words = words_about_covering(keyholder, episode)
    about = (colleague.id, listing.away_until)
    said = [word for word in words if (word.document.colleague, word.document.until) == about]
    return Question(colleague, listing, said[-1] if said else None, seen_of(words))


def covering_of(keyholder: Keyholder, space: UUID, now: datetime) -> OpenCovering:
    """Raises Hidden. A colleague who has not answered yet opens it by the key that waits."""
    if space in keyholder.ring.spaces:
        opened = open_space(keyholder, space)
        stored = latest(opened, Covering) if opened.kind is SpaceKind.COVERING else None
        if stored is None or (opened.role is Role.COVERING and not stored.document.may_be_read(now)):
            raise Hidden
        return OpenCovering(opened, stored)
    for asked in covering_requests(keyholder, now):
        if asked.id == space:
            return asked
    raise Hidden


def covering_requests(
    keyholder: Keyholder, now: datetime, pending: Sequence[Request] | None = None
) -> tuple[OpenCovering, ...]:
    """Whom this person is asked to stand in for, oldest first. `pending`: what waits for them, if it is known."""
    waiting = pending_requests(keyholder, now) if pending is None else pending
    found = (_asked(keyholder, request, now) for request in waiting)
    return tuple(sorted((each for each in found if each), key=lambda each: (each.stored.at, each.id)))


def _asked(keyholder: Keyholder, request: Request, now: datetime) -> OpenCovering | None:
    """None for anything that no client's yes can have made.

    A sealed request proves no more than its roster. So the directory has to say the rest: that the second member is
    the therapist's own key, and that this therapist has named whoever looks.
    """
    space, own = request.space, own_listing(keyholder)
    if space.kind is not SpaceKind.COVERING or space.role is not Role.COVERING or not is_three(space) or own is None:
        return None
    stored = latest(space, Covering)
    if stored is None or stored.role is not Role.CLIENT or stored.version != 1 or not stored.document.may_be_read(now):
        return None
    covering, member = stored.document, space.member(Role.THERAPIST)
    therapist = listings_of(keyholder, {covering.therapist}, now).get(covering.therapist)
    if therapist is None or member is None or covering.colleague != own.id or therapist.cover_id != own.id:
        return None
    is_theirs = therapist.account == member.account and therapist.vouched == member.fingerprint
    return OpenCovering(space, stored, request) if is_theirs else None


def coverings_of(keyholder: Keyholder) -> tuple[StandingIn, ...]:
    """Those on this person's ring in which the colleague still is, as their covers say. One query, or none."""
    found = ((cover.space, cover.get(CoveringStanding)) for cover in covering_covers(keyholder))
    return tuple(StandingIn(space, standing) for space, standing in found if standing and not standing.out)


def covering_states(keyholder: Keyholder) -> Mapping[UUID, CoveringState]:
    """Of all spaces of three on this person's ring, also of those that are over."""
    found = ((cover.space, cover.get(CoveringStanding)) for cover in covering_covers(keyholder))
    return {space: standing.state for space, standing in found if standing}


def covering_covers(keyholder: Keyholder) -> tuple[Cover, ...]:
    return covers_of(keyholder, SpaceKind.COVERING) if ring_entries(keyholder, SpaceKind.COVERING) else ()


def brought_to(keyholder: Keyholder, space: OpenSpace) -> tuple[Stored[Brought], ...]:
    if space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read_all(space, Brought)


def brought_piece(keyholder: Keyholder, space: OpenSpace, record: UUID) -> Stored[Brought]:
    """Raises Hidden."""
    if space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read(space, Brought, record)


def covering_messages(keyholder: Keyholder, found: OpenCovering) -> tuple[Stored[CoveringMessage], ...]:
    """Oldest first."""
    if found.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read_all(found.space, CoveringMessage)


def covering_signs(keyholder: Keyholder, found: OpenCovering) -> tuple[Sign, ...]:
    """Who opened and wrote what, by name, newest first."""
    if found.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    own = found.space.role
    return tuple(
        Sign(
            hour=trace.hour,
            who="" if trace.role == own else found.name_of(Role(trace.role)),
            action=trace.action,
            what=str(TYPES[trace.kind].title) if trace.kind in TYPES else "",
        )
        for trace in trail(found.space)
    )
