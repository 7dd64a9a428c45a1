"""Answers at fixed width, so that what was answered cannot move a padding bucket (pv1 section 4)."""

from collections.abc import Sequence

from stillroom.core.instruments.answers import NOT_APPLICABLE, Answer

WIDTH = 4  # characters an answer: whole numbers from -999 to 9999


def encode(answers: Sequence[Answer]) -> str:
    """One text of `WIDTH` characters an answer; spaces where nothing was said. Raises ValueError for a wider one."""
    parts = ["" if answer is None else str(answer) for answer in answers]
    if any(len(part) > WIDTH for part in parts):
        raise ValueError("an answer is wider than its place")
    return "".join(part.rjust(WIDTH) for part in parts)


def decode(text: str) -> tuple[Answer, ...]:
    """The answers back, in order. Raises ValueError for anything that `encode` does not make."""
    if len(text) % WIDTH:
        raise ValueError("answers of uneven width")
    answers = tuple(_answer(text[at : at + WIDTH].strip()) for at in range(0, len(text), WIDTH))
    if encode(answers) != text:
        raise ValueError("answers are not written as they are here")
    return answers


def _answer(part: str) -> Answer:
    if not part:
        return None
    return NOT_APPLICABLE if part == NOT_APPLICABLE else int(part)
