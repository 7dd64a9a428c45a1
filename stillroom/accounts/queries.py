"""Reads of a person's own profile and drafts."""

import uuid
from contextlib import suppress

from stillroom.accounts.documents import Draft, Profile, upgrade_profile
from stillroom.base.errors import Hidden
from stillroom.vault.accounts import read_profile
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder, ring_entries
from stillroom.vault.records import Stored, read_all
from stillroom.vault.spaces import OpenSpace, Tampered, open_space


def profile_of(keyholder: Keyholder) -> Profile:
    return read_profile(keyholder, Profile, upgrade_profile)


def draft_space(keyholder: Keyholder) -> OpenSpace:
    """Where this person's drafts lie: journal, desk, or the practice's space. Raises Hidden when there is none."""
    for space, _entry in ring_entries(keyholder, SpaceKind.JOURNAL, SpaceKind.DESK, SpaceKind.PRACTICE):
        return open_space(keyholder, space)
    raise Hidden


def drafts_in(keyholder: Keyholder, space: OpenSpace) -> tuple[Stored[Draft], ...]:
    """Oldest first. Stewards share one space, so only the author's own count."""
    return tuple(draft for draft in read_all(space, Draft) if draft.author == keyholder.fingerprint)


def drafts_of(keyholder: Keyholder) -> tuple[Stored[Draft], ...]:
    """Everything this person began and did not send, newest first."""
    return drafts_in(keyholder, draft_space(keyholder))[::-1]


def draft_of(keyholder: Keyholder, form: str, about: uuid.UUID | None = None) -> Stored[Draft] | None:
    """What stands in one form, if anything does. A harmed space of drafts must not close every form."""
    with suppress(Tampered):
        return next((each for each in drafts_of(keyholder) if each.document.stands_in(form, about)), None)
    return None
