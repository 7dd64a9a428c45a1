"""The account root seed, its sub-keys and the handle (pv1 section 5)."""

import hmac
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from stillroom.core.sealing.encoding import Tag, prf
from stillroom.core.sealing.errors import SealError

SubKey = Literal["kem", "keyring", "profile", "sign", "alias"]

_SEPARATORS = re.compile(r"[\s\-_.]+")


def sub_key(seed: bytes, label: SubKey) -> bytes:
    """32 bytes for one use of the account root seed."""
    return prf(seed, Tag.ACCOUNT, b"pv1/account/" + label.encode())[:32]


def normalise_handle(text: str) -> str:
    """Log-in names as people type them: `Amber  OTTER_lamp` is `amber-otter-lamp`."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SEPARATORS.sub("-", folded).strip("-")


def handle_index(pepper: bytes, handle: str) -> bytes:
    """16 bytes by which a row is found, from the handle as typed. Without the pepper they say nothing of it."""
    return prf(pepper, Tag.INDEX, b"pv1/blind/handle", normalise_handle(handle).encode())[:16]


@dataclass(frozen=True, slots=True)
class Decoy:
    """What a row would have said, for a handle that nobody has."""

    account: UUID
    salt: bytes


def decoy_account(pepper: bytes, handle_index: bytes) -> Decoy:
    """The same for the same handle each time, so that asking twice shows nothing (pv1 section 13)."""
    stream = prf(pepper, Tag.INDEX, b"pv1/decoy", handle_index)
    return Decoy(account=UUID(bytes=stream[:16]), salt=stream[16:32])


def seed_payload(seed: bytes, account: UUID) -> bytes:
    """48 bytes: what passphrase, recovery code and passkey wrap."""
    if len(seed) != 32:
        raise ValueError("a seed has 32 bytes")
    return seed + account.bytes


def seed_of(payload: bytes, account: UUID) -> bytes:
    """Raises SealError when the payload is another account's."""
    if len(payload) != 48 or not hmac.compare_digest(payload[32:], account.bytes):
        raise SealError
    return payload[:32]
