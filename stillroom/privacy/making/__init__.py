"""Documents as resources of FHIR R4B: which kind becomes what (`MAKERS`), and what stays out and why (`LEFT_OUT`)."""

from stillroom.privacy.making.reasons import LEFT_OUT as LEFT_OUT
from stillroom.privacy.making.reasons import NO_FORM, ONLY_YOURS
from stillroom.privacy.making.registry import MAKERS as MAKERS


def why_left_out(kind: str, *, alone: bool) -> str:
    """ "" for what goes along. `alone`: it lies where nobody else opens it, and was not asked for.

    A kind that nobody has thought about yet is named too: what somebody takes along does not break for it.
    """
    if kind in LEFT_OUT:
        return str(LEFT_OUT[kind])
    if alone:
        return str(ONLY_YOURS)
    return "" if kind in MAKERS else str(NO_FORM)
