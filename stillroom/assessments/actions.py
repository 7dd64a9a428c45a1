"""Keeping an answer, finishing, sharing what was answered for oneself, opening what only a therapist opens."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.assessments.documents import (
    RAISED_BY,
    Latest,
    Opening,
    OwnResponse,
    Response,
    Sheet,
    Talk,
    newest,
    sheet_as,
)
from stillroom.assessments.encoding import encode
from stillroom.assessments.openings import is_closed, openings_in
from stillroom.assessments.progress import Progress, draft_form, nothing_yet, to_fields
from stillroom.assessments.queries import progress_of
from stillroom.assessments.readings import read_sheet
from stillroom.base.errors import Refused
from stillroom.base.ids import new_id
from stillroom.care.actions import NotNow, still_open
from stillroom.care.queries import CareEpisode
from stillroom.core.instruments.answers import Answer
from stillroom.core.instruments.model import Instrument
from stillroom.safety.actions import raise_flag
from stillroom.safety.passing import carry_flags
from stillroom.vault.covers import cover_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, read, read_all, writing
from stillroom.vault.spaces import private_space


class CannotShareHere(Refused):
    """No therapist has accepted, or it has ended."""

    def __init__(self) -> None:
        super().__init__(_("Nobody can be sent this here now. Your answers are kept, and you can answer for yourself."))


class ClosedNow(Refused):
    """Only the therapist opens this questionnaire, and it is closed."""

    def __init__(self) -> None:
        super().__init__(_("These questions are closed for now, so nothing was sent. Your answers are kept, unseen."))


class NothingAnswered(Refused):
    """Sent already, given up, or older than a draft lives."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing here that waits to be sent. If you sent it, you find it in the list."))


def keep_answer(
    *, keyholder: Keyholder, instrument: Instrument, about: UUID | None, place: int, answer: Answer, now: datetime
) -> Progress:
    """One answer (None: skipped), sealed as a draft in the client's own space. Raises AnswerError, Stale."""
    # One transaction: else two windows that answer at once would each keep a sheet without the other's answer.
    with transaction.atomic():
        begun = progress_of(keyholder, instrument, about) or nothing_yet(instrument, new_id(), now)
        progress = begun.with_answer(place, answer)
        save_draft(
            keyholder=keyholder,
            form=draft_form(instrument.id, about is None),
            about=about,
            fields=to_fields(progress),
            now=now,
        )
    return progress


def finish(*, keyholder: Keyholder, episode: CareEpisode, instrument: Instrument, now: datetime) -> UUID:
    """Sends the answers to the therapist, with a flag if an answer asks for one; the response's id.

    Sent twice they are there once. Raises CannotShareHere, ClosedNow, NothingAnswered; the draft is then as it was.
    """
    if not episode.is_open:
        raise CannotShareHere
    progress = _begun(keyholder, instrument, episode.space.id)
    with transaction.atomic():
        with writing(episode.space, now=now) as work:
            if not still_open(work=work):
                raise CannotShareHere
            if progress.record not in work.versions:
                if is_closed(work.space, instrument):
                    raise ClosedNow
                _respond(work, sheet_as(Response, _sheet(progress, now)), progress.record, now)
        carry_flags(keyholder=keyholder, now=now)
        drop_draft(keyholder=keyholder, form=draft_form(instrument.id, False), about=episode.space.id, now=now)
    return progress.record


def finish_own(*, keyholder: Keyholder, instrument: Instrument, now: datetime) -> UUID:
    """Keeps the answers in the client's journal. Nobody is told. Raises NothingAnswered."""
    progress = _begun(keyholder, instrument, None)
    with transaction.atomic():
        with writing(private_space(keyholder), now=now) as work:
            if progress.record not in work.versions:
                work.add(sheet_as(OwnResponse, _sheet(progress, now)), record=progress.record)
        drop_draft(keyholder=keyholder, form=draft_form(instrument.id, True), about=None, now=now)
    return progress.record


def keep_for_myself(*, keyholder: Keyholder, episode: CareEpisode, instrument: Instrument, now: datetime) -> UUID:
    """Moves answers that cannot be sent in an episode now into the client's journal; their id there.

    Raises NothingAnswered.
    """
    about, record = episode.space.id, new_id()  # an id of its own: see `share_own`
    with transaction.atomic():
        progress = _begun(keyholder, instrument, about)
        with writing(private_space(keyholder), now=now) as work:
            work.add(sheet_as(OwnResponse, _sheet(progress, now)), record=record)
        drop_draft(keyholder=keyholder, form=draft_form(instrument.id, False), about=about, now=now)
    return record


def set_open(*, episode: CareEpisode, instrument: Instrument, is_open: bool, words: str = "", now: datetime) -> None:
    """The therapist opens or closes a questionnaire for this client. Said twice it stands once.

    Raises NotNow (the two are not in care), NotYours (the client).
    """
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise NotNow
        stored = openings_in(work.space).get(instrument.id)
        if stored is None and not is_open:
            return
        opening = Opening(instrument.id, is_open, words if is_open or stored is None else stored.document.words)
        if stored is None:
            work.add(opening)
        elif stored.document != opening:
            work.replace(stored, opening)
        else:
            return
        before = cover_of(work.space).get(Latest) or Latest()
        others = tuple(each for each in before.opened if each != instrument.id)
        work.cover(replace(before, opened=(*others, instrument.id) if is_open else others))


def share_own(*, keyholder: Keyholder, episode: CareEpisode, record: UUID, now: datetime) -> None:
    """Copies one's own answers into an episode, once, with a flag if an answer asks for one.

    Raises Hidden (no such answers), CannotShareHere, Stale.
    """
    if not episode.is_open:
        raise CannotShareHere
    with transaction.atomic():
        with writing(private_space(keyholder), now=now) as journal:
            stored = read(journal.space, OwnResponse, record)
            own = stored.document
            if episode.space.id in own.shared:
                return
            journal.replace(stored, replace(own, shared=(*own.shared, episode.space.id)))
        with writing(episode.space, now=now) as work:
            if not still_open(work=work):
                raise CannotShareHere
            # An id of its own: the same one in both spaces would join a client to a therapist.
            _respond(work, sheet_as(Response, own), new_id(), now)
        carry_flags(keyholder=keyholder, now=now)


def remove_own(*, keyholder: Keyholder, record: UUID, now: datetime) -> None:
    """Wipes one's own answers; copies that were shared stay. Raises Hidden."""
    with writing(private_space(keyholder), now=now) as work:
        work.remove(read(work.space, OwnResponse, record))


def give_up(*, keyholder: Keyholder, instrument: Instrument, about: UUID | None, now: datetime) -> None:
    """Throws away answers that were not finished."""
    drop_draft(keyholder=keyholder, form=draft_form(instrument.id, about is None), about=about, now=now)


def _begun(keyholder: Keyholder, instrument: Instrument, about: UUID | None) -> Progress:
    progress = progress_of(keyholder, instrument, about)
    if progress is None:
        raise NothingAnswered
    return progress


def _sheet(progress: Progress, now: datetime) -> Sheet:
    instrument = progress.instrument
    return Sheet(instrument.id, instrument.version, encode(progress.answers), progress.started, now)


def _respond(work: Writing, response: Response, record: UUID, now: datetime) -> None:
    """The response, the cover and the flag in one transaction: there is never one without the others."""
    work.add(response, record=record)
    before = cover_of(work.space).get(Latest) or Latest()
    waiting = tuple(each for each in before.opened if each != response.instrument)
    work.cover(replace(before, sheets=newest((*before.sheets, response)), opened=waiting))
    raise_flag(work=work, source=RAISED_BY, about=record, flags=read_sheet(response).flags, now=now)


def talk_about(
    *, episode: CareEpisode, newest: datetime, topics: Sequence[str], words: str, now: datetime
) -> Stored[Talk]:
    """What this person would change, for both to read; with nothing in it they set the matter aside for themselves.

    `newest`: of the sheets they had seen. The same said twice stands once. Raises NotNow.
    """
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise NotNow
        talk = Talk(newest, tuple(topics), words)
        mine = [each for each in read_all(work.space, Talk) if each.role is work.space.role]
        if mine and mine[-1].document == talk:
            return mine[-1]
        before = cover_of(work.space).get(Latest) or Latest()
        work.cover(replace(before, talked={**before.talked, work.space.role: newest}))
        return work.add(talk)
