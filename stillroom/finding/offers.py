"""One therapist as values: what they offer to the ranking, and whether the filters leave them in."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from stillroom.core.matching.needs import Offer
from stillroom.finding.looking import Filters
from stillroom.practice.queries import Listing, practice

DAY = timedelta(days=1)
UNTIL = {"morning": 12, "afternoon": 17, "evening": 22, "night": 24}  # hours, from six in the morning on


def seed_of(now: datetime) -> bytes:
    """The same for everybody on one day of the practice: who stands first among equals changes by night."""
    return f"{now.astimezone(practice().zone).date().isoformat()} {practice().name}".encode()[:64]


def offer_of(listing: Listing, free: tuple[datetime, ...], zone: str, now: datetime) -> Offer:
    """A therapist as values. `free`: rising."""
    lowest = listing.sliding_scale_from_cents
    return Offer(
        key=listing.id,
        help=frozenset(listing.specialities),
        ways=frozenset(listing.approaches),
        safe=frozenset(listing.lived) | ({"yes"} if listing.says_yes else set()),
        languages=frozenset(listing.languages),
        media=frozenset(listing.media),
        times=frozenset(part_of(start, zone) for start in free),
        states=frozenset({listing.licence_state}),
        fee=listing.fee_cents,
        lowest=listing.fee_cents if lowest is None else lowest,
        days=(free[0] - now) // DAY if free else None,
        open=listing.takes_requests,
    )


def part_of(start: datetime, zone: str) -> str:
    """ "3-night": Thursday from ten in the evening to six in the morning, by the clock of `zone`."""
    there = start.astimezone(ZoneInfo(zone))
    if there.hour < 6:
        return f"{(there.weekday() - 1) % 7}-night"
    part = next(part for part, until in UNTIL.items() if there.hour < until)
    return f"{there.weekday()}-{part}"


def meets(listing: Listing, filters: Filters) -> bool:
    """Whether somebody is left in."""
    return (
        (not filters.topic or filters.topic in listing.specialities)
        and (not filters.language or filters.language in listing.languages)
        and (not filters.medium or filters.medium in listing.media)
        and (filters.at_most is None or _least(listing) <= filters.at_most * 100)
        and (listing.says_yes or not filters.says_yes)
        and _says(listing, filters.words)
    )


def _least(listing: Listing) -> int:
    lowest = listing.sliding_scale_from_cents
    return listing.fee_cents if lowest is None else lowest


def _says(listing: Listing, words: str) -> bool:
    """Whether each of the words stands somewhere on the page, in any case and with or without accents."""
    if not words.strip():
        return True
    lines = listing.lines
    own = (listing.name, listing.pronouns, lines.how_i_work, lines.about_this_work, lines.lived)
    chosen = (listing.speciality_words, listing.approach_words, listing.language_words, listing.lived_words)
    page = _plain([*own, listing.licence_words, *(word for each in chosen for word in each)])
    return all(word in page for word in _plain([words]).split())


def _plain(texts: Iterable[str]) -> str:
    decomposed = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
