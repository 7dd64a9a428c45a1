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
from stillroom.core.sealing.encoding import lp, u32
from stillroom.core.sealing.errors import SealError
from stillroom.vault.days import day_of

__all__ = [
    "Checked",
    "Vouched",
    "is_checked",
    "is_vouched",
    "new_signing_key",
    "public_of",
    "sign_check",
    "vouch",
]


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


@dataclass(frozen=True, slots=True)
class Checked:
    """One look of a steward at one thing on a therapist's page. `content`: 32 bytes, a hash of what stood there;
    `day`: since 1970-01-01; `by`: which steward."""

    practice: str
    account: uuid.UUID
    entry: uuid.UUID
    content: bytes
    day: int
    by: str

    def message(self) -> bytes:
        """Begins with a word of its own, so that it can never be read as a line of the directory (or the reverse)."""
        return lp(
            b"stillroom/checked",
            self.practice.encode(),
            self.account.bytes,
            self.entry.bytes,
            self.content,
            u32(self.day),
            self.by.encode(),
        )


def sign_check(check: Checked, signing_key: bytes) -> bytes:
    """The practice's signature (64 bytes) on a look."""
    return sign_directory(signing_key, check.message())


def is_checked(check: Checked, practice_public: bytes, signature: bytes) -> bool:
    try:
        verify_directory(practice_public, check.message(), signature)
    except SealError:
        return False
    return True
