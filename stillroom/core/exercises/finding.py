"""Which exercise fits what somebody types: words of theirs against words that each says of itself. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

# Words that say nothing about what is wrong, in the two languages.
SMALL = frozenset(
    re.findall(
        r"[a-z]+",
        """a an and are at be but by do for from get had has have i im in is it its just me my not of on or so that the
        them they this to was we what when with you your al algo como con cuando de del el ella en era es esta este esto
        fue ha he la las le les lo los me mi mis muy ni nos o para pero por que se si sin su sus te tengo tu un una
        y yo""",
    )
)
ENDINGS = (
    "ingly",
    "ings",
    "ing",
    "edly",
    "ed",
    "ies",
    "es",
    "s",
    "amente",
    "mente",
    "ando",
    "iendo",
    "ada",
    "ado",
    "ido",
)
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Findable:
    """`phrases`: what somebody may type; `words`: its title and what it is about."""

    name: str
    phrases: tuple[str, ...]
    words: str


def tokens(text: str) -> tuple[str, ...]:
    """Stems in their order, without accents, small words and case."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[a-z]+", plain.replace("’", "").replace("'", ""))
    return tuple(_stem(word) for word in words if word not in SMALL)


@cache
def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > SHORTEST and word[-1] in "aeo" else word


def found(typed: str, shelf: Sequence[Findable]) -> tuple[str, ...]:
    """Names, the best first; none that shares no word with what was typed.

    A phrase counts by how much of it and of what was typed they share, rare words more than common ones; a title or
    description counts less.
    """
    asked = frozenset(tokens(typed))
    read = {each.name: [frozenset(tokens(phrase)) for phrase in each.phrases] for each in shelf}
    said = {each.name: frozenset(tokens(each.words)) for each in shelf}
    weights = _weights(asked, [frozenset().union(*read[name], said[name]) for name in read])
    scores = {name: _score(asked, read[name], said[name], weights) for name in read}
    best = sorted((name for name in scores if scores[name] > 0), key=lambda name: -scores[name])
    return tuple(best)


def _weights(asked: frozenset[str], every: Sequence[frozenset[str]]) -> Mapping[str, float]:
    return {word: log(1 + len(every) / (1 + sum(word in each for each in every))) for word in asked}


def _score(
    asked: frozenset[str], phrases: Sequence[frozenset[str]], words: frozenset[str], weights: Mapping[str, float]
) -> float:
    whole = sum(weights.values()) or 1.0
    best = max((_shared(asked, phrase, weights) / whole for phrase in phrases), default=0.0)
    return best + 0.3 * _shared(asked, words, weights) / whole


def _shared(asked: frozenset[str], phrase: frozenset[str], weights: Mapping[str, float]) -> float:
    """The weight of what both have, less for a phrase that says much else."""
    both = asked & phrase
    return sum(weights[word] for word in both) * (0.5 + 0.5 * len(both) / len(phrase)) if both else 0.0
