"""Reading a conversation, and how much of it is new."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode
from stillroom.messaging.documents import Count, Message
from stillroom.messaging.marks import marks_in
from stillroom.vault.covers import Cover
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, read_all
from stillroom.vault.spaces import OpenSpace, Tampered, private_space


@dataclass(frozen=True, slots=True)
class Unread:
    """One conversation with something new in it."""

    space: UUID
    label: str
    count: int


def messages_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[Message], ...]:
    """Oldest first. Whoever could open the episode may read it."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read_all(episode.space, Message)


def new_in(keyholder: Keyholder, episode: CareEpisode, messages: Sequence[Stored[Message]]) -> int:
    """How many of `messages`, from the first that its reader has not seen; 0 where their own space is harmed."""
    try:
        seen = marks_in(private_space(keyholder)).get(episode.id, 0)
    except Tampered:
        return 0
    theirs = [place for place, message in enumerate(messages) if message.author != episode.space.fingerprint]
    return len(messages) - theirs[seen] if seen < len(theirs) else 0


def unread_of(keyholder: Keyholder, covers: tuple[Cover, ...], own: OpenSpace | None = None) -> tuple[Unread, ...]:
    """Conversations with new messages, by label: the cover's count less the reader's own mark.

    Opens one space, their own, unless it is given as `own`; none where that is harmed.
    """
    try:
        own = own or private_space(keyholder)
        seen = marks_in(own)
    except Tampered:  # how far they have read is not known then; the conversations can still be opened
        return ()
    counts = ((cover, cover.get(Count)) for cover in covers)
    news = (
        (cover, count.from_other(own.role) - seen.get(cover.space, 0)) for cover, count in counts if count is not None
    )
    return tuple(Unread(cover.space, cover.label, new) for cover, new in news if new > 0)
