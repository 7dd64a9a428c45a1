"""Ranking a directory by needs, beside the plain way: add everybody's points up, sort."""

import random
from collections.abc import Iterator

from benchmarks.sealing import spent
from benchmarks.table import Row, at_most
from stillroom.core.matching.index import index_of
from stillroom.core.matching.needs import Needs, Offer
from stillroom.core.matching.ranking import ranked
from tests.core.matching.reference import points, possible

SEED = b"one day"
CODES = [f"code {number}" for number in range(32)]
NEEDS = Needs(
    help=frozenset(CODES[:4]),
    ways=frozenset(CODES[4:6]),
    safe=frozenset(CODES[6:8]),
    languages=frozenset({"es"}),
    media=frozenset({"text"}),
    budget=9_000,
    state="CA",
)


def rows(rounds: int, many: int) -> Iterator[Row]:
    offers = profiles(many)
    index = index_of(offers, SEED)
    place = {offer.key: at for at, offer in enumerate(index.offers)}

    def plainly() -> list[Offer]:
        return sorted(offers, key=lambda each: (not possible(each, NEEDS), -points(each, NEEDS), place[each.key]))[:20]

    if [each.key for each in plainly()] != [each.offer.key for each in ranked(index, NEEDS, 20)]:
        raise RuntimeError("the two orders disagree")
    slow, fast = spent(plainly, max(1, rounds // 4)), spent(lambda: ranked(index, NEEDS, 20), rounds)
    what = f"the best 20 of {many:,} profiles, with reasons"
    yield at_most(what, fast / 1000, "ms", 3, "added up one by one and sorted", slow / 1000)
    yield Row(
        "the directory of a day turned on its side for it, once", spent(lambda: index_of(offers, SEED), 1) / 1000, "ms"
    )
    tenth = index_of(offers[: many // 10], SEED)
    yield Row(
        "the best 20 of a tenth of them",
        spent(lambda: ranked(tenth, NEEDS, 20), rounds) / 1000,
        "ms",
        "of all",
        fast / 1000,
    )


def profiles(many: int) -> list[Offer]:
    """The same on every machine."""
    choose = random.Random(28)

    def some(codes: list[str], most: int) -> frozenset[str]:
        return frozenset(choose.sample(codes, choose.randint(1, most)))

    return [
        Offer(
            key=number,
            help=some(CODES, 8),
            ways=some(CODES, 4),
            safe=some(CODES, 4),
            languages=some(["en", "es", "fr", "vi"], 2),
            media=some(["video", "voice", "text"], 3),
            states=some(["CA", "NV", "OR"], 2),
            fee=choose.randrange(8_000, 20_000, 500),
            lowest=choose.randrange(4_000, 8_000, 500),
            days=choose.choice([None, *range(21)]),
            open=choose.random() < 0.8,
        )
        for number in range(many)
    ]
