"""The vault's own due work. Registered by the composition root: outbox stands beside events, below the vault."""

from datetime import datetime, timedelta

from stillroom.outbox.periodic import periodic
from stillroom.vault.erasure import due_invites_and_requests, flush_erased
from stillroom.vault.receipts import due_receipts
from stillroom.vault.sessions import due_sessions


@periodic("vault.sessions", every=timedelta(minutes=5))
def end_sessions(now: datetime) -> None:
    for _session in due_sessions(now):
        pass


@periodic("vault.expired", every=timedelta(hours=6))
def delete_expired(now: datetime) -> None:
    due_invites_and_requests(now)
    if due_receipts(now):
        flush_erased()


@periodic("vault.log", every=timedelta(minutes=10))
def empty_log(_now: datetime) -> None:
    """What was deleted or replaced is out of the write-ahead log soon, also where somebody read when it was erased."""
    flush_erased()
