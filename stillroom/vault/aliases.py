"""Other names for what somebody takes along, so that a file that is found does not lead to rows of the database.

The same thing has the same alias in each of their files, as long as their root seed is the same (pv1 section 5).
"""

import hmac
from uuid import UUID

from stillroom.core.sealing.accounts import sub_key
from stillroom.core.sealing.secret import Secret
from stillroom.vault.keyholders import Keyholder


class Aliases:
    """One person's. Holds a key of its own, and none that opens anything."""

    __slots__ = ("_key",)

    def __init__(self, keyholder: Keyholder) -> None:
        self._key = Secret(sub_key(keyholder.seed.reveal(), "alias"))

    def of(self, thing: UUID, part: str = "") -> UUID:
        """`part`: what of it, where one thing becomes several."""
        return UUID(bytes=hmac.digest(self._key.reveal(), thing.bytes + part.encode(), "sha256")[:16], version=4)
