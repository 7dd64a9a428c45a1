"""What people type, read the way the seals read it."""

import hmac

from django.conf import settings

from stillroom.core.sealing.accounts import handle_index, normalise_handle
from stillroom.core.sealing.passphrases import Norm, normalise
from stillroom.vault.accounts import PEPPER_ID

__all__ = ["Norm", "handle_tag", "normalise_handle", "same_passphrase"]


def handle_tag(handle: str) -> bytes:
    """16 bytes, the same for every spelling of a sign-in name, that say nothing of it."""
    return handle_index(settings.PEPPERS[PEPPER_ID], handle)


def same_passphrase(one: str, other: str, norm: Norm) -> bool:
    """Whether both would open the same account."""
    return hmac.compare_digest(normalise(one, norm).encode(), normalise(other, norm).encode())
