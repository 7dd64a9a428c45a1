"""Cases without a name, as the two colleagues between whom one lies find them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.base.ordering import alphabetical
from stillroom.practice.queries import Listing, listed, listings_of, own_listing
from stillroom.supervision.documents import BOTH, Case, CaseStanding, Stage, Taken, Word, is_over, stage_of
from stillroom.vault.covers import covers_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import Request, pending_requests
from stillroom.vault.keyholders import Keyholder, ring_entries
from stillroom.vault.records import Stored, latest, read_all
from stillroom.vault.spaces import OpenSpace, open_space

# On these the ring of a therapist knows somebody by the name that they use here.
_OF_PEOPLE = (SpaceKind.CARE, SpaceKind.IDENTITY, SpaceKind.PROGRESS, SpaceKind.PSYCHOTHERAPY)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """`request`: its key is not on the reader's ring yet, for they have not said yes. `here`: whether the practice
    vouches for the other one now."""

    space: OpenSpace
    stored: Stored[Case]
    stage: Stage
    here: bool
    request: Request | None = None

    @property
    def id(self) -> UUID:
        return self.space.id

    @property
    def case(self) -> Case:
        return self.stored.document

    @property
    def is_own(self) -> bool:
        return self.space.role is Role.THERAPIST

    @property
    def other_name(self) -> str:
        return self.case.colleague_name if self.is_own else self.case.therapist_name


@dataclass(frozen=True, slots=True)
class KeptCase:
    """As its cover says. `own`: this person asked."""

    space: UUID
    standing: CaseStanding
    own: bool


def colleagues_of(keyholder: Keyholder, now: datetime) -> tuple[Listing, ...]:
    """Whom this therapist can ask: everybody else whom the practice vouches for, those who are away too, by name."""
    return tuple(each for each in listed(keyholder, now) if each.account != keyholder.account)


def vouched_own(keyholder: Keyholder, now: datetime) -> Listing | None:
    """The profile of the person who asks, if the practice vouches for it now."""
    own = own_listing(keyholder)
    found = None if own is None else listings_of(keyholder, {own.id}, now).get(own.id)
    is_own = found is not None and found.vouched == keyholder.fingerprint
    return found if is_own else None


def is_here(keyholder: Keyholder, found: OpenCase, now: datetime) -> bool:
    return _vouches(keyholder, found.space, found.case, now)


def named_in(keyholder: Keyholder, text: str) -> tuple[str, ...]:
    """Names of people in this therapist's care that stand in a text as whole words, as they are written there."""
    labels = {entry.label.strip() for _space, entry in ring_entries(keyholder, *_OF_PEOPLE)}
    names = {word for label in labels for word in (label, *label.split()) if len(word) > 1}
    return tuple(sorted(name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)))


def case_of(keyholder: Keyholder, space: UUID, now: datetime) -> OpenCase:
    """Raises Hidden: not between this person and a colleague, over, or the practice vouches for the reader no more."""
    if space not in keyholder.ring.spaces:
        for asked in case_requests(keyholder, now):
            if asked.id == space:
                return asked
        raise Hidden
    opened = open_space(keyholder, space)
    stored = latest(opened, Case) if opened.kind is SpaceKind.SUPERVISION else None
    if stored is None or is_over(stored.document.until, now):
        raise Hidden
    if opened.role is Role.CONSULTED and vouched_own(keyholder, now) is None:
        raise Hidden
    taken = latest(opened, Taken)
    stage = stage_of(taken.document if taken else None)
    return OpenCase(opened, stored, stage, _vouches(keyholder, opened, stored.document, now))


def case_requests(
    keyholder: Keyholder, now: datetime, pending: Sequence[Request] | None = None
) -> tuple[OpenCase, ...]:
    """What colleagues ask of this therapist. `pending`: what waits for them, if it is known."""
    waiting = pending_requests(keyholder, now) if pending is None else pending
    mine = [each for each in waiting if each.space.kind is SpaceKind.SUPERVISION]
    if not mine or vouched_own(keyholder, now) is None:
        return ()
    found = (_asked(keyholder, request, now) for request in mine)
    return tuple(sorted((each for each in found if each), key=lambda each: (each.case.until, each.id)))


def _asked(keyholder: Keyholder, request: Request, now: datetime) -> OpenCase | None:
    """None for what no colleague can have sent: a sealed request proves no more than its roster, so the directory has
    to say that the other member is a therapist's own key."""
    space = request.space
    if space.role is not Role.CONSULTED or sorted(member.role for member in space.members) != sorted(BOTH):
        return None
    stored = latest(space, Case)
    if stored is None or is_over(stored.document.until, now) or latest(space, Taken) is not None:
        return None
    if not _vouches(keyholder, space, stored.document, now):
        return None
    return OpenCase(space, stored, Stage.ASKED, True, request)


def _vouches(keyholder: Keyholder, space: OpenSpace, case: Case, now: datetime) -> bool:
    """Whether the directory says that the other member's key is that of the therapist whom the case names."""
    own = space.role is Role.THERAPIST
    member = space.member(Role.CONSULTED if own else Role.THERAPIST)
    named = case.colleague if own else case.therapist
    listing = listings_of(keyholder, {named}, now).get(named)
    if member is None or listing is None:
        return False
    return listing.account == member.account and listing.vouched == member.fingerprint


def cases_of(keyholder: Keyholder, now: datetime) -> tuple[KeptCase, ...]:
    """Those on this person's ring, from covers: the nearest end first. One query, or none."""
    if not ring_entries(keyholder, SpaceKind.SUPERVISION):
        return ()
    found = []
    for cover in covers_of(keyholder, SpaceKind.SUPERVISION):
        standing = cover.get(CaseStanding)
        if standing is not None and not is_over(standing.until, now):
            found.append(KeptCase(cover.space, standing, own=standing.asker == keyholder.account))
    return tuple(sorted(found, key=lambda each: (each.standing.until, alphabetical(each.standing.colleague_name))))


def words_of(keyholder: Keyholder, found: OpenCase) -> tuple[Stored[Word], ...]:
    """In their order. Raises Hidden."""
    if found.space.fingerprint != keyholder.fingerprint or found.request is not None:
        raise Hidden
    return tuple(sorted(read_all(found.space, Word), key=lambda each: (each.document.place, each.id)))
