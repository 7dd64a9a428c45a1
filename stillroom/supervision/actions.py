"""Asking a colleague without a name, answering, and destroying it (ADR 46)."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.practice.queries import Listing
from stillroom.supervision.documents import (
    LONGEST,
    Case,
    CaseStanding,
    Stage,
    Taken,
    Word,
    is_over,
    last_day,
)
from stillroom.supervision.queries import OpenCase, cases_of, is_here, named_in, vouched_own
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import WrongRecipient, accept_request, discard_request, send_request, take_back
from stillroom.vault.erasure import flush_erased, let_go_of_gone
from stillroom.vault.keyholders import Keyholder, Recipient, change_ring, let_go, ring_entries, together
from stillroom.vault.receipts import Sent, destroy_after, shred_with_receipt
from stillroom.vault.records import Stored, Writing, latest, read, read_all, writing
from stillroom.vault.spaces import OpenSpace, Tampered, create_space, open_space

MOST = 10  # that one therapist asks at once


@dataclass(frozen=True, slots=True)
class Asked:
    """What a therapist wrote, and the day on which it is destroyed."""

    question: str
    picture: str
    tried: str
    until: date


class CannotReach(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("The practice does not vouch for this colleague now, so nothing was sent. Your words are still here.")
        )


class NotListed(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("You can ask once the practice has checked your license. Nothing was sent. Your words are still here.")
        )


class DayOutOfReach(Refused):
    def __init__(self) -> None:
        super().__init__(_("Choose a day from tomorrow on, at most 90 days ahead. Your words are still here."))


class NamesSomebody(Refused):
    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            _(
                "“%(names)s”: somebody in your care is called so. Please write “my client” in its place. Nothing was"
                " sent, and your words are still here."
            )
            % {"names": "”, “".join(names)}
        )


class TooMany(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("You ask about ten cases already. Destroy one that is done, then send this. Your words are still here.")
        )


class NotNow(Refused):
    def __init__(self) -> None:
        super().__init__(_("This has changed meanwhile, so nothing was sent. Your words are still here."))


def _hour_of(now: datetime) -> datetime:
    """Not even inside the seal does it stand at which minute somebody wrote: it may be the minute after a session."""
    return now.replace(minute=0, second=0, microsecond=0)


def ask_colleague(*, keyholder: Keyholder, colleague: Listing, asked: Asked, drawn: UUID, now: datetime) -> UUID:
    """A space of two with the words in it, a key for the colleague, and the day on which it is destroyed.

    `drawn`: by the page; pressed twice, it is there once. Raises NotListed, CannotReach, DayOutOfReach,
    NamesSomebody, TooMany.
    """
    own = vouched_own(keyholder, now)
    if own is None:
        raise NotListed
    recipient = _recipient(colleague)
    if not now.date() < asked.until <= (now + LONGEST).date():
        raise DayOutOfReach
    if named := named_in(keyholder, "\n".join((asked.question, asked.picture, asked.tried))):
        raise NamesSomebody(named)
    with together(keyholder):
        change_ring(keyholder, lambda ring: ring)  # as it is under the lock: another window may have sent it
        before = [each for each in cases_of(keyholder, now) if each.own]
        for each in before:
            if each.standing.drawn == drawn:
                return each.space
        if len(before) >= MOST:
            raise TooMany
        space = create_space(
            keyholder=keyholder,
            kind=SpaceKind.SUPERVISION,
            role=Role.THERAPIST,
            label=colleague.name,
            now=now,
            others=[(recipient, Role.CONSULTED)],
        )
        destroy_after(space=space, day=last_day(asked.until))
        drop = send_request(space=space, recipient=recipient, now=now)
        with writing(space, now=_hour_of(now)) as work:
            work.add(
                Case(
                    therapist=own.id,
                    therapist_name=own.name,
                    colleague=colleague.id,
                    colleague_name=colleague.name,
                    until=asked.until,
                    question=asked.question,
                    picture=asked.picture,
                    tried=asked.tried,
                )
            )
            work.cover(
                CaseStanding(
                    asker=keyholder.account,
                    therapist_name=own.name,
                    colleague_name=colleague.name,
                    until=asked.until,
                    stage=Stage.ASKED,
                    drawn=drawn,
                )
            )
            work.cover(Sent((drop,)))
    return space.id


def _recipient(colleague: Listing) -> Recipient:
    try:
        return colleague.recipient()
    except (Hidden, WrongRecipient):
        raise CannotReach from None


def answer_case(*, keyholder: Keyholder, found: OpenCase, yes: bool, now: datetime) -> None:
    """The colleague's yes, with which they have a key from then on, or no, with which they never have one.

    Raises NotNow, Hidden when it was destroyed.
    """
    if found.request is None:
        raise NotNow
    with together(keyholder):
        with writing(found.space, now=_hour_of(now)) as work:
            if latest(work.space, Taken) is not None or is_over(found.case.until, now):
                raise NotNow
            work.add(Taken(yes))
            _move(work, stage=Stage.READING if yes else Stage.DECLINED)
        if yes:
            accept_request(keyholder=keyholder, request=found.request, label=found.case.therapist_name)
        else:
            discard_request(keyholder=keyholder, request=found.request)


def send_key_again(*, keyholder: Keyholder, found: OpenCase, colleague: Listing, now: datetime) -> None:
    """For a colleague who did not look within two weeks. Raises NotNow, CannotReach, Hidden."""
    if not found.is_own or colleague.id != found.case.colleague:
        raise Hidden
    if not is_here(keyholder, found, now):
        raise CannotReach
    recipient = _recipient(colleague)
    with writing(found.space, now=_hour_of(now)) as work:
        if latest(work.space, Taken) is not None:
            raise NotNow
        take_back((cover_of(work.space).get(Sent) or Sent()).drops)
        work.cover(Sent((send_request(space=work.space, recipient=recipient, now=now),)))


def write_word(*, keyholder: Keyholder, found: OpenCase, text: str, record: UUID | None, now: datetime) -> Stored[Word]:
    """`record`: the id that the page drew; pressed twice, it is sent once. Raises NotNow, CannotReach, NamesSomebody,
    Hidden when it was destroyed meanwhile."""
    if found.request is not None:
        raise Hidden
    if named := named_in(keyholder, text):
        raise NamesSomebody(named)
    with writing(found.space, now=_hour_of(now)) as work:
        taken = latest(work.space, Taken)
        if taken is None or not taken.document.yes or is_over(found.case.until, now):
            raise NotNow
        if record is not None and record in work.versions:
            before = read(work.space, Word, record)
            if before.document.text == text:
                return before
            record = None  # other words from a page that was gone back to
        if not is_here(keyholder, found, now):
            raise CannotReach
        place = len(read_all(work.space, Word))
        word = work.add(Word(text, place), record=record)
        _move(work, words=place + 1, last_by=work.space.role)
    return word


def _move(work: Writing, **changes: Any) -> None:
    standing = cover_of(work.space).get(CaseStanding)
    if standing is not None:
        work.cover(replace(standing, **changes))


def destroy_case(*, keyholder: Keyholder, found: OpenCase) -> None:
    """Words, keys and the day, at once, by either of the two. Safe to do twice. Raises Hidden before a yes."""
    if found.request is not None:
        raise Hidden
    with together(keyholder):
        _destroy(keyholder, found.space)
    transaction.on_commit(flush_erased)  # it works outside of transactions alone


def _destroy(keyholder: Keyholder, space: OpenSpace) -> None:
    shred_with_receipt(space=space)
    let_go(keyholder, space.id)


def settle_cases(*, keyholder: Keyholder, now: datetime) -> None:
    """Destroys what is over and still there, and lets go of keys whose space is no more."""
    over = [space for space, _entry in ring_entries(keyholder, SpaceKind.SUPERVISION)]
    if not over:
        return
    let_go_of_gone(keyholder=keyholder, kind=SpaceKind.SUPERVISION)
    kept = {each.space for each in cases_of(keyholder, now)}
    for space in set(over) - kept:
        with suppress(Hidden, Tampered), together(keyholder):
            opened = open_space(keyholder, space)
            stored = latest(opened, Case)
            if stored is not None and is_over(stored.document.until, now):
                _destroy(keyholder, opened)
                transaction.on_commit(flush_erased)
