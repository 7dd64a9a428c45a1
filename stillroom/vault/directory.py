"""The directory's signatures: which account is a therapist of this practice, vouched for by the practice key.

A client's first contact goes to a public key that comes with such a signature; whoever can write to the database
cannot put another key in its place (pv1 section 6.4).
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from stillroom.core.sealing.directory import (
    directory_message,
    new_signing_key,
    public_of,
    sign_directory,
    verify_directory,
)
from stillroom.core.sealing.errors import SealError
from stillroom.vault.days import day_of

__all__ = ["Vouched", "is_vouched", "new_signing_key", "public_of", "vouch"]


@dataclass(frozen=True, slots=True)
class Vouched:
    """One signed line. Days are counted from 1970-01-01; `not_after_day` is the last day it holds."""

    practice: str
    account: uuid.UUID
    role: str
    fingerprint: bytes
    not_before_day: int
    not_after_day: int
    signature: bytes = b""

    def message(self) -> bytes:
        return directory_message(
            self.practice, self.account, self.role, self.fingerprint, self.not_before_day, self.not_after_day
        )


def vouch(line: Vouched, signing_key: bytes) -> bytes:
    """The practice's signature (64 bytes) on a line."""
    return sign_directory(signing_key, line.message())


def is_vouched(line: Vouched, practice_public: bytes, now: datetime) -> bool:
    if not line.not_before_day <= day_of(now) <= line.not_after_day:
        return False
    try:
        verify_directory(practice_public, line.message(), line.signature)
    except SealError:
        return False
    return True
