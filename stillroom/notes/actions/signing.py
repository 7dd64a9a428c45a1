"""Beginning a note, signing it, adding to it. What is signed is never changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.care.queries import CareEpisode
from stillroom.notes.documents import Addendum, Note, Noted, NoteDraft, ProgressNote, Usual
from stillroom.notes.headings import Headings, moved
from stillroom.notes.queries import notes_space
from stillroom.scheduling.queries import appointment_of
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder, change_ring, together
from stillroom.vault.records import Stored, Writing, latest, read_all, writing
from stillroom.vault.spaces import OpenSpace, create_space, own_space

# Sessions that the cover remembers as signed: more than a care space's cover remembers as over.
REMEMBERED = 60


class SignedAlready(Refused):
    """In another window, or a moment ago."""

    def __init__(self) -> None:
        super().__init__(_("This note is signed already and cannot be changed. You can add to it below."))


class NothingSaid(Refused):
    def __init__(self) -> None:
        super().__init__(_("Please write a few words about the session, or say that it did not take place."))


def keep_note(*, keyholder: Keyholder, episode: CareEpisode, note: Note, now: datetime) -> Stored[NoteDraft]:
    """Keeps what is written so far. Raises SignedAlready, and Hidden for a session that is not this therapist's."""
    with _following(keyholder), writing(_space(keyholder, episode, note.session, now), now=now) as work:
        if _signed(work, note.session):
            raise SignedAlready
        draft, before = NoteDraft(**_fields(note)), _draft(work, note.session)
        if before is not None and before.document == draft:
            return before
        kept = work.add(draft) if before is None else work.replace(before, draft)
        _note_cover(work, episode.id, begun=note.session)
    return kept


def write_as(
    *, keyholder: Keyholder, episode: CareEpisode, note: Note, headings: Headings, begun: bool, now: datetime
) -> None:
    """Puts what is written under other headings, which new notes have from now on too.

    `begun`: there is something that must not be lost; else no note is begun by this. Raises like `keep_note`.
    """
    if begun:
        other = replace(note, headings=headings, said=moved(note.said, headings))
        keep_note(keyholder=keyholder, episode=episode, note=other, now=now)
    with writing(own_space(keyholder, SpaceKind.DESK), now=now) as work:
        before = latest(work.space, Usual)
        if before is None:
            work.add(Usual(headings))
        elif before.document.headings is not headings:
            work.replace(before, Usual(headings))


def sign_note(*, keyholder: Keyholder, episode: CareEpisode, note: Note, now: datetime) -> Stored[ProgressNote]:
    """The note is part of the record from now on. Signed twice with the same words, it is signed once.

    Raises NothingSaid, SignedAlready, and Hidden for a session that is not this therapist's.
    """
    if note.came and not note.written:
        raise NothingSaid
    with _following(keyholder), writing(_space(keyholder, episode, note.session, now), now=now) as work:
        final, signed = ProgressNote(**_fields(note)), _signed(work, note.session)
        if signed is not None:
            if signed.document == final:
                return signed
            raise SignedAlready
        draft = _draft(work, note.session)
        if draft is not None:
            work.remove(draft)
        added = work.add(final)
        _note_cover(work, episode.id, signed=note.session)
    return added


def add_to_note(
    *, keyholder: Keyholder, episode: CareEpisode, session: UUID, text: str, now: datetime, record: UUID | None = None
) -> Stored[Addendum]:
    """An addendum to a signed note, with its own time. `record`: the id that the page drew: sent twice, it is one.

    Raises Hidden where nothing is signed.
    """
    with together(keyholder), writing(_space(keyholder, episode, session, now), now=now) as work:
        signed = _signed(work, session)
        if signed is None:
            raise Hidden
        before = next((each for each in read_all(work.space, Addendum) if each.id == record), None)
        if before is not None and before.document == Addendum(signed.id, text):
            return before
        return work.add(Addendum(signed.id, text), record=None if before else record)


@contextmanager
def _following(keyholder: Keyholder) -> Iterator[None]:
    """Like `together`; and where another window was faster, the ring in hand has the key to what that one signed."""
    try:
        with together(keyholder):
            yield
    except SignedAlready:
        change_ring(keyholder, lambda ring: ring)
        raise


def _fields(note: Note) -> dict[str, Any]:
    return {name: getattr(note, name) for name in Note.__dataclass_fields__}


def _space(keyholder: Keyholder, episode: CareEpisode, session: UUID, now: datetime) -> OpenSpace:
    """The space of this episode's notes, made if it is not there. Call it in a transaction, so that two windows make
    one. Raises Hidden."""
    own = episode.space.role is Role.THERAPIST and episode.space.fingerprint == keyholder.fingerprint
    if not own or not appointment_of(keyholder, episode.space, session).document.has_begun(now):
        raise Hidden
    change_ring(keyholder, lambda ring: ring)  # as it is under the lock: another window may have made it
    found = notes_space(keyholder, episode.id)
    if found is not None:
        return found
    label = episode.episode.called
    space = create_space(keyholder=keyholder, kind=SpaceKind.PROGRESS, role=Role.THERAPIST, label=label, now=now)
    with writing(space, now=now) as work:
        work.cover(Noted(episode.id))
    return space


def _signed(work: Writing, session: UUID) -> Stored[ProgressNote] | None:
    return next((each for each in read_all(work.space, ProgressNote) if each.document.session == session), None)


def _draft(work: Writing, session: UUID) -> Stored[NoteDraft] | None:
    return next((each for each in read_all(work.space, NoteDraft) if each.document.session == session), None)


def _note_cover(work: Writing, episode: UUID, *, signed: UUID | None = None, begun: UUID | None = None) -> None:
    before = cover_of(work.space).get(Noted) or Noted(episode)
    done = tuple(each for each in before.begun if each not in (signed, begun))
    noted = replace(
        before,
        signed=((*before.signed, signed) if signed else before.signed)[-REMEMBERED:],
        begun=((*done, begun) if begun else done)[-REMEMBERED:],
    )
    work.cover(noted)
