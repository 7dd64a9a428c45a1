"""A question with what came after it."""

from dataclasses import dataclass
from datetime import date, datetime

from stillroom.questions.documents import Words
from stillroom.vault.documents import Role
from stillroom.vault.receipts import LIFE
from stillroom.vault.records import Stored, read_all
from stillroom.vault.spaces import OpenSpace

Written = tuple[Stored[Words], ...]


@dataclass(frozen=True, slots=True, repr=False)
class Thread:
    """A question and what came after it, in the order it was written."""

    space: OpenSpace
    words: Written

    @property
    def asked(self) -> datetime:
        """To the hour (UTC)."""
        return self.words[0].at

    @property
    def until(self) -> date:
        """The last day on which it can be read."""
        return (self.asked + LIFE).date()

    @property
    def waits(self) -> bool:
        """Whether whoever asked has the last word."""
        return self.words[-1].role is Role.CLIENT


def words_in(space: OpenSpace) -> Written:
    return tuple(sorted(read_all(space, Words), key=lambda stored: stored.document.place))
