"""Answers as people give them: the raw value of the option they chose, never reversed, never guessed."""

from collections.abc import Collection, Sequence
from typing import Final, Literal, Protocol, TypeAlias

NOT_APPLICABLE: Final = "NA"

# None is "not answered"; "NA" is "not applicable" or "prefer not to say" where an item offers it.
Answer: TypeAlias = int | Literal["NA"] | None


class AnswerError(ValueError):
    """An answer cannot be taken. `item` is the item's id, or None when the whole sheet is meant.

    The sentence never repeats the answer, because errors end up in places where answers must not.
    """

    def __init__(self, item: str | None, sentence: str) -> None:
        super().__init__(sentence if item is None else f"{item}: {sentence}")
        self.item = item
        self.sentence = sentence


class Askable(Protocol):
    """What an item must say about itself for its answer to be checked."""

    @property
    def id(self) -> str: ...
    @property
    def values(self) -> Collection[int]: ...
    @property
    def offers_not_applicable(self) -> bool: ...


def is_sheet(answers: object) -> bool:
    """Whether it is a list of answers at all: text is a sequence too, of its letters."""
    return isinstance(answers, Sequence) and not isinstance(answers, str | bytes | bytearray | memoryview)


def checked(items: Sequence[Askable], answers: Sequence[object]) -> tuple[Answer, ...]:
    """One answer per item, in the items' order. Raises AnswerError for the first that cannot be taken."""
    if not is_sheet(answers) or len(answers) != len(items):
        raise AnswerError(None, f"There are {len(items)} questions here, so {len(items)} answers are needed.")
    return tuple([_checked(item, answer) for item, answer in zip(items, answers, strict=True)])


def _checked(item: Askable, answer: object) -> Answer:
    if answer is None:
        return None
    # True is an int to Python, and 1 to a sum; on a sheet it is a mistake.
    if isinstance(answer, int) and not isinstance(answer, bool):
        if answer in item.values:
            return answer
        raise AnswerError(item.id, "choose one of the answers that are offered.")
    if answer == NOT_APPLICABLE and isinstance(answer, str):
        if item.offers_not_applicable:
            return NOT_APPLICABLE
        raise AnswerError(item.id, 'this question has no "not applicable".')
    raise AnswerError(item.id, "an answer is a whole number, or nothing.")
