"""Keeping an entry, sharing a copy of it, taking the copy back."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.care.actions import still_open
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.safety.actions import raise_flag
from stillroom.safety.marks import FLAGS, Ask
from stillroom.safety.passing import carry_flags
from stillroom.toolkit.copies import flags_in, was_read
from stillroom.toolkit.definition import Definition
from stillroom.toolkit.documents import RAISED_BY, Copy, Entry, Favourites, Opened, OpenedCover, SharedEntry
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read, writing
from stillroom.vault.spaces import Tampered, private_space


class CannotShareHere(Refused):
    def __init__(self) -> None:
        super().__init__(_("Nobody can read it there now. It is still in your journal."))


def keep_entry(*, keyholder: Keyholder, entry: Entry, record: UUID, now: datetime) -> Stored[Entry]:
    """In the client's own journal; sent twice (`record`, drawn by the page) it is there once. Nobody is told."""
    with writing(private_space(keyholder), now=now) as work:
        if record in work.versions:
            return read(work.space, Entry, record)
        return work.add(entry, record=record)


def share_entry(
    *, keyholder: Keyholder, episode: CareEpisode, definition: Definition, record: UUID, look: Ask, now: datetime
) -> UUID:
    """A copy in the space of the two, once; a flag where what was said or marked asks for one. Its id there.

    Raises Hidden (no such entry) and CannotShareHere.
    """
    if not episode.is_open:
        raise CannotShareHere
    with transaction.atomic():
        with writing(private_space(keyholder), now=now) as journal:
            stored = read(journal.space, Entry, record)
            entry = stored.document
            before = next((copy for copy in entry.copies if copy.space == episode.id), None)
            if before is not None:
                return before.record
            # An id of its own: the same one in both spaces would join a client to a therapist.
            copy = Copy(episode.id, new_id(), now)
            journal.replace(stored, replace(entry, copies=(*entry.copies, copy)))
        with writing(episode.space, now=now) as work:
            if not still_open(work=work):
                raise CannotShareHere
            shared = SharedEntry(entry.exercise, entry.answers, entry.before, entry.after, done=stored.at)
            work.add(shared, record=copy.record)
            flags = (*FLAGS[look], *flags_in(definition, entry.answers))
            raise_flag(work=work, source=RAISED_BY, about=copy.record, flags=flags, now=now)
        carry_flags(keyholder=keyholder, now=now)
    return copy.record


def take_copy_back(*, keyholder: Keyholder, record: UUID, space: UUID, now: datetime) -> bool:
    """The copy is gone from the space of the two, and from what the therapist can open. Whether it had been read.

    A flag that it raised stays: it asks a person to look, not at a page. Raises Hidden.
    """
    with transaction.atomic():
        with writing(private_space(keyholder), now=now) as journal:
            stored = read(journal.space, Entry, record)
            copy = next((each for each in stored.document.copies if each.space == space), None)
            if copy is None:
                raise Hidden
            rest = tuple(each for each in stored.document.copies if each.space != space)
            journal.replace(stored, replace(stored.document, copies=rest))
        try:
            episode = episode_of(keyholder, space)
        except (Hidden, Tampered):  # gone or harmed: nothing of it can be opened there
            return False
        seen = was_read(episode.space, copy)
        with writing(episode.space, now=now) as work:
            if copy.record in work.versions:
                work.remove(read(work.space, SharedEntry, copy.record))
    return seen


def remove_entry(*, keyholder: Keyholder, record: UUID, now: datetime) -> None:
    """Wiped from the journal; copies that are shared go too. Raises Hidden."""
    with writing(private_space(keyholder), now=now) as work:
        stored = read(work.space, Entry, record)
    for copy in stored.document.copies:
        take_copy_back(keyholder=keyholder, record=record, space=copy.space, now=now)
    with writing(private_space(keyholder), now=now) as work:
        work.remove(read(work.space, Entry, record))


class NotNow(Refused):
    def __init__(self) -> None:
        super().__init__(_("You two are not in care now, so nothing can be opened here. What they wrote stays theirs."))


def open_exercise(*, episode: CareEpisode, name: str, is_open: bool, words: str = "", now: datetime) -> None:
    """The therapist opens or closes one for this client. Said twice it stands once.

    Raises NotNow, NotYours (the client).
    """
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise NotNow
        stored = latest(work.space, Opened)
        before = stored.document.words if stored else {}
        after = {each: said for each, said in before.items() if each != name} | ({name: words} if is_open else {})
        if after == before:
            return
        if stored is None:
            work.add(Opened(after))
        else:
            work.replace(stored, Opened(after))
        work.cover(OpenedCover(tuple(after)))


def keep_in_front(*, keyholder: Keyholder, name: str, front: bool, now: datetime) -> None:
    """Or no more. Done twice, once."""
    with writing(private_space(keyholder), now=now) as work:
        stored = latest(work.space, Favourites)
        names = stored.document.names if stored else ()
        new = (*names, name) if front and name not in names else tuple(each for each in names if front or each != name)
        if new == names:
            return
        if stored is None:
            work.add(Favourites(new))
        else:
            work.replace(stored, Favourites(new))
