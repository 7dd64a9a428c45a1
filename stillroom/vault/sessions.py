"""Sessions: sealed under a secret in RAM, kept on RAM, gone with the power (pv1 section 5).

One file each, named by a hash of the cookie; it does not say whose it is. Its modification time is the last use.
"""

import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from stillroom.base.errors import Hidden
from stillroom.base.rows import rows
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.sessions import (
    SessionPayload,
    new_token,
    open_session,
    seal_session,
    session_id,
    token_from_text,
    token_text,
)
from stillroom.vault.accounts import Unlocked, profile_in
from stillroom.vault.keyholders import Keyholder, keyholder_of
from stillroom.vault.models import Account
from stillroom.vault.rekeys import take_new_keys
from stillroom.vault.rollbacks import remember_heads

LONGEST = timedelta(hours=12)
CLOCKS_DIFFER = timedelta(minutes=1)
_HEADER = struct.Struct(">QI")  # when it ends at the latest (unix seconds), idle limit (seconds)


@dataclass(frozen=True, slots=True)
class Session:
    """`id` may be kept in RAM by a websocket; it opens nothing without the cookie."""

    id: bytes
    ends: datetime
    idle: timedelta
    last_used: datetime


def _folder() -> Path:
    folder = Path(settings.RUNTIME) / "sessions"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _path(session: bytes) -> Path:
    return _folder() / session.hex()


def start_session(*, unlocked: Unlocked, idle: timedelta, now: datetime) -> str:
    """A new session; returns the cookie's value, which nothing on disk holds."""
    token, person = new_token(), unlocked.keyholder
    payload = SessionPayload(person.seed.reveal(), person.account, person.key_version, unlocked.generation)
    ends = int((now + LONGEST).timestamp())
    blob = _HEADER.pack(ends, int(idle.total_seconds())) + seal_session(settings.BOOT_SECRET, token, payload)
    path = _path(session_id(token))
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(blob)
    os.utime(fresh, (now.timestamp(), now.timestamp()))
    fresh.rename(path)
    return token_text(token)


def session_of(cookie: str, now: datetime) -> Session | None:
    """The session of this cookie while it lasts; an ended one is deleted on sight."""
    try:
        return live_session(session_id(token_from_text(cookie)), now)
    except SealError:
        return None


def live_session(session: bytes, now: datetime) -> Session | None:
    found = _read(session, now)
    return None if found is None else found[0]


def _read(session: bytes, now: datetime) -> tuple[Session, bytes] | None:
    """The session and what is sealed in its file."""
    path = _path(session)
    try:
        with path.open("rb") as file:
            used = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            blob = file.read()
    except FileNotFoundError:
        return None
    ends_at, idle_seconds = _HEADER.unpack_from(blob)
    found = Session(session, datetime.fromtimestamp(ends_at, UTC), timedelta(seconds=idle_seconds), used)
    put_back = found.last_used - now > CLOCKS_DIFFER  # the clock: nobody knows any more how long it idled
    if now >= found.ends or now - found.last_used >= found.idle or put_back:
        path.unlink(missing_ok=True)
        return None
    return found, blob[_HEADER.size :]


@dataclass(frozen=True, slots=True, repr=False)
class Entered:
    """A person who is here with a session. `profile`: theirs, as it is kept (`vault.accounts.profile_from`)."""

    session: Session
    keyholder: Keyholder
    profile: bytes


_NEW_KEYS = "EXISTS(SELECT 1 FROM key_drop WHERE account_id = account.id AND expires_day IS NULL)"


def enter(cookie: str, now: datetime) -> Entered | None:
    """The person whose session this is, for one request. None when it ended, here or "everywhere".

    New keys that wait for them are taken, and once a day the ring remembers how far each space has come.
    """
    try:
        token = token_from_text(cookie)
        found = _read(session_id(token), now)
        if found is None:
            return None
        session, blob = found
        payload = open_session(settings.BOOT_SECRET, token, blob)
    except SealError:
        return None
    row = next(iter(rows(Account, "id = %s", [payload.account.bytes], new_keys=_NEW_KEYS)), None)
    if row is None or (row.key_version, row.session_generation) != (payload.akv, payload.generation):
        end_session(cookie=cookie)
        return None
    keyholder = keyholder_of(row, payload.seed)
    if row.new_keys:  # type: ignore[attr-defined]  # somebody else gave a space a new key while this session was open
        take_new_keys(keyholder, now)
    try:
        remember_heads(keyholder, now)
    except Hidden:  # everything was renewed in another window, in this very moment
        return None
    return Entered(session, keyholder, profile_in(row, payload.seed))


def touch_session(*, session: bytes, now: datetime) -> None:
    """The person did something: the idle time starts again. Polling must not call this."""
    try:
        os.utime(_path(session), (now.timestamp(), now.timestamp()))
    except FileNotFoundError:
        return


def last_use() -> datetime | None:
    """When anybody last did something with a session that still lies there."""
    used = []
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):  # ended in this moment
            used.append(path.stat().st_mtime)
    return datetime.fromtimestamp(max(used), UTC) if used else None


def end_session(*, cookie: str) -> None:
    try:
        _path(session_id(token_from_text(cookie))).unlink(missing_ok=True)
    except SealError:
        return


def end_all_sessions(*, keyholder: Keyholder) -> int:
    """ "Sign out everywhere": every session of this account stops at its next use. Returns the new generation.

    Raises Hidden when the account is no more.
    """
    own = Account.objects.filter(id=keyholder.account)
    with transaction.atomic():
        if not own.update(session_generation=F("session_generation") + 1):
            raise Hidden
        return own.values_list("session_generation", flat=True).get()


def due_sessions(now: datetime) -> Iterator[bytes]:
    """The ids of sessions that are over; each is deleted as it is yielded."""
    for path in _folder().iterdir():
        session = bytes.fromhex(path.stem) if path.suffix == "" else b""
        if session and live_session(session, now) is None:
            yield session
