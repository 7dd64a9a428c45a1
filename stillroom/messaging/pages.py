"""A long conversation in pages: its end on the first, all before it behind one link. Values in, values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

AT_ONCE = 50

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T]):
    """`page`: its number from 1, the first messages on the first; `of`: how many pages there are but for the end."""

    messages: Sequence[T]
    page: int
    of: int


def end_of(messages: Sequence[T], unread: int = 0) -> Stretch[T]:
    """The last `AT_ONCE` and up to as many more, so that what one reads does not move away with each new one; what is
    unread is always among them."""
    begin = max(0, len(messages) - max(AT_ONCE, unread)) // AT_ONCE * AT_ONCE
    return Stretch(messages[begin:], begin // AT_ONCE + 1, begin // AT_ONCE)


def earlier(messages: Sequence[T], page: int) -> Stretch[T] | None:
    """None for a page that is not there; the first one is, be it empty."""
    pages = end_of(messages).of
    if page == 1 and not pages:
        return Stretch((), 1, 1)
    if not 1 <= page <= pages:
        return None
    return Stretch(messages[(page - 1) * AT_ONCE : page * AT_ONCE], page, pages)


def page_of(place: int, messages: Sequence[object]) -> int:
    """On which page of those before the end the message at `place` stands; 0 for the end itself."""
    end = end_of(messages)
    return 0 if place >= len(messages) - len(end.messages) else place // AT_ONCE + 1
