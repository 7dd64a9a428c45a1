"""Whether each thing could lead to somebody: asked once before it is sent, answered by sending or by changing it."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.core.minimum.asking import Place, places_in
from stillroom.core.minimum.kinds import Kind
from stillroom.core.minimum.telling import TELLING

ASKED = "asked"  # the field
QUESTIONS: Mapping[Kind, Promise] = MappingProxyType(
    {
        Kind.WORK: _("About work: few people do this here. Would “at work” do?"),
        Kind.NAME: _("A name: would “her friend” or “a colleague” do?"),
        Kind.LAW: _("About breaking a law: does your colleague need this to help?"),
        Kind.PAPERS: _("About papers or immigration: does your colleague need this to help?"),
        Kind.PLACE: _("A place: would “a city” or “abroad” do?"),
        Kind.DAY: _("A day or a time: would “last spring” or “in the evenings” do?"),
        Kind.NUMBER: _("A number that can lead to somebody: would “in her thirties” or “several” do?"),
        Kind.TRACE: _("An account or an address: it leads straight to somebody. Please take it out."),
    }
)


def new_places(text: str, asked: Collection[str], known: Collection[str] = ()) -> tuple[Place, ...]:
    """All that is asked about a text, if one of it was not among `asked`; else nothing. `known`: the two colleagues."""
    places = places_in(text, known, TELLING)
    return places if any(place.key not in asked for place in places) else ()
