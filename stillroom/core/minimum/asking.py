"""Words to places in them, each with a kind. A question, never a verdict: whoever writes decides.

Both languages are looked for in every text, since one is often quoted in the other. What is looked for stands in
`patterns` and `names`; both err towards silence, because a question that comes each time is not read.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from stillroom.core.minimum.kinds import Kind
from stillroom.core.minimum.names import names_in
from stillroom.core.minimum.patterns import PATTERNS

AROUND = 30  # characters of a place's surroundings, on each side


@dataclass(frozen=True, slots=True)
class Place:
    """`words` stand in the text, with `before` and `after` around them. `key`: the same for the same words of a
    kind, wherever they stand and however they are written."""

    kind: Kind
    words: str
    before: str
    after: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{' '.join(plain(self.words).casefold().split())}"


def plain(text: str) -> str:
    """The text without accents, as long as it was: many leave them out."""
    return "".join(unicodedata.normalize("NFD", sign)[0] for sign in text)


Patterns = Sequence[tuple[Kind, re.Pattern[str]]]


def places_in(text: str, known: Collection[str] = (), more: Patterns = ()) -> tuple[Place, ...]:
    """What to ask about, in order; the same words of a kind once. `known`: names that may stand there. `more`: what
    to look for besides."""
    text = unicodedata.normalize("NFC", text)
    ours = {word.casefold() for name in known for word in plain(unicodedata.normalize("NFC", name)).split()}
    found: dict[str, Place] = {}
    for start, end, kind in _apart(sorted(_spans(plain(text), ours, more), key=lambda span: (span[0], -span[1]))):
        place = Place(kind, text[start:end], _before(text[:start]), _after(text[end:]))
        found.setdefault(place.key, place)
    return tuple(found.values())


def _before(text: str) -> str:
    """The last whole words of a text, on one line."""
    near = text[-AROUND:]
    return " ".join((near if near == text else near.partition(" ")[2]).split())


def _after(text: str) -> str:
    near = text[:AROUND]
    return " ".join((near if near == text else near.rpartition(" ")[0]).split())


Span = tuple[int, int, Kind]


def _spans(text: str, ours: Collection[str], more: Patterns) -> Iterator[Span]:
    for kind, pattern in (*PATTERNS, *more):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind
    for start, end in names_in(text, ours):
        yield start, end, Kind.NAME


def _apart(spans: Collection[Span]) -> Iterator[Span]:
    """Those that do not lie in one before: "illegal alien" is asked about once."""
    until = 0
    for start, end, kind in spans:
        if start >= until:
            until = end
            yield start, end, kind
