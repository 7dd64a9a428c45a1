"""Times ahead with several people, and what the other of two has done with them, from covers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.care.telling import Told
from stillroom.scheduling.documents import AheadItem, ahead_of
from stillroom.vault.covers import Cover
from stillroom.vault.documents import Role


@dataclass(frozen=True, slots=True)
class Meeting:
    """One time ahead with one person, by the name that whoever looks knows them by."""

    space: UUID
    label: str
    at: AheadItem


@dataclass(frozen=True, slots=True)
class Changed:
    """What the other of two has done with times, not read yet in their messages."""

    space: UUID
    label: str
    told: Told


Named = Collection[tuple[Cover, str]]


def meetings_in(named: Named, now: datetime) -> tuple[Meeting, ...]:
    """Soonest first."""
    found = [Meeting(cover.space, name, item) for cover, name in named for item in ahead_of(cover, now).appointments]
    return tuple(sorted(found, key=lambda meeting: meeting.at.start))


def changed_in(named: Named, unread: Mapping[UUID, int], by: Role, now: datetime) -> tuple[Changed, ...]:
    """What `by` has done, as long as it is unread in that conversation, where it is told as well: of `unread` messages
    no more than so many can tell it, and what was read before has often been overtaken."""
    return tuple(
        Changed(cover.space, name, news.told)
        for cover, name in named
        if (count := unread.get(cover.space, 0))
        for news in [each for each in ahead_of(cover, now).news if each.by is by][-count:]
    )
