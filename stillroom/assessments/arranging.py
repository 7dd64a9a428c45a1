"""Which questions stand in front of somebody: a list of everything there is would be a form again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stillroom.assessments.queries import Offer
from stillroom.assessments.readings import Measure
from stillroom.core.instruments.model import Listed


@dataclass(frozen=True, slots=True)
class Arranged:
    """`front`: suggested, opened, begun or answered before. `more`: the rest, folded up until somebody looks."""

    front: tuple[Offer, ...]
    more: tuple[Offer, ...]


def arrange(offers: Sequence[Offer], measures: Iterable[Measure]) -> Arranged:
    """Both keep the order of `offers`."""
    answered = {measure.instrument.id for measure in measures}

    def in_front(offer: Offer) -> bool:
        chosen = offer.progress is not None or offer.instrument.id in answered
        return chosen or offer.instrument.administration.listed is not Listed.MORE

    return Arranged(tuple(filter(in_front, offers)), tuple(offer for offer in offers if not in_front(offer)))
