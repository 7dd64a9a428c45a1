"""What changed between two versions of a text, sentence by sentence, to be read without colour.

Pure: two texts in, blocks of pieces out. A piece is kept, taken out or put in; headings and items of lists count as
one sentence each, as they are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from stillroom.practice.texts import Block, ConsentText

Fate = Literal["kept", "out", "in"]
Shape = Literal["heading", "paragraph", "item"]
_AFTER_A_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    fate: Fate
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, a paragraph or one item of a list, with what became of each of its sentences."""

    shape: Shape
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        return any(piece.fate != "kept" for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """`passage`: which passage of its own text it stands in."""

    shape: Shape
    words: str
    passage: int


def changes(before: ConsentText, after: ConsentText) -> tuple[Passage, ...]:
    """Everything that stands in either text, in the order of `after`, the title first."""
    old, new = list(_sentences(before)), list(_sentences(after))
    matcher = SequenceMatcher(None, [(s.shape, s.words) for s in old], [(s.shape, s.words) for s in new], False)
    fates: list[tuple[Fate, _Sentence, tuple[str, int]]] = []
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            fates += [("kept", each, ("new", each.passage)) for each in new[start:end]]
        else:
            fates += [("out", each, ("old", each.passage)) for each in old[first:last]]
            fates += [("in", each, ("new", each.passage)) for each in new[start:end]]
    return tuple(_passages(fates))


def _sentences(text: ConsentText) -> Iterator[_Sentence]:
    blocks = (Block("heading", (text.title,)), *text.blocks)
    passage = 0
    for block in blocks:
        for line in block.lines:
            passage += 1
            shape: Shape = "item" if block.kind == "list" else block.kind
            parts = _AFTER_A_SENTENCE.split(line) if shape == "paragraph" else [line]
            yield from (_Sentence(shape, part, passage) for part in parts)


def _passages(fates: Sequence[tuple[Fate, _Sentence, tuple[str, int]]]) -> Iterator[Passage]:
    """A sentence that was taken out stays beside those around it when it has their shape, else stands alone."""
    shape: Shape | None = None
    pieces: list[Piece] = []
    here: dict[str, int] = {}
    for fate, sentence, (side, passage) in fates:
        goes_on = shape == sentence.shape == "paragraph" and here.get(side, passage) == passage
        if pieces and not goes_on and shape is not None:
            yield Passage(shape, tuple(pieces))
            pieces, here = [], {}
        shape = sentence.shape
        here[side] = passage
        pieces.append(Piece(fate, sentence.words))
    if pieces and shape is not None:
        yield Passage(shape, tuple(pieces))
