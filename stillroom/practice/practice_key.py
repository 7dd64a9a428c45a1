"""The public half of the practice key, pinned in a file beside the database.

Whoever can write to the database alone cannot put another key here, and so cannot list a therapist.
"""

import os
from pathlib import Path

from django.conf import settings


class OtherKeyPinned(Exception):
    """The pinned key is not the one at hand: a second practice space, or a data directory that was mixed up."""


def _place() -> Path:
    place: Path = settings.PLACES.data / "practice_key.pub"
    return place


def pinned_key() -> bytes | None:
    """32 bytes (Ed25519), or None before the first steward's first visit."""
    try:
        return bytes.fromhex(_place().read_text(encoding="ascii").strip())
    except FileNotFoundError:
        return None


def pin_key(public: bytes) -> None:
    """Writes the file, once and for ever. Raises OtherKeyPinned; the same key again is no change."""
    try:
        handle = os.open(_place(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if pinned_key() != public:
            raise OtherKeyPinned from None
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(public.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    _place().chmod(0o644)
