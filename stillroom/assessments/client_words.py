"""What this house says about its questionnaires, for the catalogue of words: the files under `catalogue/` are JSON.

The questions themselves are not here: they are asked in the wording that was tested (`Instrument.language`).
"""

from stillroom.core.instruments.model import Instrument

# Marks a sentence for the catalogue, and is itself nothing: pages look the words up (`_(instrument.client.name)`).
gettext_noop = str

SAID = (
    gettext_noop("Mood and energy"),
    gettext_noop(
        "How your mood, your sleep and your energy have been. Over some weeks you can see if it gets lighter."
    ),
    gettext_noop("few low-mood signs right now"),
    gettext_noop("some low-mood signs"),
    gettext_noop("a moderate load of low-mood signs"),
    gettext_noop("a heavy load of low-mood signs"),
    gettext_noop("a very heavy load of low-mood signs"),
    gettext_noop("Worry and tension"),
    gettext_noop(
        "How much worry there has been, and how tense you were. Over some weeks you can see if it gets calmer."
    ),
    gettext_noop("little anxiety"),
    gettext_noop("some anxiety"),
    gettext_noop("a moderate load of anxiety"),
    gettext_noop("a heavy load of anxiety"),
    gettext_noop("After something very hard"),
    gettext_noop(
        "How much something very hard that happened still gets to you. You need not say what it was: keep it in mind, "
        "or pick one word for it."
    ),
    gettext_noop("below the range that people look at more closely"),
    gettext_noop("at the edge of the range that people look at more closely"),
    gettext_noop("in the range that is worth a closer look together"),
    gettext_noop("few signs"),
    gettext_noop("some signs"),
    gettext_noop("moderate load"),
    gettext_noop("heavy load"),
    gettext_noop("very heavy load"),
    gettext_noop("little"),
    gettext_noop("some"),
    gettext_noop("below the range"),
    gettext_noop("at the edge"),
    gettext_noop("in the range"),
)


def words_of(instrument: Instrument) -> set[str]:
    """Every word of its file that a client reads as this house's own."""
    bands = [band for score in instrument.scores for band in score.bands]
    named = {instrument.client.name, instrument.client.about}
    return named | {band.client_text for band in bands} | {band.client_short for band in bands} - {""}
