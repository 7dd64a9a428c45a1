"""Invite codes, spoken or on paper: the normal way into a space (pv1 section 6.3)."""

import secrets
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import msgspec

from stillroom.core.sealing import contexts, crockford
from stillroom.core.sealing.encoding import (
    INVITE,
    ZERO_KEY,
    Tag,
    from_hex,
    from_json,
    pad,
    prf,
    to_json,
    unpad,
)
from stillroom.core.sealing.errors import CodeError, gettext_noop
from stillroom.core.sealing.suite import open_sealed, seal

SYMBOLS: Final = 20

_LENGTH = gettext_noop("An invite code has 20 letters and digits. Please check that none is missing.")
_SYMBOL = gettext_noop("An invite code has no letter U and no marks besides hyphens. Please check it.")


def new_code() -> str:
    """20 symbols, 100 bits."""
    return "".join(secrets.choice(crockford.ALPHABET) for _ in range(SYMBOLS))


def normalise_code(text: str) -> str:
    """The 20 symbols of a typed code. Raises CodeError with a sentence that says what to look at."""
    code = crockford.clean(text)
    if len(code) != SYMBOLS:
        raise CodeError(_LENGTH)
    if not crockford.is_code(code):
        raise CodeError(_SYMBOL)
    return code


def format_code(code: str) -> str:
    """In groups of five, as it is handed over."""
    return crockford.grouped(code, 5)


def invite_id(code: str) -> bytes:
    """16 bytes by which the invite's row is found."""
    return prf(ZERO_KEY, Tag.EXCHANGE, b"pv1/invite-id", code.encode())[:16]


def invite_key(code: str) -> bytes:
    return prf(ZERO_KEY, Tag.EXCHANGE, b"pv1/invite-key", code.encode())[:32]


class _EnvelopeShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    e: int
    k: str
    r: str
    s: UUID


@dataclass(frozen=True, slots=True, repr=False)
class InviteEnvelope:
    """What whoever knows the code gets: the key of a space, and the hash of the roster that it must show."""

    space: UUID
    epoch: int
    ek: bytes
    roster_hash: bytes

    def to_json(self) -> bytes:
        return to_json(_EnvelopeShape(self.epoch, self.ek.hex(), self.roster_hash.hex(), self.space))


def seal_invite(code: str, envelope: InviteEnvelope) -> bytes:
    """593 bytes. `code` as `new_code` or `normalise_code` gave it."""
    return seal(invite_key(code), contexts.invite(invite_id(code)), pad(envelope.to_json(), INVITE))


def open_invite(code: str, blob: bytes) -> InviteEnvelope:
    """Raises SealError."""
    payload = unpad(open_sealed(invite_key(code), contexts.invite(invite_id(code)), blob))
    shape = from_json(payload, _EnvelopeShape)
    return InviteEnvelope(shape.s, shape.e, from_hex(shape.k, 32), from_hex(shape.r, 32))
