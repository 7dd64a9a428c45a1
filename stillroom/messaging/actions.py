"""Sending a message, and marking a conversation as read."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.base import presence
from stillroom.base.errors import Refused
from stillroom.care.actions import still_open
from stillroom.care.queries import CareEpisode
from stillroom.messaging.documents import RAISED_BY, Message, ReadMarks
from stillroom.messaging.marks import marks_in
from stillroom.messaging.telling import count_one
from stillroom.safety.actions import raise_flag
from stillroom.safety.documents import RiskFlag
from stillroom.safety.marks import FLAGS, Ask
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, latest, read, read_all, writing
from stillroom.vault.spaces import OpenSpace, Tampered, private_space


class CannotWriteHere(Refused):
    """The episode has not begun or has ended."""

    def __init__(self) -> None:
        super().__init__(_("You cannot write here now. What was written stays here for both of you to read."))


def send_message(
    *, episode: CareEpisode, text: str, now: datetime, record: UUID | None = None, look: Ask = Ask.NOT
) -> Stored[Message]:
    """Adds a message and tells the other's open page. Raises CannotWriteHere.

    `look`: its client asks for somebody to look soon, and a flag is raised; a therapist asks for nothing here.

    `record`: the id that the page drew for this message; pressed twice, "Send" sends once.
    """
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise CannotWriteHere
        if record is not None and record in work.versions:
            before = read(work.space, Message, record)
            if before.document.text == text:
                _mark_it(work, before, look, now)
                return before
            record = None  # other words from a page that was gone back to: a message of its own
        message = work.add(Message(text), record=record)
        count_one(work)
        _mark_it(work, message, look, now)
    presence.tell(presence.tag("talk", episode.space.id.bytes))
    return message


def _mark_it(work: Writing, message: Stored[Message], look: Ask, now: datetime) -> None:
    """Once for each message; a mark is never taken back by sending it again without one."""
    if look is Ask.NOT or work.space.role is not Role.CLIENT:
        return
    if all(flag.document.about != message.id for flag in read_all(work.space, RiskFlag)):
        raise_flag(work=work, source=RAISED_BY, about=message.id, flags=FLAGS[look], now=now)


def mark_read(
    *, keyholder: Keyholder, episode: CareEpisode, messages: Sequence[Stored[Message]], now: datetime
) -> None:
    """Remembers in the reader's own space that they have seen these messages; a mark never goes back.

    Where their own space is harmed nothing is remembered, and the conversation can still be read.
    """
    with suppress(Tampered):
        _mark(private_space(keyholder), episode, messages, now)


def _mark(own: OpenSpace, episode: CareEpisode, messages: Sequence[Stored[Message]], now: datetime) -> None:
    count = sum(1 for message in messages if message.author != episode.space.fingerprint)
    if marks_in(own).get(episode.space.id, 0) >= count:
        return
    with writing(own, now=now) as work:
        stored = latest(work.space, ReadMarks)
        if stored is None:
            work.add(ReadMarks({episode.space.id: count}))
        else:
            work.replace(stored, ReadMarks({**stored.document.seen, episode.space.id: count}))
