"""The sealed profile, opened with each request, and the drafts of what is half typed."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from stillroom.vault.documents import Amend, Fields, Role, SpaceKind, document

SHARED_PHONE = timedelta(minutes=5)
OWN_PHONE = timedelta(minutes=15)
AT_WORK = timedelta(minutes=30)
DRAFTS_LAST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Profile:
    """`called` is the name used everywhere, in any script; `zone` an IANA name; `handle` the sign-in name.

    `shared_phone` asks for the short locks of U14; `has_sheet` says that a recovery code was confirmed on paper.
    `language` is the one they chose to read, or '' as long as they never did: then it is their browser's.
    """

    handle: str
    called: str
    role: Role
    zone: str
    pronouns: str = ""
    shared_phone: bool = True
    language: str = ""
    has_sheet: bool = False
    version: int = 2

    @property
    def is_staff(self) -> bool:
        return self.role is not Role.CLIENT

    @property
    def idle(self) -> timedelta:
        """How long a session may lie unused (U14)."""
        if self.shared_phone:
            return SHARED_PHONE
        return OWN_PHONE if self.role is Role.CLIENT else AT_WORK


def upgrade_profile(fields: Fields) -> Fields:
    """In version 1 everybody's language was "en", and nobody had been asked."""
    return fields if "version" in fields else {**fields, "language": "", "version": 2}


@document(
    "accounts.draft",
    spaces={SpaceKind.JOURNAL, SpaceKind.DESK, SpaceKind.PRACTICE},
    writers={Role.CLIENT, Role.THERAPIST, Role.STEWARD},
    amend=Amend.AUTHOR,
    title=_("Something you began to write"),
)
@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a form that was not sent. `form` names it ("messaging.message"), `about` what it belongs to."""

    form: str
    about: uuid.UUID | None
    fields: dict[str, str]
    saved: datetime

    def stands_in(self, form: str, about: uuid.UUID | None) -> bool:
        return (self.form, self.about) == (form, about)
