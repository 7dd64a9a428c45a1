"""Notes as their therapist reads them, and what a new one begins with."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.base.errors import Hidden
from stillroom.base.ordering import alphabetical
from stillroom.care.documents import Standing, State
from stillroom.care.queries import CareEpisode
from stillroom.notes.documents import (
    Addendum,
    Apart,
    Noted,
    NoteDraft,
    ProgressNote,
    PsychotherapyNote,
    ShownBefore,
    ShownNote,
    Usual,
)
from stillroom.notes.headings import Headings
from stillroom.scheduling.documents import Appointment
from stillroom.scheduling.queries import ahead_of, appointment_of, appointments_in
from stillroom.vault.covers import Cover, cover_of, covers_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read_all
from stillroom.vault.spaces import OpenSpace, Tampered, open_space, own_space

IN_CARE = (State.ACTIVE, State.ENDED)


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A session that is over and has no signed note. `begun`: something is written already."""

    space: UUID
    session: UUID
    called: str
    start: datetime
    begun: bool


@dataclass(frozen=True, slots=True)
class Session:
    """One session with its note. `note` is signed; else `draft` may be begun; `addenda`: oldest first."""

    stored: Stored[Appointment]
    note: Stored[ProgressNote] | None
    draft: Stored[NoteDraft] | None
    addenda: tuple[Stored[Addendum], ...] = ()

    @property
    def time(self) -> Appointment:
        return self.stored.document


def unsigned_notes(keyholder: Keyholder, covers: Iterable[Cover], now: datetime) -> tuple[Unsigned, ...]:
    """From covers alone, with one query for those of the notes; the oldest first. `covers`: of care spaces."""
    known = [noted for cover in covers_of(keyholder, SpaceKind.PROGRESS) if (noted := cover.get(Noted))]
    signed = {session for noted in known for session in noted.signed}
    begun = {session for noted in known for session in noted.begun}
    found = []
    for cover in covers:
        standing = cover.get(Standing)
        over = ahead_of(cover, now).over if standing and standing.state in IN_CARE else ()
        for item in over:
            if standing and item.record not in signed:
                called, is_begun = standing.called, item.record in begun
                found.append(Unsigned(cover.space, item.record, called, item.start, is_begun))
    return tuple(sorted(found, key=lambda each: (each.start, alphabetical(each.called))))


@dataclass(frozen=True, slots=True)
class Recent:
    """A session that is over, as covers know it. `signed`, `begun`: its note is."""

    session: UUID
    start: datetime
    signed: bool
    begun: bool


def recent_of(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> tuple[Recent, ...]:
    """The last sessions of one episode, the newest first, without opening a note. Raises Hidden."""
    own_notes(keyholder, episode)
    cover = _notes_cover(keyholder, episode.id, episode.episode.called)
    noted = (cover.get(Noted) if cover else None) or Noted(episode.id)
    over = ahead_of(cover_of(episode.space), now).over
    return tuple(
        Recent(each.record, each.start, each.record in noted.signed, each.record in noted.begun)
        for each in reversed(over)
    )


def notes_space(keyholder: Keyholder, episode: UUID, called: str | None = None) -> OpenSpace | None:
    """Where this therapist's notes about an episode lie; None before the first. `called`: where to look first."""
    cover = _notes_cover(keyholder, episode, called)
    return None if cover is None else open_space(keyholder, cover.space)


def _notes_cover(keyholder: Keyholder, episode: UUID, called: str | None) -> Cover | None:
    """The space is labelled with the name its client had then, so that of two hundred covers mostly one is opened."""
    for label in (called, None) if called else (None,):
        for cover in covers_of(keyholder, SpaceKind.PROGRESS, label=label):
            noted = cover.get(Noted)
            if noted is not None and noted.episode == episode:
                return cover
    return None


def own_notes(keyholder: Keyholder, episode: CareEpisode) -> None:
    """Raises Hidden for anybody but the therapist of this episode."""
    if episode.space.role is not Role.THERAPIST or episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden


def apart_space_or_none(keyholder: Keyholder, episode: CareEpisode) -> OpenSpace | None:
    """Where the psychotherapy notes of an episode lie; None while there are none. Raises Hidden."""
    own_notes(keyholder, episode)
    for cover in covers_of(keyholder, SpaceKind.PSYCHOTHERAPY):
        apart = cover.get(Apart)
        if apart is not None and apart.episode == episode.id:
            return open_space(keyholder, cover.space)
    return None


def apart_space(keyholder: Keyholder, episode: CareEpisode) -> OpenSpace:
    """Raises Hidden, also while there are none."""
    space = apart_space_or_none(keyholder, episode)
    if space is None:
        raise Hidden
    return space


def apart_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[PsychotherapyNote], ...]:
    """All psychotherapy notes, the newest first. Raises Hidden for anybody but their therapist."""
    space = apart_space_or_none(keyholder, episode)
    found = read_all(space, PsychotherapyNote) if space else ()
    return tuple(sorted(found, key=lambda each: (each.document.begun, each.id), reverse=True))


def sessions_of(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> tuple[Session, ...]:
    """Every session that has begun, newest first. Raises Hidden for anybody but the therapist."""
    own_notes(keyholder, episode)
    times = [each for each in appointments_in(keyholder, episode.space) if each.document.has_begun(now)]
    space = notes_space(keyholder, episode.id, episode.episode.called)
    if space is None:
        return tuple(Session(each, None, None) for each in reversed(times))
    notes = {each.document.session: each for each in read_all(space, ProgressNote)}
    drafts = {each.document.session: each for each in read_all(space, NoteDraft)}
    addenda = read_all(space, Addendum)
    found = []
    for each in reversed(times):
        note = notes.get(each.id)
        own = tuple(added for added in addenda if note is not None and added.document.note == note.id)
        found.append(Session(each, note, drafts.get(each.id), own))
    return tuple(found)


def session_of(keyholder: Keyholder, episode: CareEpisode, session: UUID, now: datetime) -> Session:
    """One of `sessions_of`. Raises Hidden, also for a time that has not begun."""
    appointment_of(keyholder, episode.space, session)
    for each in sessions_of(keyholder, episode, now):
        if each.stored.id == session:
            return each
    raise Hidden


def usual_headings(keyholder: Keyholder) -> Headings:
    """The form that this therapist chose last; DAP for who never chose, and where their own space is harmed."""
    with suppress(Hidden, Tampered):
        if chosen := latest(own_space(keyholder, SpaceKind.DESK), Usual):
            return chosen.document.headings
    return Headings.DAP


def shown_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[ShownNote], ...]:
    """The signed notes that the client may read, the newest session first; for both of an episode. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    found = read_all(episode.space, ShownNote)
    return tuple(sorted(found, key=lambda each: each.document.note.start, reverse=True))


def shown_note(keyholder: Keyholder, episode: CareEpisode, session: UUID) -> Stored[ShownNote]:
    """One of `shown_of`. Raises Hidden."""
    for each in shown_of(keyholder, episode):
        if each.document.note.session == session:
            return each
    raise Hidden


def shown_in(keyholder: Keyholder, episode: CareEpisode, session: Session) -> ShownNote | None:
    """What the client reads of a session's note; None where it is not shown."""
    with suppress(Hidden):
        return shown_note(keyholder, episode, session.stored.id).document
    return None


def shown_before(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[ShownBefore], ...]:
    """Which notes could be read for a while, the last one first. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return read_all(episode.space, ShownBefore)[::-1]
