"""Whom a person is in care with, and who asks."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.documents import Episode, IdentityCard, Standing, State
from stillroom.practice.queries import Listing, listing_of, listings_of
from stillroom.vault.audits import trail
from stillroom.vault.covers import Cover, covers_of
from stillroom.vault.documents import TYPES, Role, SpaceKind
from stillroom.vault.drops import LIFE, Request, WrongRecipient, pending_requests
from stillroom.vault.invites import LIFE as INVITE_LIFE
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest
from stillroom.vault.spaces import OpenSpace, open_space

PAIR = {Role.CLIENT, Role.THERAPIST}


@dataclass(frozen=True, slots=True)
class CareEpisode:
    """An opened care space and how things stand in it."""

    space: OpenSpace
    stored: Stored[Episode]

    @property
    def id(self) -> UUID:
        return self.space.id

    @property
    def episode(self) -> Episode:
        return self.stored.document

    @property
    def is_open(self) -> bool:
        """Whether the two may write to each other, book and meet; else all of it can only be read."""
        return self.episode.state is State.ACTIVE

    @property
    def other_called(self) -> str:
        """The other person by the name they use here."""
        return self.space.label if self.space.role is Role.CLIENT else self.episode.called


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Somebody asks. `space` is open for a look, on no key ring yet; `identity`: the second key, for the card."""

    request: Request
    stored: Stored[Episode]
    identity: Request | None

    @property
    def space(self) -> OpenSpace:
        return self.request.space

    @property
    def episode(self) -> Episode:
        return self.stored.document

    @property
    def until(self) -> datetime:
        """When the request goes away unanswered."""
        return self.stored.at + LIFE


@dataclass(frozen=True, slots=True)
class Identity:
    """The opened identity space. `card` is None while nobody has typed anything."""

    space: OpenSpace
    card: Stored[IdentityCard] | None


@dataclass(frozen=True, slots=True)
class TherapistStanding:
    """Whether a therapist is there for those in their care. `listing` is None for one the practice no longer knows.
    `lapsed`: the licence has run out, and no steward has seen a new one."""

    listing: Listing | None
    cover: Listing | None
    lapsed: bool = False

    @property
    def is_here(self) -> bool:
        return self.listing is not None and self.listing.state == "listed"

    @property
    def is_to_tell(self) -> bool:
        """Whether those in care read about it: not here, or soon away."""
        return not self.is_here or (self.listing is not None and self.listing.plans_to_be_away)


def episode_of(keyholder: Keyholder, space: UUID) -> CareEpisode:
    """Raises Hidden: no key, not a care space, or nothing begun in it."""
    opened = open_space(keyholder, space)
    if opened.kind is not SpaceKind.CARE:
        raise Hidden
    stored = latest(opened, Episode)
    if stored is None:
        raise Hidden
    return CareEpisode(opened, stored)


def episodes_of(keyholder: Keyholder) -> tuple[Cover, ...]:
    """The covers of all episodes, by the other's name. One query; see `Standing` for what to read from them."""
    return covers_of(keyholder, SpaceKind.CARE)


def in_care(keyholder: Keyholder) -> tuple[Cover, ...]:
    """Of these, those that are open: the two have both said yes, and nothing has ended."""
    return tuple(each for each in episodes_of(keyholder) if (s := each.get(Standing)) and s.state is State.ACTIVE)


def requests_of(
    keyholder: Keyholder, now: datetime, pending: Sequence[Request] | None = None
) -> tuple[FirstContact, ...]:
    """First contacts that wait for this therapist's answer, oldest first. `pending`: what waits, if it is known."""
    pending = pending_requests(keyholder, now) if pending is None else pending
    found = [_first_contact(keyholder, request, pending) for request in pending]
    return tuple(sorted((each for each in found if each is not None), key=lambda each: (each.stored.at, each.space.id)))


def request_of(keyholder: Keyholder, space: UUID, now: datetime) -> FirstContact:
    """One of `requests_of`. Raises Hidden."""
    for contact in requests_of(keyholder, now):
        if contact.space.id == space:
            return contact
    raise Hidden


def _first_contact(keyholder: Keyholder, request: Request, pending: Sequence[Request]) -> FirstContact | None:
    """None for anything but one client who asks this one therapist: a sealed request proves no more than its roster."""
    space = request.space
    if space.kind is not SpaceKind.CARE or not _is_pair(space):
        return None
    stored = latest(space, Episode)
    if stored is None or stored.document.state is not State.ASKED:
        return None
    return FirstContact(request, stored, identity_among(keyholder, pending, space, stored.document))


def _is_pair(space: OpenSpace) -> bool:
    """One client and one therapist, the latter being who looks: no third person reads along."""
    roles = [member.role for member in space.members]
    return space.role is Role.THERAPIST and len(roles) == 2 and set(roles) == PAIR


def identity_among(
    keyholder: Keyholder, pending: Sequence[Request], space: OpenSpace, episode: Episode
) -> Request | None:
    """The key to the identity space that this episode names, if it was sent and holds the same two people."""
    for request in pending:
        named = request.space.id == episode.identity_space and request.space.kind is SpaceKind.IDENTITY
        if (
            named
            and request.space.fingerprint == keyholder.fingerprint
            and set(request.space.members) == set(space.members)
        ):
            return request
    return None


def identity_of(keyholder: Keyholder, episode: CareEpisode) -> Identity:
    """Raises Hidden while the therapist has not got the key to it."""
    space = episode.episode.identity_space
    if space is None:
        raise Hidden
    opened = open_space(keyholder, space)
    if opened.kind is not SpaceKind.IDENTITY:
        raise Hidden
    return Identity(opened, latest(opened, IdentityCard))


def therapist_standing(keyholder: Keyholder, therapist: UUID, now: datetime) -> TherapistStanding:
    """How a therapist's entry in the directory stands today, for those in their care."""
    return therapist_standings(keyholder, {therapist}, now)[therapist]


def therapist_standings(
    keyholder: Keyholder, therapists: Collection[UUID], now: datetime
) -> Mapping[UUID, TherapistStanding]:
    """The same for several. Two queries, however many they are."""
    listings = listings_of(keyholder, therapists, now)
    named = {listing.cover_id for listing in listings.values() if listing.cover_id}
    covers = listings_of(keyholder, named, now) if named else {}
    return {therapist: _standing(listings.get(therapist), covers, now) for therapist in therapists}


def _standing(listing: Listing | None, covers: Mapping[UUID, Listing], now: datetime) -> TherapistStanding:
    cover = covers.get(listing.cover_id) if listing and listing.cover_id else None
    lapsed = listing is not None and listing.state == "unlisted" and listing.licence_days(now) < 0
    return TherapistStanding(listing, cover if cover and cover.takes_requests and cover.vouched else None, lapsed)


def invite_ends(keyholder: Keyholder, episode: CareEpisode) -> datetime:
    """When the code to an episode that nobody has joined yet stops working."""
    return episode.stored.at + INVITE_LIFE


class Delivery(StrEnum):
    """WAITING: can still be opened. OVER: 14 days without an answer. LOST: went to a key that is no longer in use."""

    WAITING = "waiting"
    OVER = "over"
    LOST = "lost"


def delivery_of(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Delivery:
    """What has become of a request that nobody has answered."""
    if now >= episode.stored.at + LIFE:
        return Delivery.OVER
    try:
        key = listing_of(keyholder, episode.episode.therapist, now).recipient().fingerprint
    except WrongRecipient:
        return Delivery.LOST
    except Hidden:
        return Delivery.WAITING
    member = episode.space.member(Role.THERAPIST)
    return Delivery.WAITING if member is not None and member.fingerprint == key else Delivery.LOST


@dataclass(frozen=True, slots=True)
class Sign:
    """One line of the trail: in the hour from `hour` on, `who` ("" for oneself) did `action` with `what`."""

    hour: datetime
    who: str
    action: str
    what: str


def signs_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Sign, ...]:
    """Who opened and wrote what in this episode and its identity card, newest first."""
    traces = trail(episode.space)
    with suppress(Hidden):  # of an episode without a card, or whose key has not come yet
        traces += trail(identity_of(keyholder, episode).space)
    own = episode.space.role  # not the key's fingerprint: it is another one after a renewal, and the trail stays
    return tuple(
        Sign(
            hour=trace.hour,
            who="" if trace.role == own else episode.other_called,
            action=trace.action,
            what=str(TYPES[trace.kind].title) if trace.kind in TYPES else "",
        )
        for trace in sorted(traces, key=lambda trace: trace.hour, reverse=True)
    )
