"""Shredding: a space without its salt opens for nobody, also not for who copied its key (pv1 section 10)."""

import uuid
from datetime import datetime

from django.db import connection

from stillroom.vault.days import day_of
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder, let_go, ring_entries, together
from stillroom.vault.models import Account, Drop, Invite, Space
from stillroom.vault.spaces import OpenSpace


def shred_space(*, keyholder: Keyholder, space: OpenSpace) -> None:
    """Deletes the space with its records, audit trail and key material, and takes it off this person's ring."""
    shred_unopened(keyholder=keyholder, space=space.id)


def shred_unopened(*, keyholder: Keyholder, space: uuid.UUID) -> None:
    """The same for one that does not open any more. The caller knows that it is nobody else's."""
    with together(keyholder):
        Space.objects.filter(id=space).delete()
        let_go(keyholder, space)


def erase_account(*, keyholder: Keyholder) -> None:
    """Deletes the account with its wraps and drops. What it shared stays with the other members."""
    Account.objects.filter(id=keyholder.account).delete()


def let_go_of_gone(*, keyholder: Keyholder, kind: SpaceKind) -> None:
    """Takes keys off this person's ring whose space is no more; they opened nothing since."""
    held = {space for space, _entry in ring_entries(keyholder, kind)}
    gone = held - set(Space.objects.filter(id__in=held).values_list("id", flat=True)) if held else set()
    for space in gone:
        let_go(keyholder, space)


def leave_space(*, keyholder: Keyholder, space: uuid.UUID) -> None:
    """Takes the key off this person's ring; the space goes on for its other members."""
    let_go(keyholder, space)


def flush_erased() -> bool:
    """Empties the write-ahead log, which else keeps copies of what was deleted (pv1 section 10).

    Call it outside transactions. Whether it is empty now: somebody who reads for longer than the database waits
    keeps it open, and then it is emptied the next time.
    """
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _pages, _moved = cursor.fetchone()
    return not busy


def due_invites_and_requests(now: datetime) -> int:
    """Deletes invites and first contacts whose 14 days are over; how many."""
    today = day_of(now)
    invites, _rows = Invite.objects.filter(expires_day__lt=today).delete()
    drops, _rows = Drop.objects.filter(expires_day__lt=today).delete()
    return invites + drops
