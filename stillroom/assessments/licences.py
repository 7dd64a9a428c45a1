"""What a licence lets this practice do: decided here, because the core knows no practice."""

from stillroom.core.instruments.model import Instrument
from stillroom.practice.queries import practice


def may_ask(instrument: Instrument) -> bool:
    """Not where its licence is for non-commercial use alone and the practice takes fees.

    What was answered before stays readable: reading is no new use.
    """
    return not (instrument.licence.non_commercial and practice().fees.charged)
