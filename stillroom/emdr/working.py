"""Targets, the sets that were done, and how a session ends: not without its closure, or a reason."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.care.actions import NotNow, still_open
from stillroom.care.queries import CareEpisode
from stillroom.core.emdr import is_complete
from stillroom.emdr.documents import After, Ahead, Closure, SetDone, SetSession, Status, Target
from stillroom.emdr.queries import standing_of
from stillroom.vault.covers import cover_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, read, read_all, writing

NEXT_DAY = timedelta(hours=14)
MOST_SETS = 200


class Locked(Refused):
    def __init__(self) -> None:
        super().__init__(_("This is closed now. Load the page again to see why."))


class NotClosed(Refused):
    """An earlier session was never closed, or this one lacks its closure."""


def targets_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[Target], ...]:
    """Oldest first, for both. Raises Hidden."""
    _prove(keyholder, episode)
    return read_all(episode.space, Target)


def sessions_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[SetSession], ...]:
    """Newest first, for both. Raises Hidden."""
    _prove(keyholder, episode)
    return tuple(sorted(read_all(episode.space, SetSession), key=lambda each: each.document.started, reverse=True))


def unclosed_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[SetSession] | None:
    """The session that has not ended yet. Raises Hidden."""
    return next((each for each in sessions_of(keyholder, episode) if each.document.stop is None), None)


def afters_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[After], ...]:
    """Newest first, for both. Raises Hidden."""
    _prove(keyholder, episode)
    return tuple(reversed(read_all(episode.space, After)))


def keep_target(
    *, episode: CareEpisode, target: Target, record: UUID | None, version: int, now: datetime
) -> Stored[Target]:
    """A new one (`record` None), or in place of the one that the page showed. Raises Stale, NotNow, Hidden."""
    with writing(episode.space, now=now) as work:
        _must_be_open(work)
        if record is None:
            return work.add(target)
        stored = read(work.space, Target, record)
        return stored if stored.document == target else work.replace(replace(stored, version=version), target)


def keep_set(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    record: UUID,
    target: UUID | None,
    done: SetDone | None,
    now: datetime,
) -> Stored[SetSession]:
    """Begins the session `record` or goes on with it; a set that is sent again (with its numbers) stands there once.

    Raises Locked, NotClosed (another is still open, or this one is over), NotNow, Hidden.
    """
    before = unclosed_of(keyholder, episode)
    if before is None or before.id != record:
        if before is not None:
            raise NotClosed(_("An earlier session was not closed yet. Close it first, or write why it was not."))
        if not standing_of(keyholder, episode, now).is_open:
            raise Locked
    with writing(episode.space, now=now) as work:
        _must_be_open(work)
        if record not in work.versions:
            work.cover(replace(cover_of(work.space).get(Ahead) or Ahead(), unclosed=record))
            return work.add(SetSession(now, target, (done,) if done else ()), record=record)
        stored = read(work.space, SetSession, record)
        if stored.document.stop is not None:
            raise NotClosed(_("This session was closed. Load the page again to begin another."))
        sets = {each.n: each for each in stored.document.sets}
        if done is not None and (done.n in sets or len(sets) < MOST_SETS):
            sets[done.n] = done
        session = replace(stored.document, target=target, sets=tuple(sets[n] for n in sorted(sets)))
        return stored if session == stored.document else work.replace(stored, session)


def close_session(*, episode: CareEpisode, record: UUID, closure: Closure, now: datetime) -> Stored[SetSession]:
    """Complete, or with container and calm place, or with a reason. The next day the client is asked how it was.

    Raises NotClosed. Closed before, it stays as it was.
    """
    complete = is_complete(closure.sud, closure.voc, scan_clear=closure.scan_clear, as_good_as=closure.as_good_as)
    with writing(episode.space, now=now) as work:
        stored = read(work.space, SetSession, record)
        if stored.document.stop is not None:
            return stored
        if not complete and not (closure.container and closure.calm) and not closure.reason:
            raise NotClosed(
                _("It is not complete, so it ends with the container and the calm place, or with a reason.")
            )
        _mark_target(work, stored.document, complete=complete)
        ahead = cover_of(work.space).get(Ahead) or Ahead()
        work.cover(replace(ahead, after=record, after_from=now + NEXT_DAY, unclosed=None))
        return work.replace(stored, replace(stored.document, stop=now, closure=closure, complete=complete))


def tell_after(*, episode: CareEpisode, after: After, now: datetime) -> Stored[After]:
    """Once for each session; what was sent first stands. Raises NotNow."""
    with writing(episode.space, now=now) as work:
        _must_be_open(work)
        before = [each for each in read_all(work.space, After) if each.document.session == after.session]
        if before:
            return before[0]
        ahead = cover_of(work.space).get(Ahead) or Ahead()
        if ahead.after != after.session:
            raise NotNow
        work.cover(replace(ahead, after=None, after_from=None))
        return work.add(after)


def numbers_of(sets: Sequence[SetDone]) -> tuple[int | None, ...]:
    """Disturbance after each set."""
    return tuple(each.sud for each in sets)


def _mark_target(work: Writing, session: SetSession, *, complete: bool) -> None:
    if session.target is None or session.target not in work.versions:
        return
    stored = read(work.space, Target, session.target)
    status = Status.COMPLETE if complete else Status.INCOMPLETE
    if stored.document.status is not status:
        work.replace(stored, replace(stored.document, status=status))


def _must_be_open(work: Writing) -> None:
    if not still_open(work=work):
        raise NotNow


def _prove(keyholder: Keyholder, episode: CareEpisode) -> None:
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
