"""Why: what of the needs one offer meets and what it does not, as codes that pages say in words."""

from stillroom.core.matching.needs import Aspect, Needs, Offer, Reason
from stillroom.core.matching.weights import WEEK

Reasons = tuple[Reason, ...]
FULL, SCALE = "full", "scale"
SOON, NONE = "week", "none"


def reasons_of(offer: Offer, needs: Needs) -> tuple[Reasons, Reasons]:
    """(what fits, what does not), each in the order of Aspect. Nothing is said about what nobody asked for."""
    fits: list[Reason] = []
    misses: list[Reason] = []
    _limits(offer, needs, fits, misses)
    for aspect, wanted, has in (
        (Aspect.HELP, needs.help, offer.help),
        (Aspect.WAYS, needs.ways, offer.ways),
        (Aspect.SAFE, needs.safe, offer.safe),
    ):
        _each(aspect, wanted, has, fits, misses)
    _one_of(Aspect.TIMES, needs.times, offer.times, False, fits, misses)
    _budget(offer, needs, fits, misses)
    if offer.days is None:
        misses.append(Reason(Aspect.SOON, (NONE,)))
    elif offer.days < WEEK:
        fits.append(Reason(Aspect.SOON, (SOON,)))
    return tuple(fits), tuple(misses)


def _limits(offer: Offer, needs: Needs, fits: list[Reason], misses: list[Reason]) -> None:
    if needs.state:
        _one_of(Aspect.STATE, frozenset({needs.state}), offer.states, True, fits, misses)
    _one_of(Aspect.LANGUAGE, needs.languages, offer.languages, needs.language_needed, fits, misses)
    _one_of(Aspect.MEDIUM, needs.media, offer.media, needs.medium_needed, fits, misses)
    if not offer.open:
        misses.append(Reason(Aspect.OPEN, hard=True))


def _one_of(
    aspect: Aspect,
    wanted: frozenset[str],
    has: frozenset[str],
    hard: bool,
    fits: list[Reason],
    misses: list[Reason],
) -> None:
    """One code that is met is enough; what fits names all that are."""
    if not wanted:
        return
    met = wanted & has
    if met:
        fits.append(Reason(aspect, tuple(sorted(met)), hard))
    else:
        misses.append(Reason(aspect, tuple(sorted(wanted)), hard))


def _each(
    aspect: Aspect, wanted: frozenset[str], has: frozenset[str], fits: list[Reason], misses: list[Reason]
) -> None:
    if wanted & has:
        fits.append(Reason(aspect, tuple(sorted(wanted & has))))
    if wanted - has:
        misses.append(Reason(aspect, tuple(sorted(wanted - has))))


def _budget(offer: Offer, needs: Needs, fits: list[Reason], misses: list[Reason]) -> None:
    if needs.budget is None:
        return
    if offer.fee <= needs.budget:
        fits.append(Reason(Aspect.BUDGET, (FULL,)))
    elif offer.lowest <= needs.budget:
        fits.append(Reason(Aspect.BUDGET, (SCALE,)))
    else:
        misses.append(Reason(Aspect.BUDGET))
