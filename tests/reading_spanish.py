"""How easy a Spanish text is: the perspicuity index, read on the INFLESZ scale, which was made for texts to patients.

F. Szigriszt Pazos, Sistemas predictivos de legibilidad del mensaje escrito (Universidad Complutense de Madrid, 1993);
I. M. Barrio-Cantalejo et al., Validación de la Escala INFLESZ, An. Sist. Sanit. Navar. 31 (2008), 135-152.
Over 80 is very easy, over 65 quite easy (primary school), over 55 normal (a newspaper for everybody), below that hard.
"""

import re
from itertools import pairwise

from tests.reading import sentences

_WORD = re.compile(r"[^\W\d_]+|\d[\d.,:]*")
_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_STRONG, _STRESSED = set("aeoáéó"), set("íú")
# The u of que, qui, gue, gui is written and not spoken; y is a vowel at the end of a word and alone.
_SILENT = re.compile(r"(?<=[qg])u(?=[eiéí])")
_Y = re.compile(r"y(?![aeiouáéíóú])")


def syllables(word: str) -> int:
    """At least 1; a number counts as one syllable a digit."""
    word = word.lower()
    if word[0].isdigit():
        return sum(letter.isdigit() for letter in word)
    word = _Y.sub("i", _SILENT.sub("", word))
    return max(1, sum(_nuclei(group) for group in _VOWELS.findall(word)))


def _nuclei(group: str) -> int:
    """Two open vowels are two syllables, and so is an i or u with an accent beside any other."""
    return 1 + sum(
        (first in _STRONG and second in _STRONG) or first in _STRESSED or second in _STRESSED
        for first, second in pairwise(group)
    )


def ease(text: str) -> float:
    """206.835 - 62.3 syllables a word - words a sentence. Raises ValueError for no words."""
    words = _WORD.findall(text)
    if not words:
        raise ValueError("no words")
    return 206.835 - 62.3 * sum(map(syllables, words)) / len(words) - len(words) / len(sentences(text))
