"""All offers turned on their side: for each trait one integer whose bit i says whether offer i has it.

Ranking then adds whole directories at once. The places are shuffled by the seed: it is the order among equals, and
nobody is first every day.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate
from operator import or_

from stillroom.core.matching.needs import Aspect, Offer
from stillroom.core.matching.weights import WEEK

Masks = dict[str, int]
FIELDS = {
    Aspect.HELP: "help",
    Aspect.WAYS: "ways",
    Aspect.SAFE: "safe",
    Aspect.LANGUAGE: "languages",
    Aspect.MEDIUM: "media",
    Aspect.TIMES: "times",
    Aspect.STATE: "states",
}


@dataclass(frozen=True, slots=True)
class Prices:
    """Who costs at most so much: `masks[i]` has everybody at or below `cents[i]`, which rise."""

    cents: tuple[int, ...]
    masks: tuple[int, ...]

    def within(self, budget: int) -> int:
        place = bisect_right(self.cents, budget)
        return self.masks[place - 1] if place else 0


@dataclass(frozen=True, slots=True)
class Index:
    """Made by `index_of`. `offers` stand in the shuffled order of their bits."""

    offers: tuple[Offer, ...]
    masks: dict[Aspect, Masks]
    fees: Prices
    lowest: Prices
    soon: int
    free: int
    open: int

    @property
    def everybody(self) -> int:
        return (1 << len(self.offers)) - 1


def shuffle_key(offer: Offer, seed: bytes) -> bytes:
    """Depends on this offer and the seed alone, so that who else is there changes nothing between two of them."""
    return blake2b(repr(offer.key).encode(), key=seed[:64], digest_size=16).digest()


def index_of(offers: Iterable[Offer], seed: bytes) -> Index:
    """`seed`: the same for everybody on one day (64 bytes at most count). Linear in the number of offers."""
    order = tuple(sorted(offers, key=lambda offer: shuffle_key(offer, seed)))
    return Index(
        offers=order,
        masks={aspect: _masks([getattr(offer, field) for offer in order]) for aspect, field in FIELDS.items()},
        fees=_prices([offer.fee for offer in order]),
        lowest=_prices([offer.lowest for offer in order]),
        soon=_mask(offer.days is not None and offer.days < WEEK for offer in order),
        free=_mask(offer.days is not None for offer in order),
        open=_mask(offer.open for offer in order),
    )


def _mask(bits: Iterable[bool]) -> int:
    """Bit i is the i-th of `bits`."""
    digits = "".join("1" if bit else "0" for bit in bits)[::-1]
    return int(digits, 2) if digits else 0


def _masks(traits: list[frozenset[str]]) -> Masks:
    places: dict[str, bytearray] = {}
    length = len(traits) // 8 + 1
    for place, codes in enumerate(traits):
        for code in codes:
            row = places.get(code)
            if row is None:
                row = places[code] = bytearray(length)
            row[place >> 3] |= 1 << (place & 7)
    return {code: int.from_bytes(row, "little") for code, row in places.items()}


def _prices(cents: list[int]) -> Prices:
    at: dict[int, list[int]] = {}
    for place, price in enumerate(cents):
        at.setdefault(price, []).append(place)
    rising = sorted(at)
    exactly = [_bits(at[price], len(cents)) for price in rising]
    return Prices(tuple(rising), tuple(accumulate(exactly, or_)))


def _bits(places: list[int], count: int) -> int:
    row = bytearray(count // 8 + 1)
    for place in places:
        row[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(row, "little")
