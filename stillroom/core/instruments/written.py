"""Answers as they are written on a command line, read strictly: "2,,NA,0", or goals as JSON objects."""

import json
import re
from collections.abc import Sequence

from stillroom.core.instruments.answers import NOT_APPLICABLE, AnswerError

_NUMBER = re.compile(r"-?[0-9]{1,18}", re.ASCII)


def read_answers(arguments: Sequence[str]) -> list[object]:
    """One answer for each comma-separated part; several arguments make one sheet. Raises AnswerError.

    An argument that is empty is one open answer. A comma at the joint of two arguments ("0, 1, 2" without quotes)
    separates them and leaves nothing open.
    """
    answers: list[object] = []
    last = len(arguments) - 1
    for number, argument in enumerate(arguments):
        parts = _parts(argument, len(answers))
        if number < last and len(parts) > 1 and argument.rstrip().endswith(","):
            parts.pop()
        if number and len(parts) > 1 and argument.lstrip().startswith(","):
            parts.pop(0)
        if number and argument.strip() == ",":
            parts.clear()
        answers += parts
    return answers


def _parts(text: str, before: int) -> list[object]:
    """The answers in one argument. `before`: how many there are already, for the name of a mistake."""
    parts: list[object] = []
    at = 0
    while True:
        value, at = _part(text, at, f"answer {before + len(parts) + 1}")
        parts.append(value)
        if at >= len(text):
            return parts
        at += 1  # the comma


def _part(text: str, at: int, name: str) -> tuple[object, int]:
    """(answer, place of the comma after it or of the end)."""
    while at < len(text) and text[at].isspace():
        at += 1
    if text[at : at + 1] == "{":
        return _goal(text, at, name)
    end = text.find(",", at)
    end = len(text) if end < 0 else end
    word = text[at:end].strip()
    if not word:
        return None, end
    if word == NOT_APPLICABLE:
        return NOT_APPLICABLE, end
    if not _NUMBER.fullmatch(word):
        raise AnswerError(name, 'an answer is a whole number, "NA", or nothing.')
    return int(word), end


def _goal(text: str, at: int, name: str) -> tuple[object, int]:
    try:
        value, end = _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        raise AnswerError(name, "this is not one JSON object with whole numbers.") from None
    rest = re.compile(r"\s*").match(text, end)
    end = rest.end() if rest else end
    if end < len(text) and text[end] != ",":
        raise AnswerError(name, "a comma is needed after an object.")
    return value, end


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)
