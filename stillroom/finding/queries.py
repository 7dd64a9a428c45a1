"""The directory as visitors see it: who works here, and when they are free."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.practice.queries import Listing, listed, listing_of
from stillroom.scheduling.queries import free_times, next_free
from stillroom.vault.keyholders import Keyholder

Visitor = Keyholder | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One therapist with the next time that somebody could really take, aware UTC, or None."""

    listing: Listing
    next: datetime | None


def people(visitor: Visitor, now: datetime) -> tuple[Shown, ...]:
    """Everybody the practice vouches for: those who take requests first, each group by name."""
    listings = sorted(listed(visitor, now), key=lambda each: not each.takes_requests)
    free = next_free(visitor, listings, now)
    return tuple(Shown(listing, free.get(listing.id)) for listing in listings)


def person(visitor: Visitor, therapist: UUID, now: datetime) -> Shown:
    """Raises Hidden: nobody of that id, or nobody the practice vouches for."""
    listing = listing_of(visitor, therapist, now)
    starts = free_times(visitor, listing, now)
    return Shown(listing, starts[0] if starts else None)
