"""How hard a text is to read: the Flesch-Kincaid grade, counted by a few rules instead of a dictionary.

J. P. Kincaid et al., Derivation of New Readability Formulas, Naval Technical Training Command report 8-75 (1975).
"""

import re

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\d[\d.,:]*")
_END = re.compile(r"[.!?:]+(?=\s|$|[\"”)])|\n\s*\n|\n(?=\s*- )")
_VOWELS = re.compile(r"[aeiouy]+")
# Endings whose vowel is silent, and pairs of vowels that are spoken as two.
_SILENT = re.compile(r"(?:[^laeiouy]e|[^td]ed|[^sxzhcg]es)$")
_SPLIT = re.compile(r"ia(?!l$|n$|ge)|io(?!n)|eo(?!ple)|ua|uo|ie[tnr]|[^q]ue[tnl]|ying|being|doing|seeing|oing")


def syllables(word: str) -> int:
    """At least 1. A number counts as one syllable a digit. Within one of the dictionary for ordinary English words."""
    word = word.lower().replace("’", "'").split("'")[0]
    if word[0].isdigit():
        return sum(letter.isdigit() for letter in word)
    count = len(_VOWELS.findall(word)) + len(_SPLIT.findall(word))
    if _SILENT.search(word) and not word.endswith(("le", "les")):
        count -= 1
    return max(count, 1)


def sentences(text: str) -> list[str]:
    """A sentence ends at a full stop, at a colon, at an empty line or before a list item."""
    return [part for part in _END.split(text) if _WORD.search(part)]


def grade(text: str) -> float:
    """US school grade: 0.39 words a sentence + 11.8 syllables a word - 15.59. Raises ValueError for no words."""
    words = _WORD.findall(text)
    if not words:
        raise ValueError("no words")
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
