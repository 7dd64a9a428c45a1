"""What was done stands in the conversation, as a message of whoever did it."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from stillroom.base import presence
from stillroom.care.telling import Told, tells
from stillroom.messaging.documents import Count, Message
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from stillroom.vault.records import Writing


def count_one(work: Writing) -> None:
    """One message more of the person who writes, on the cover. Once for each `work`: it counts from what is stored."""
    count = cover_of(work.space).get(Count) or Count()
    mine = "client" if work.space.role is Role.CLIENT else "therapist"
    work.cover(replace(count, last_at=work.now, **{mine: getattr(count, mine) + 1}))


@tells
def tell_in_conversation(work: Writing, told: Told, words: str, record: UUID | None = None) -> None:
    if record in work.versions:
        return
    work.add(Message(words, told), record=record)
    count_one(work)
    tag = presence.tag("talk", work.space.id.bytes)
    transaction.on_commit(lambda: presence.tell(tag))
