"""Whether each thing in a note is needed: asked once before it is signed, answered by signing or by changing it.

What was asked is in the page alone, in a hidden field, and is kept nowhere.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.core.minimum.asking import Place, places_in
from stillroom.core.minimum.kinds import Kind
from stillroom.notes.documents import Note

ASKED = "asked"  # the field
QUESTIONS: Mapping[Kind, Promise] = MappingProxyType(
    {
        Kind.WORK: _("About work: does the record need this?"),
        Kind.NAME: _("A name: would “her friend” or “a colleague” do?"),
        Kind.LAW: _("About breaking a law: does the record need this? A court can ask for it."),
        Kind.PAPERS: _("About papers or immigration: does the record need this? A court can ask for it."),
    }
)


def questions_of(note: Note, first: Note, known: Collection[str]) -> tuple[Place, ...]:
    """What to ask about a note before it is signed. `first`: what was filled in for its therapist, and is not asked
    about again each time. `known`: names that may stand in it."""
    pairs = ((note.risk, first.risk), (note.goal, first.goal), (note.measures, first.measures))
    typed = [words for words, filled in pairs if words != filled]
    return places_in("\n".join((*note.written, *typed)), known)


def are_new(places: Collection[Place], asked: Collection[str]) -> bool:
    """Whether one of them is not among the keys that the page says were asked."""
    return any(place.key not in asked for place in places)
