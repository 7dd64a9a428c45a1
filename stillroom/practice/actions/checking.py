"""Publishing a profile under the practice's signature, and taking it off the list."""

import uuid
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.events.actions import note_staff_event
from stillroom.practice.actions.profiles import LicenceRanOut
from stillroom.practice.choices import CHECKS
from stillroom.practice.documents import LicenceCheck, PracticeKey
from stillroom.practice.listings import line_of
from stillroom.practice.models import State, Therapist
from stillroom.practice.particulars import seen as mark_of
from stillroom.practice.practice_key import pinned_key
from stillroom.practice.queries import due_lapsed, practice, today_of
from stillroom.practice.staff_events import LAPSED, PUBLISHED, UNLISTED, steward_mark
from stillroom.vault.days import day_of
from stillroom.vault.directory import public_of, vouch
from stillroom.vault.documents import SpaceKind
from stillroom.vault.drops import WrongRecipient, recipient_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import latest, writing
from stillroom.vault.spaces import OpenSpace, own_space


class ChecklistOpen(Refused):
    def __init__(self) -> None:
        super().__init__(_("Something on the list is not ticked yet. Nothing was published."))


class ProfileChanged(Refused):
    """The therapist changed it after the steward had looked; what was checked is not what would be published."""

    def __init__(self) -> None:
        super().__init__(_("This profile was changed while you looked at it. Please check it as it stands now."))


class KeyDiffers(Refused):
    """The public key in the account's row is not the one the profile was sent in with: somebody may have swapped it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The key of this account is not the one this profile was sent in with. Nothing was published. "
                "Ask the therapist to sign in and send the profile in again, and compare the key's mark aloud."
            )
        )


class NoPracticeKey(Refused):
    def __init__(self) -> None:
        super().__init__(_("The key that is pinned for this practice is not yours, so you cannot publish here."))


def signing_key(*, space: OpenSpace) -> bytes:
    """The private half that fits the pinned one. Raises NoPracticeKey."""
    stored = latest(space, PracticeKey)
    if stored is None or public_of(stored.document.private) != pinned_key():
        raise NoPracticeKey
    return stored.document.private


def _locked(therapist: uuid.UUID) -> Therapist:
    row = Therapist.objects.select_for_update().filter(id=therapist).first()
    if row is None:
        raise Hidden
    return row


def publish(
    *,
    keyholder: Keyholder,
    therapist: uuid.UUID,
    seen: str,
    looked_up_on: date,
    ticked: Collection[str],
    now: datetime,
) -> None:
    """Signs the directory's line for a profile (pv1 section 6.4): listed from today to the end of the licence.

    `seen`: the mark of the profile that the steward looked at (`Registered.seen`). `looked_up_on`: the day the licence
    was looked up at the board. `ticked`: all of `choices.CHECKS`.
    Raises ChecklistOpen, ProfileChanged, KeyDiffers, LicenceRanOut, NoPracticeKey; Hidden for anybody but a steward.
    """
    space = own_space(keyholder, SpaceKind.PRACTICE)
    private = signing_key(space=space)
    if set(ticked) != set(CHECKS):
        raise ChecklistOpen
    with transaction.atomic():
        row = _locked(therapist)
        today = today_of(row, now)
        published = row.state in (State.VERIFIED, State.AWAY)
        if published and row.renewal is None and row.signature and mark_of(row) == seen:
            return  # pressed twice: what was checked is what is published
        waits = row.state == State.SUBMITTED or (published and row.renewal is not None)
        if not waits or mark_of(row) != seen:
            raise ProfileChanged
        row.licence_expiry, row.renewal = row.renewal or row.licence_expiry, None
        if row.licence_expiry < today:
            raise LicenceRanOut
        try:
            recipient_of(row.account, bytes(row.fingerprint))
        except (WrongRecipient, Hidden):
            raise KeyDiffers from None
        row.not_before_day = day_of(now)
        row.signature = vouch(replace(line_of(row, practice().name), signature=b""), private)
        row.state = State.VERIFIED
        if row.is_away(today):
            row.state = State.AWAY
        row.save()
        with writing(space, now=now) as work:
            work.add(_evidence(row, looked_up_on, ticked))
        note_staff_event(kind=PUBLISHED, subject=row.name, who=steward_mark(keyholder), now=now)


def _evidence(row: Therapist, looked_up_on: date, ticked: Collection[str]) -> LicenceCheck:
    return LicenceCheck(
        therapist=row.id,
        licence=f"{row.licence_type} {row.licence_number}, {row.licence_state}",
        licence_expiry=row.licence_expiry,
        looked_up_on=looked_up_on,
        ticked=tuple(sorted(ticked)),
        fingerprint=bytes(row.fingerprint).hex(),
    )


def unlist(*, keyholder: Keyholder, therapist: uuid.UUID, now: datetime) -> None:
    """Takes a profile off the list at once, to be checked again: the board has said something, or nobody is sure.

    Raises Hidden for anybody but a steward.
    """
    own_space(keyholder, SpaceKind.PRACTICE)
    with transaction.atomic():
        row = _locked(therapist)
        if row.state in (State.VERIFIED, State.AWAY):
            _take_off(row, UNLISTED, steward_mark(keyholder), now)


def let_lapse(*, now: datetime) -> int:
    """Takes off the list whoever's licence has run out; how many."""
    with transaction.atomic():
        lapsed = due_lapsed(now)
        for therapist in lapsed:
            _take_off(_locked(therapist), LAPSED, "", now)
    return len(lapsed)


def _take_off(row: Therapist, kind: str, who: str, now: datetime) -> None:
    row.state, row.signature = State.SUBMITTED, b""
    row.licence_expiry, row.renewal = row.renewal or row.licence_expiry, None
    row.save(update_fields=["state", "signature", "licence_expiry", "renewal"])
    note_staff_event(kind=kind, subject=row.name, who=who, now=now)
