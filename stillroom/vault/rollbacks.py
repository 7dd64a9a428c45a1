"""A whole space put back to an older state, consistent in itself: only a member's own memory can tell (pv1 6.7)."""

import threading
import uuid
from dataclasses import replace
from datetime import datetime

from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.key_rings import KeyRing, RingEntry
from stillroom.vault.days import day_of
from stillroom.vault.keyholders import Keyholder, change_ring
from stillroom.vault.snapshots import Snapshot, snapshots_of
from stillroom.vault.spaces import is_older

Newer = dict[uuid.UUID, RingEntry]


class _Days:
    """On which day each account's ring was brought up to date last, as far as this process remembers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._day = 0
        self._done: set[uuid.UUID] = set()

    def is_done(self, account: uuid.UUID, day: int) -> bool:
        with self._lock:
            return self._day == day and account in self._done

    def note(self, account: uuid.UUID, day: int) -> None:
        with self._lock:
            if self._day != day:
                self._day, self._done = day, set()
            self._done.add(account)


_days = _Days()


def remember_heads(keyholder: Keyholder, now: datetime) -> None:
    """Notes on the person's ring how far each of their spaces has come: `open_space` and `covers_of` then refuse an
    older state. Once a day, for each write leaves a trace of its time in the row.
    """
    day = day_of(now)
    if _days.is_done(keyholder.account, day):
        return
    rows = snapshots_of(keyholder.ring.spaces)
    newer = {space: entry for space, row in rows.items() if (entry := _newer(row, keyholder.ring.spaces[space]))}
    if newer:
        change_ring(keyholder, lambda ring: _merged(ring, newer))
    _days.note(keyholder.account, day)


def _newer(row: Snapshot, entry: RingEntry) -> RingEntry | None:
    """None where there is nothing to note; what is harmed is left for its opening to complain of."""
    key = row.derive(entry.epoch, entry.key)
    if key is None:
        return None
    try:
        head = row.proven_head(key)
    except SealError:
        return None
    if (head.seq, head.link) == (entry.seq, entry.link) or is_older(head, entry):
        return None
    return replace(entry, seq=head.seq, link=head.link)


def _merged(ring: KeyRing, newer: Newer) -> KeyRing:
    """Into the ring as it is by now, where a space may have a newer key already, or a later head."""
    still = {
        space: replace(held, seq=entry.seq, link=entry.link)
        for space, entry in newer.items()
        if (held := ring.spaces.get(space)) and held.epoch == entry.epoch and held.seq <= entry.seq
    }
    return KeyRing({**ring.spaces, **still}) if still else ring
