"""The same order the slow and plain way: one therapist at a time, with sorted()."""

from collections.abc import Iterable

from stillroom.core.matching.index import shuffle_key
from stillroom.core.matching.needs import Aspect, Needs, Offer
from stillroom.core.matching.weights import SCALE, WEEK, WEIGHTS


def points(offer: Offer, needs: Needs) -> int:
    total = 0
    for aspect, wanted, has in (
        (Aspect.HELP, needs.help, offer.help),
        (Aspect.WAYS, needs.ways, offer.ways),
        (Aspect.SAFE, needs.safe, offer.safe),
    ):
        total += sum(WEIGHTS[aspect] // len(wanted) for code in wanted if code in has)
    for aspect, wanted, has in (
        (Aspect.LANGUAGE, needs.languages, offer.languages),
        (Aspect.MEDIUM, needs.media, offer.media),
        (Aspect.TIMES, needs.times, offer.times),
    ):
        total += WEIGHTS[aspect] if wanted & has else 0
    if needs.budget is not None:
        if offer.fee <= needs.budget:
            total += WEIGHTS[Aspect.BUDGET]
        elif offer.lowest <= needs.budget:
            total += SCALE
    return total + (WEIGHTS[Aspect.SOON] if offer.days is not None and offer.days < WEEK else 0)


def possible(offer: Offer, needs: Needs) -> bool:
    return (
        offer.open
        and (not needs.state or needs.state in offer.states)
        and (not needs.language_needed or not needs.languages or bool(needs.languages & offer.languages))
        and (not needs.medium_needed or not needs.media or bool(needs.media & offer.media))
    )


def ranked_slowly(offers: Iterable[Offer], needs: Needs, seed: bytes) -> list[tuple[object, int, bool]]:
    def place(offer: Offer) -> tuple[bool, int, bytes]:
        return not possible(offer, needs), -points(offer, needs), shuffle_key(offer, seed)

    return [(each.key, points(each, needs), possible(each, needs)) for each in sorted(offers, key=place)]
