"""The side of the person on call: which cards they are asked to open, what stands on one, what they did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.actions import note_look
from stillroom.practice.queries import listings_of, on_call, own_listing
from stillroom.safety.handing import KEPT, cover_for
from stillroom.safety.models import FlagRow, HeldKey
from stillroom.safety.queries import due_flags
from stillroom.safety.reach_documents import CardCover, OnCallDid, ReachCopy
from stillroom.vault.covers import covers_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import Request, accept_request, pending_requests
from stillroom.vault.keyholders import Keyholder, ring_entries
from stillroom.vault.records import Stored, latest, read_all, writing
from stillroom.vault.spaces import OpenSpace, open_space

THREE = sorted([Role.CLIENT, Role.ON_CALL, Role.THERAPIST])


@dataclass(frozen=True, slots=True)
class Card:
    """One opened space. `request`: its key is not on the reader's ring yet. `did`: what was said to be done."""

    space: OpenSpace
    stored: Stored[ReachCopy]
    did: tuple[Stored[OnCallDid], ...]
    request: Request | None = None

    @property
    def id(self) -> UUID:
        return self.space.id

    @property
    def card(self) -> ReachCopy:
        return self.stored.document


@dataclass(frozen=True, slots=True)
class CardWaiting:
    """As Today shows it. `opened`: its key was taken, so the name may stand there."""

    space: UUID
    cover: CardCover
    opened: bool


@dataclass(frozen=True, slots=True)
class LateBeside:
    """A colleague who has not looked at flags in time, and how many. Nothing says about whom they are."""

    name: str
    count: int


def late_for(keyholder: Keyholder, now: datetime) -> Sequence[LateBeside]:
    """For the person on call alone, so that they can ask their colleague; their own stand under their flags."""
    named = on_call(keyholder, now)
    if named is None or named.account != keyholder.account:
        return ()
    late = [each for each in due_flags(now) if each.therapist != named.therapist]
    names = listings_of(keyholder, {each.therapist for each in late}, now) if late else {}
    return [LateBeside(names[each.therapist].name, each.count) for each in late if each.therapist in names]


def cards_waiting(keyholder: Keyholder, now: datetime, pending: Sequence[Request] | None = None) -> list[CardWaiting]:
    """For the person on call, the nearest deadline first; those about which they have said what they did stay last
    until the card is destroyed."""
    waiting = pending_requests(keyholder, now) if pending is None else pending
    asked = [card for request in waiting if (card := _asked(keyholder, request, now))]
    found = [CardWaiting(each.id, cover_for(each.card), False) for each in asked]
    if ring_entries(keyholder, SpaceKind.ON_CALL):
        own = own_listing(keyholder)
        covers = ((each.space, each.get(CardCover)) for each in covers_of(keyholder, SpaceKind.ON_CALL))
        found += [
            CardWaiting(space, cover, True)
            for space, cover in covers
            if cover and own and cover.on_call_name == own.name
        ]
    return sorted(found, key=lambda each: (each.cover.done, each.cover.deadline, each.space))


def card_of(keyholder: Keyholder, space: UUID, now: datetime) -> Card:
    """For each of the three; who was asked and has not opened it yet gets it by the key that waits. Raises Hidden."""
    if space in keyholder.ring.spaces:
        opened = open_space(keyholder, space)
        stored = latest(opened, ReachCopy) if opened.kind is SpaceKind.ON_CALL else None
        if stored is None or (opened.role is Role.ON_CALL and _is_over(stored.document, now)):
            raise Hidden
        return Card(opened, stored, read_all(opened, OnCallDid))
    for request in pending_requests(keyholder, now):
        if request.space.id == space and (asked := _asked(keyholder, request, now)):
            return asked
    raise Hidden


def _asked(keyholder: Keyholder, request: Request, now: datetime) -> Card | None:
    """None for anything that no client's session can have made: the directory says who the other two have to be."""
    space, own = request.space, own_listing(keyholder)
    if space.kind is not SpaceKind.ON_CALL or space.role is not Role.ON_CALL or own is None:
        return None
    stored = latest(space, ReachCopy)
    if stored is None or stored.role is not Role.CLIENT or sorted(each.role for each in space.members) != THREE:
        return None
    card, member = stored.document, space.member(Role.THERAPIST)
    therapist = listings_of(keyholder, {card.therapist}, now).get(card.therapist)
    if therapist is None or member is None or card.on_call != own.id or _is_over(card, now):
        return None
    is_theirs = therapist.account == member.account and therapist.vouched == member.fingerprint
    return Card(space, stored, read_all(space, OnCallDid), request) if is_theirs else None


def _is_over(card: ReachCopy, now: datetime) -> bool:
    return now < card.opens or now >= card.opens + KEPT


def open_card(*, keyholder: Keyholder, card: Card, now: datetime) -> None:
    """Takes the key; the other two see that it was opened, and in which hour. Raises Hidden when it is gone."""
    if card.request is None:
        return
    space = accept_request(keyholder=keyholder, request=card.request, label=card.card.called)
    note_look(keyholder=keyholder, space=space, kinds=["safety.reach_copy"], now=now)


def say_done(*, card: Card, done: str, now: datetime) -> Stored[OnCallDid]:
    """Counts as looked at for the practice; the flag stays open for its therapist. Said twice it stands once.

    Raises Hidden when the card was destroyed meanwhile, and NotYours for the other two.
    """
    with writing(card.space, now=now) as work:
        before = read_all(work.space, OnCallDid)
        if before and before[-1].document.done == done:
            return before[-1]
        stored = work.add(OnCallDid(done))
        work.cover(cover_for(card.card, done=True))
        FlagRow.objects.filter(id=card.card.row).update(acknowledged=True)
        HeldKey.objects.filter(id=card.card.row).delete()
    return stored
