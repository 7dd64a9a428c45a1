"""Showing the client one signed note at a time, and stopping it: never silently."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from stillroom.base.errors import Hidden
from stillroom.care.actions import still_open
from stillroom.care.queries import CareEpisode
from stillroom.care.telling import Told, define_told, tell
from stillroom.messaging.actions import CannotWriteHere
from stillroom.messaging.documents import Message
from stillroom.notes.documents import Note, ShownAddendum, ShownBefore, ShownNote
from stillroom.notes.queries import Session, own_notes, session_of, shown_note
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, read, read_all, writing

SHOWN = define_told(
    "notes.shown",
    mine=_("You show %(other)s your note of the session of %(first)s."),
    theirs=_("%(other)s shows you the note of your session of %(first)s. It is on the page of the two of you."),
)
MORE = define_told(
    "notes.shown-more",
    mine=_("You show %(other)s what you added to your note of the session of %(first)s."),
    theirs=_("%(other)s added to the note of your session of %(first)s. You can read that too."),
)
STOPPED = define_told(
    "notes.shown-no-more",
    mine=_("You stopped showing %(other)s your note of the session of %(first)s."),
    theirs=_(
        "%(other)s stopped showing you the note of your session of %(first)s. You could read it until now. You can"
        " still ask to read it: that is your right."
    ),
)
ABOUT = define_told(
    "notes.about",
    mine=_("You wrote about the note of your session of %(first)s."),
    theirs=_("%(other)s wrote about your note of the session of %(first)s."),
)


def show_note(*, keyholder: Keyholder, episode: CareEpisode, session: UUID, now: datetime) -> Stored[ShownNote]:
    """A copy of the signed note, and of all that was added to it so far, for the client; told in their conversation.

    Shown again it takes along what was added since. Raises Hidden where nothing is signed: a draft is never shown.
    """
    found = session_of(keyholder, episode, session, now)
    with writing(episode.space, now=now) as work:
        before = _shown(work, session)
        copy = _copy(found, before.document.since if before else now)
        if before is not None and before.document == copy:
            return before
        kept = work.add(copy) if before is None else work.replace(before, copy)
        tell(work=work, told=Told(MORE if before else SHOWN, (found.time.start,)))
    return kept


def stop_showing(*, keyholder: Keyholder, episode: CareEpisode, session: UUID, now: datetime) -> None:
    """Takes the copy away; that it was there, and until when, stays and is told. Safe to do twice. Raises Hidden."""
    own_notes(keyholder, episode)
    with writing(episode.space, now=now) as work:
        before = _shown(work, session)
        if before is None:
            return
        start = before.document.note.start
        work.remove(before)
        work.add(ShownBefore(session, start, before.document.since, now))
        tell(work=work, told=Told(STOPPED, (start,)))


def write_about(
    *, keyholder: Keyholder, episode: CareEpisode, session: UUID, text: str, now: datetime, record: UUID | None = None
) -> None:
    """The client's message about a note that they are shown. `record`: the id that the page drew: sent twice, it is
    one. Raises Hidden, and CannotWriteHere."""
    if episode.space.role is not Role.CLIENT:
        raise Hidden
    shown = shown_note(keyholder, episode, session)
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise CannotWriteHere
        if record is not None and record in work.versions:
            if read(work.space, Message, record).document.text == text:
                return
            record = None  # other words from a page that was gone back to
        tell(work=work, told=Told(ABOUT, (shown.document.note.start,)), words=text, record=record)


def _shown(work: Writing, session: UUID) -> Stored[ShownNote] | None:
    return next((each for each in read_all(work.space, ShownNote) if each.document.note.session == session), None)


def _copy(found: Session, since: datetime) -> ShownNote:
    if found.note is None:
        raise Hidden
    signed = found.note.document
    note = Note(**{name: getattr(signed, name) for name in Note.__dataclass_fields__})
    addenda = tuple(ShownAddendum(each.document.text, each.at) for each in found.addenda)
    return ShownNote(note, found.note.at, since, addenda)
