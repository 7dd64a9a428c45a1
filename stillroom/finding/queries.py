"""The directory as visitors see it: who works here, when they are free, and who fits what somebody looks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.core.matching.index import index_of, shuffle_key
from stillroom.core.matching.needs import Ranked
from stillroom.core.matching.ranking import ranked
from stillroom.finding.documents import KeptNeeds
from stillroom.finding.looking import NOTHING, Filters, Looking
from stillroom.finding.offers import meets, offer_of, seed_of
from stillroom.practice.queries import Listing, listed, listing_of, practice
from stillroom.scheduling.queries import free_times, free_times_of, next_free
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest
from stillroom.vault.spaces import own_space

Visitor = Keyholder | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One therapist with the next time that somebody could really take, aware UTC, or None. `fit`: where they stand
    and why, if anything was wished for."""

    listing: Listing
    next: datetime | None
    fit: Ranked | None = None

    @property
    def possible(self) -> bool:
        return self.fit is None or self.fit.possible


@dataclass(frozen=True, slots=True)
class Found:
    """`shown`: in order; `of`: how many work here. `looser`: each filter without which more are found, and how many."""

    shown: tuple[Shown, ...]
    of: int
    looser: tuple[tuple[str, int], ...]


def people(visitor: Visitor, now: datetime, looking: Looking = NOTHING, zone: str = "") -> Found:
    """Everybody the practice vouches for who meets the filters, in the order that was asked for.

    `zone`: by whose clock times of the day are meant. As many queries for one therapist as for a thousand.
    """
    everybody = listed(visitor, now)
    kept = [each for each in everybody if meets(each, looking.filters)]
    free = _free(visitor, kept, looking, now)
    shown = _shown(kept, free, looking, zone or str(practice().zone.key), now)
    return Found(shown, len(everybody), _looser(everybody, looking.filters) if not kept else ())


def _free(
    visitor: Visitor, listings: list[Listing], looking: Looking, now: datetime
) -> Mapping[UUID, tuple[datetime, ...]]:
    """All free times if some were wished for, else the next one of each."""
    if looking.wished.times:
        return free_times_of(visitor, listings, now)
    return {therapist: (start,) for therapist, start in next_free(visitor, listings, now).items()}


def _shown(
    listings: list[Listing], free: Mapping[UUID, tuple[datetime, ...]], looking: Looking, zone: str, now: datetime
) -> tuple[Shown, ...]:
    by_id = {each.id: each for each in listings}
    offers = [offer_of(each, free.get(each.id, ()), zone, now) for each in listings]
    order = ranked(index_of(offers, seed_of(now)), looking.wished.needs())
    if looking.sort == "soon":
        order = tuple(sorted(order, key=lambda each: _soonest(each, by_id, free, now)))
    wished = looking.wished != NOTHING.wished
    return tuple(
        Shown(by_id[key], next(iter(free.get(key, ())), None), each if wished else None)
        for each in order
        for key in (_key(each),)
    )


def _key(fit: Ranked) -> UUID:
    assert isinstance(fit.offer.key, UUID)
    return fit.offer.key


def _soonest(
    fit: Ranked, by_id: Mapping[UUID, Listing], free: Mapping[UUID, tuple[datetime, ...]], now: datetime
) -> tuple[bool, bool, datetime, bytes]:
    """Who takes requests and fits the limits, then who is free first, then the shuffle of the day."""
    key = _key(fit)
    next_one = next(iter(free.get(key, ())), None)
    return not fit.possible, next_one is None, next_one or now, shuffle_key(fit.offer, seed_of(now))


def _looser(everybody: Iterable[Listing], filters: Filters) -> tuple[tuple[str, int], ...]:
    listings = tuple(everybody)
    counts = [(name, sum(meets(each, filters.without(name)) for each in listings)) for name in filters.used]
    return tuple((name, count) for name, count in counts if count)


def person(visitor: Visitor, therapist: UUID, now: datetime, looking: Looking = NOTHING, zone: str = "") -> Shown:
    """Raises Hidden: nobody of that id, or nobody the practice vouches for."""
    listing = listing_of(visitor, therapist, now)
    starts = free_times(visitor, listing, now)
    if looking.wished == NOTHING.wished:
        return Shown(listing, starts[0] if starts else None)
    offer = offer_of(listing, starts, zone or str(practice().zone.key), now)
    (fit,) = ranked(index_of([offer], seed_of(now)), looking.wished.needs())
    return Shown(listing, starts[0] if starts else None, fit)


def kept_needs(keyholder: Keyholder) -> Stored[KeptNeeds] | None:
    """What this person chose to keep, if anything. Raises Hidden for anybody without a journal."""
    return latest(own_space(keyholder, SpaceKind.JOURNAL), KeptNeeds)
