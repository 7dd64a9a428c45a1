"""What each sealed blob is bound to, so that it opens in its own place only (pv1 section 4, "Contexts").

Raises SealError for numbers that do not fit their field.
"""

import struct
from uuid import UUID

from stillroom.core.sealing.encoding import lp, u32, u64
from stillroom.core.sealing.errors import SealError

_RECORD = struct.Struct(">I10sI16sIII16sII")


def passphrase_slot(account: UUID, akv: int, slot: int, params: bytes) -> bytes:
    return lp(b"pv1/ars/pass", account.bytes, u32(akv), u32(slot), params)


def recovery(account: UUID, akv: int) -> bytes:
    return lp(b"pv1/ars/recovery", account.bytes, u32(akv))


def passkey(account: UUID, akv: int, credential_id: bytes) -> bytes:
    return lp(b"pv1/ars/prf", account.bytes, u32(akv), credential_id)


def session(session_id: bytes) -> bytes:
    return lp(b"pv1/ars/session", session_id)


def key_ring(account: UUID, akv: int, version: int) -> bytes:
    return lp(b"pv1/keyring", account.bytes, u32(akv), u64(version))


def profile(account: UUID, akv: int, version: int) -> bytes:
    return lp(b"pv1/profile", account.bytes, u32(akv), u64(version))


def roster(space: UUID, epoch: int) -> bytes:
    return lp(b"pv1/roster", space.bytes, u32(epoch))


def head(space: UUID, epoch: int, seq: int) -> bytes:
    return lp(b"pv1/head", space.bytes, u32(epoch), u64(seq))


def record(space: UUID, epoch: int, record: UUID, version: int) -> bytes:
    """Packed in one go: pages open many records."""
    try:
        return _RECORD.pack(10, b"pv1/record", 16, space.bytes, 4, epoch, 16, record.bytes, 4, version)
    except struct.error:
        raise SealError from None


def audit(space: UUID, epoch: int, seq: int) -> bytes:
    return lp(b"pv1/audit", space.bytes, u32(epoch), u64(seq))


def invite(invite_id: bytes) -> bytes:
    return lp(b"pv1/invite", invite_id)


def file_chunk(space: UUID, epoch: int, record: UUID, version: int, chunk: int, last: bool) -> bytes:
    """`last` is bound too: a file cut off at a chunk's border does not open."""
    place = (space.bytes, u32(epoch), record.bytes, u32(version), u32(chunk))
    return lp(b"pv1/file", *place, b"\x01" if last else b"\x00")
