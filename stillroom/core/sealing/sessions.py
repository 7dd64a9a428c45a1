"""Sessions that end with the power: cookie, RAM secret and row are all needed (pv1 section 5)."""

import base64
import binascii
import os
from dataclasses import dataclass
from typing import Final, Self
from uuid import UUID

from stillroom.core.sealing import contexts
from stillroom.core.sealing.encoding import Tag, prf, u32
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.suite import open_sealed, seal

TOKEN_BYTES: Final = 32
PAYLOAD_BYTES: Final = 56


def new_token() -> bytes:
    return os.urandom(TOKEN_BYTES)


def token_text(token: bytes) -> str:
    """The cookie's value: 43 characters."""
    return base64.urlsafe_b64encode(token).rstrip(b"=").decode()


def token_from_text(text: str) -> bytes:
    """Raises SealError for a cookie that `token_text` did not write."""
    try:
        token = base64.urlsafe_b64decode(text.encode("ascii") + b"=")
    except (UnicodeEncodeError, binascii.Error):
        raise SealError from None
    # The decoder forgives stray characters; two cookies for one session are not wanted.
    if len(token) != TOKEN_BYTES or token_text(token) != text:
        raise SealError
    return token


def session_id(token: bytes) -> bytes:
    """32 bytes, the row's key: whoever reads the row does not learn the cookie."""
    return prf(token, Tag.SESSION, b"pv1/session-id")[:32]


def session_key(boot_secret: bytes, token: bytes) -> bytes:
    return prf(boot_secret, Tag.SESSION, b"pv1/session-kek", token)[:32]


@dataclass(frozen=True, slots=True, repr=False)
class SessionPayload:
    """`akv` and `generation` are compared with the account's row: a bump of either ends the session."""

    seed: bytes
    account: UUID
    akv: int
    generation: int

    def pack(self) -> bytes:
        """56 bytes."""
        if len(self.seed) != 32:
            raise ValueError("a seed has 32 bytes")
        return self.seed + self.account.bytes + u32(self.akv) + u32(self.generation)

    @classmethod
    def unpack(cls, payload: bytes) -> Self:
        if len(payload) != PAYLOAD_BYTES:
            raise SealError
        akv, generation = (int.from_bytes(payload[at : at + 4], "big") for at in (48, 52))
        return cls(payload[:32], UUID(bytes=payload[32:48]), akv, generation)


def seal_session(boot_secret: bytes, token: bytes, payload: SessionPayload) -> bytes:
    """137 bytes, for the row under `session_id(token)`."""
    return seal(session_key(boot_secret, token), contexts.session(session_id(token)), payload.pack())


def open_session(boot_secret: bytes, token: bytes, blob: bytes) -> SessionPayload:
    """Raises SealError: another cookie, another row, or a boot secret that is gone."""
    key = session_key(boot_secret, token)
    return SessionPayload.unpack(open_sealed(key, contexts.session(session_id(token)), blob))
