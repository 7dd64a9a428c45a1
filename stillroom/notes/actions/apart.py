"""Psychotherapy notes: begun, changed, deleted. Their therapist's alone, under a key of their own."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode
from stillroom.notes.documents import Apart, PsychotherapyNote
from stillroom.notes.queries import IN_CARE, apart_space, apart_space_or_none
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.erasure import flush_erased, shred_space
from stillroom.vault.keyholders import Keyholder, change_ring, together
from stillroom.vault.records import Stored, read, read_all, writing
from stillroom.vault.spaces import OpenSpace, Stale, create_space


class ChangedElsewhere(Stale):
    """Another window has saved other words since this one was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("This was changed in another window. Both are below: what you typed, and what is kept. Nothing is lost.")
        )


def begin_apart(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Stored[PsychotherapyNote]:
    """A new note, empty; an empty one that is there already, should it be asked for twice. Raises Hidden.

    Its id is drawn here, never by a page: one that was deleted must not come back under the id that it had.
    """
    with together(keyholder), writing(_space(keyholder, episode, now), now=now) as work:
        for before in read_all(work.space, PsychotherapyNote):
            if not before.document.text:
                return before
        return work.add(PsychotherapyNote(begun=now))


def change_apart(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    record: UUID,
    text: str,
    version: int,
    window: str,
    now: datetime,
) -> Stored[PsychotherapyNote]:
    """`version`: what this window was opened with; after its own first save `window` tells that it is the same one.

    Raises ChangedElsewhere, and Hidden, also for a note that was deleted.
    """
    with writing(apart_space(keyholder, episode), now=now) as work:
        before = read(work.space, PsychotherapyNote, record)
        if before.document.text == text:
            return before
        if before.version != version and before.document.window != window:
            raise ChangedElsewhere
        return work.replace(before, replace(before.document, text=text, window=window))


def remove_apart(*, keyholder: Keyholder, episode: CareEpisode, record: UUID, now: datetime) -> None:
    """Deletes one for good, and the key with the last. Safe to do twice. Raises Hidden."""
    with together(keyholder):
        space = apart_space_or_none(keyholder, episode)
        there = read_all(space, PsychotherapyNote) if space else ()
        gone = next((each for each in there if each.id == record), None)
        if space is None or gone is None:
            return
        if len(there) == 1:
            shred_space(keyholder=keyholder, space=space)
        else:
            with writing(space, now=now) as work:
                work.remove(gone)
        transaction.on_commit(flush_erased)  # it works outside of transactions alone


def _space(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> OpenSpace:
    """Made if it is not there. Call it in a transaction, so that two windows make one. Raises Hidden."""
    change_ring(keyholder, lambda ring: ring)  # as it is under the lock: another window may have made it
    found = apart_space_or_none(keyholder, episode)
    if found is not None:
        return found
    if episode.episode.state not in IN_CARE:
        raise Hidden
    label = episode.episode.called
    space = create_space(keyholder=keyholder, kind=SpaceKind.PSYCHOTHERAPY, role=Role.THERAPIST, label=label, now=now)
    with writing(space, now=now) as work:
        work.cover(Apart(episode.id))
    return space
