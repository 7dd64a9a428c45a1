"""The recovery code: 128 bits on paper (pv1 sections 5 and 14)."""

import hashlib
from typing import Final
from uuid import UUID

from stillroom.core.sealing import contexts, crockford
from stillroom.core.sealing.accounts import seed_of, seed_payload
from stillroom.core.sealing.encoding import ZERO_KEY, Tag, lp, prf
from stillroom.core.sealing.errors import CodeError, gettext_noop
from stillroom.core.sealing.suite import open_sealed, seal

SECRET_BYTES: Final = 16
SYMBOLS: Final = 30

_CHECK_BITS = 22
_LENGTH = gettext_noop("A recovery code has 30 letters and digits. Please check that none is missing.")
_SYMBOL = gettext_noop("A recovery code has no letter U and no marks besides hyphens. Please check it.")
_TYPO = gettext_noop("One of the letters or digits is not right. Please compare it with your paper.")


def encode(secret: bytes) -> str:
    """16 bytes as six groups of five symbols; the last 22 bits are a checksum."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery secret has 16 bytes")
    number = int.from_bytes(secret, "big") << _CHECK_BITS | checksum(secret)
    return crockford.grouped(crockford.symbols_of(number, SYMBOLS), 5)


def decode(text: str) -> bytes:
    """The 16 bytes of a typed code. Raises CodeError with a sentence that says what to look at."""
    symbols = crockford.clean(text)
    if len(symbols) != SYMBOLS:
        raise CodeError(_LENGTH)
    if not crockford.is_code(symbols):
        raise CodeError(_SYMBOL)
    number = crockford.number_of(symbols)
    secret = (number >> _CHECK_BITS).to_bytes(SECRET_BYTES, "big")
    if checksum(secret) != number & (1 << _CHECK_BITS) - 1:
        raise CodeError(_TYPO)
    return secret


def checksum(secret: bytes) -> int:
    """22 bits: a typo passes once in four million, before anything is looked up."""
    digest = hashlib.sha256(lp(b"pv1/recovery-check", secret)).digest()
    return int.from_bytes(digest[:4], "big") >> 32 - _CHECK_BITS


def recovery_id(secret: bytes) -> bytes:
    """16 bytes by which the account's row is found."""
    return prf(ZERO_KEY, Tag.RECOVERY, b"pv1/recovery-id", secret)[:16]


def recovery_key(account: UUID, secret: bytes) -> bytes:
    """32 bytes. Without the pepper, on purpose: its loss must not cost the recovery codes too."""
    return prf(ZERO_KEY, Tag.RECOVERY, b"pv1/recovery-kek", account.bytes, secret)[:32]


def wrap_recovery(seed: bytes, account: UUID, akv: int, key: bytes) -> bytes:
    """129 bytes."""
    return seal(key, contexts.recovery(account, akv), seed_payload(seed, account))


def open_recovery(w_rec: bytes, account: UUID, akv: int, key: bytes) -> bytes:
    """The account root seed. Raises SealError."""
    return seed_of(open_sealed(key, contexts.recovery(account, akv), w_rec), account)
