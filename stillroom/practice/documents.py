"""What stewards keep sealed in the practice's own space."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from stillroom.vault.documents import Amend, Role, SpaceKind, document

PRACTICE_ONLY = {SpaceKind.PRACTICE}
STEWARDS = {Role.STEWARD}


@document(
    "practice.key",
    spaces=PRACTICE_ONLY,
    writers=STEWARDS,
    amend=Amend.NOBODY,
    title=_("The key that signs who works here"),
)
@dataclass(frozen=True, slots=True)
class PracticeKey:
    """The private half (Ed25519, 32 bytes) of the key that is pinned in the data directory."""

    private: bytes = field(repr=False)


@document(
    "practice.check",
    spaces=PRACTICE_ONLY,
    writers=STEWARDS,
    amend=Amend.NOBODY,
    title=_("How a license was checked"),
)
@dataclass(frozen=True, slots=True)
class LicenceCheck:
    """What a steward made sure of before a profile was published. `ticked`: codes of `choices.CHECKS`, all of them.

    `fingerprint` is of the key that was compared aloud, as hex.
    """

    therapist: uuid.UUID
    licence: str
    licence_expiry: date
    looked_up_on: date
    ticked: tuple[str, ...]
    fingerprint: str
