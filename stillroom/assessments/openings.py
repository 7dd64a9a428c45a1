"""Which questionnaires a therapist has opened in a space: read by queries, and by actions under the lock."""

from collections.abc import Mapping

from stillroom.assessments.documents import Opening
from stillroom.core.instruments.model import Instrument
from stillroom.vault.records import Stored, read_all
from stillroom.vault.spaces import OpenSpace


def openings_in(space: OpenSpace) -> Mapping[str, Stored[Opening]]:
    """By the questionnaire's id. Raises Hidden where nobody can have opened any."""
    return {stored.document.instrument: stored for stored in read_all(space, Opening)}


def is_closed(space: OpenSpace, instrument: Instrument) -> bool:
    """Whether only the therapist opens it, and has not or not any more."""
    return instrument.administration.unlock is not None and shut(openings_in(space), instrument)


def shut(openings: Mapping[str, Stored[Opening]], instrument: Instrument) -> bool:
    """The same where the openings are known."""
    if instrument.administration.unlock is None:
        return False
    stored = openings.get(instrument.id)
    return stored is None or not stored.document.is_open
