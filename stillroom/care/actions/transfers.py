"""Going on with somebody else: proposed by the therapist, carried out by the client alone, one copy at a time."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.care.actions.standing import NotNow, still_open
from stillroom.care.documents import Brought, SummaryState, Transfer, TransferState
from stillroom.care.luggage import luggage_of
from stillroom.care.queries import CareEpisode
from stillroom.care.telling import PROPOSED, SUMMARY_WANTED, SUMMARY_WRITTEN, Told, tell
from stillroom.practice.queries import Listing
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import NotYours, Stored, Writing, latest, read_all, writing
from stillroom.vault.spaces import Stale


class NothingSaid(Refused):
    def __init__(self) -> None:
        super().__init__(_("Name a colleague or write a summary. Nothing was sent."))


class NothingPacked(Refused):
    def __init__(self) -> None:
        super().__init__(_("Nothing was ticked, so nothing went along. You can also go back and leave it all."))


def propose(
    *,
    episode: CareEpisode,
    colleague: Listing | None,
    words: str,
    summary: str,
    version: int,
    now: datetime,
) -> Stored[Transfer]:
    """By the therapist; in the place of what they proposed before. `version`: of what their page showed, 0 for nothing.

    A summary that the client refused does not come back by being sent again: only another one does.
    Raises NotYours, NothingSaid, NotNow, and Stale when the client has answered meanwhile.
    """
    with writing(episode.space, now=now) as work:
        _is(work, Role.THERAPIST)
        before = latest(work.space, Transfer)
        was = before.document if before else Transfer()
        new = replace(
            was,
            state=TransferState.OPEN,
            to=colleague.id if colleague else None,
            name=colleague.name if colleague else "",
            words=words,
            summary=summary,
            summary_state=_state_of(was, summary),
        )
        if before and new == was:
            return before
        if version != (before.version if before else 0):
            raise Stale(_("This was changed meanwhile. What you typed is still here: look at both, then send it."))
        if not (colleague or summary):
            raise NothingSaid
        if new.to and (new.to, new.words, was.state) != (was.to, was.words, TransferState.OPEN):
            tell(work=work, told=Told(PROPOSED))
        elif summary and summary != was.summary:
            tell(work=work, told=Told(SUMMARY_WRITTEN))
        return work.replace(before, new) if before else work.add(new)


def _state_of(was: Transfer, summary: str) -> SummaryState:
    if not summary:
        return SummaryState.WANTED if was.summary_state is SummaryState.WANTED else SummaryState.NONE
    refused = was.summary_state is SummaryState.REFUSED and summary == was.summary
    return SummaryState.REFUSED if refused else SummaryState.WRITTEN


def withdraw_proposal(*, episode: CareEpisode, now: datetime) -> None:
    """By the therapist. What a client has brought along by then stays where it is. Raises NotYours, NotNow."""
    with writing(episode.space, now=now) as work:
        _is(work, Role.THERAPIST)
        before = latest(work.space, Transfer)
        if before is not None and before.document.state is not TransferState.WITHDRAWN:
            work.replace(before, Transfer(state=TransferState.WITHDRAWN))


def turn_down_proposal(*, episode: CareEpisode, now: datetime) -> None:
    """The client stays where they are. Raises NotYours, NotNow."""
    with writing(episode.space, now=now) as work:
        _is(work, Role.CLIENT)
        before = latest(work.space, Transfer)
        if before is None or before.document.state is TransferState.WITHDRAWN:
            raise NotNow
        if before.document.is_proposed:
            work.replace(before, replace(before.document, state=TransferState.DECLINED))


def refuse_summary(*, episode: CareEpisode, summary: str, now: datetime) -> None:
    """The client has read it, and it must not go along. `summary`: the words that were on their page.

    Raises NotYours, NotNow, and Stale when there is another one by now.
    """
    with writing(episode.space, now=now) as work:
        _is(work, Role.CLIENT)
        before = latest(work.space, Transfer)
        if before is None or not before.document.summary:
            raise NotNow
        if before.document.summary != summary:
            raise Stale(_("There is a new summary by now. Please read it first. Nothing goes along without you."))
        if before.document.summary_state is not SummaryState.REFUSED:
            work.replace(before, replace(before.document, summary_state=SummaryState.REFUSED))


def want_summary(*, episode: CareEpisode, now: datetime) -> None:
    """The client asks for one. Asked twice, it is asked once. Raises NotYours, NotNow."""
    with writing(episode.space, now=now) as work:
        _is(work, Role.CLIENT)
        before = latest(work.space, Transfer)
        was = before.document if before else Transfer()
        if was.summary_state in (SummaryState.WANTED, SummaryState.WRITTEN):
            return
        new = replace(was, summary_state=SummaryState.WANTED)
        tell(work=work, told=Told(SUMMARY_WANTED))
        if before:
            work.replace(before, new)
        else:
            work.add(new)


def _is(work: Writing, role: Role) -> None:
    if not still_open(work=work):
        raise NotNow
    if work.space.role is not role:
        raise NotYours(_("This is not yours to write."))


def bring_in(
    *, keyholder: Keyholder, episode: CareEpisode, chosen: Collection[tuple[str, str]], now: datetime
) -> tuple[Stored[Brought], ...]:
    """Copies of what the client chose, out of other episodes of theirs; `chosen`: (space in hex, code) pairs.

    The keys of the others stay where they are. What is there already is not brought twice.
    Raises NothingPacked, NotNow, NotYours.
    """
    pieces = [
        piece
        for luggage in luggage_of(keyholder, episode)
        for piece in luggage.pieces
        if (luggage.space.hex, piece.of) in set(chosen)
    ]
    with writing(episode.space, now=now) as work:
        _is(work, Role.CLIENT)
        there = [stored.document for stored in read_all(work.space, Brought)]
        if not chosen:
            raise NothingPacked
        return tuple(work.add(piece) for piece in pieces if piece not in there)
