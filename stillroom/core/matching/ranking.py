"""The order: who meets every limit comes first, then whoever has more points, then the shuffle of the day.

Each offer's points depend on that offer and the needs alone, so two of them stand in the same order whoever else is
there. Points are added for all offers at once, in planes: plane j holds bit j of everybody's sum.
"""

from collections.abc import Iterator
from itertools import islice

from stillroom.core.matching.index import Index
from stillroom.core.matching.needs import Aspect, Needs, Ranked
from stillroom.core.matching.reasons import reasons_of
from stillroom.core.matching.weights import SCALE, WEIGHTS


def ranked(index: Index, needs: Needs, count: int | None = None) -> tuple[Ranked, ...]:
    """The first `count` in order (all of them for None), each with why. Time grows linearly with the offers."""
    possible = _possible(index, needs)
    planes = _planes(index, needs)
    places = _in_order(planes, possible, index.everybody & ~possible)
    return tuple(_ranked(index, needs, place, points, good) for place, points, good in islice(places, count))


def how_many(index: Index, needs: Needs) -> int:
    """How many offers meet every limit."""
    return _possible(index, needs).bit_count()


def _ranked(index: Index, needs: Needs, place: int, points: int, possible: bool) -> Ranked:
    offer = index.offers[place]
    fits, misses = reasons_of(offer, needs)
    return Ranked(offer, points, possible, fits, misses)


def _any(index: Index, aspect: Aspect, codes: frozenset[str]) -> int:
    masks, found = index.masks[aspect], 0
    for code in codes:
        found |= masks.get(code, 0)
    return found


def _possible(index: Index, needs: Needs) -> int:
    possible = index.open
    if needs.state:
        possible &= index.masks[Aspect.STATE].get(needs.state, 0)
    if needs.language_needed and needs.languages:
        possible &= _any(index, Aspect.LANGUAGE, needs.languages)
    if needs.medium_needed and needs.media:
        possible &= _any(index, Aspect.MEDIUM, needs.media)
    return possible


def _wishes(index: Index, needs: Needs) -> Iterator[tuple[int, int]]:
    """(who meets it, points for it), each wish apart."""
    for aspect, codes in ((Aspect.HELP, needs.help), (Aspect.WAYS, needs.ways), (Aspect.SAFE, needs.safe)):
        masks = index.masks[aspect]
        for code in codes:
            yield masks.get(code, 0), WEIGHTS[aspect] // len(codes)
    for aspect, codes in (
        (Aspect.LANGUAGE, needs.languages),
        (Aspect.MEDIUM, needs.media),
        (Aspect.TIMES, needs.times),
    ):
        if codes:
            yield _any(index, aspect, codes), WEIGHTS[aspect]
    if needs.budget is not None:
        full = index.fees.within(needs.budget)
        yield full, WEIGHTS[Aspect.BUDGET]
        yield index.lowest.within(needs.budget) & ~full, SCALE
    yield index.soon, WEIGHTS[Aspect.SOON]


def _planes(index: Index, needs: Needs) -> list[int]:
    """Everybody's points, bit by bit, the lowest bit first."""
    planes: list[int] = []
    for mask, points in _wishes(index, needs):
        for bit in range(points.bit_length()):
            if points >> bit & 1:
                _add(planes, mask, bit)
    return planes


def _add(planes: list[int], mask: int, bit: int) -> None:
    """Adds 2 ** bit to everybody in `mask`: a carry goes on until nobody has one."""
    while mask:
        while len(planes) <= bit:
            planes.append(0)
        planes[bit], mask = planes[bit] ^ mask, planes[bit] & mask
        bit += 1


def _in_order(planes: list[int], possible: int, others: int) -> Iterator[tuple[int, int, bool]]:
    """(place, points, possible): the possible first, the most points first, equals by place."""
    for group, good in ((possible, True), (others, False)):
        for mask, points in _by_points(planes, group, len(planes) - 1):
            while mask:
                lowest = mask & -mask
                mask ^= lowest
                yield lowest.bit_length() - 1, points, good


def _by_points(planes: list[int], group: int, bit: int) -> Iterator[tuple[int, int]]:
    """Splits a group by the planes from the highest down: those with the bit come first."""
    if not group:
        return
    if bit < 0:
        yield group, 0
        return
    for mask, points in _by_points(planes, group & planes[bit], bit - 1):
        yield mask, points | 1 << bit
    yield from _by_points(planes, group & ~planes[bit], bit - 1)
