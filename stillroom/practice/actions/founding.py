"""Founding the practice: its key, its people, who is on call."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.accounts.links import THERAPIST, make_link, path_of, role_of_link
from stillroom.base.errors import Hidden, Refused
from stillroom.events.actions import note_staff_event
from stillroom.practice.documents import PracticeKey
from stillroom.practice.models import OnCallPerson
from stillroom.practice.practice_key import OtherKeyPinned, pin_key, pinned_key
from stillroom.practice.queries import listing_of
from stillroom.practice.staff_events import INVITED, ON_CALL_NAMED, SET_UP, steward_mark
from stillroom.vault.directory import new_signing_key, public_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.presses import once
from stillroom.vault.records import latest, writing
from stillroom.vault.spaces import own_space

LINK = "link"  # the kind of press that makes one


class OtherPracticeKey(Refused):
    """The data directory has the public half of another key, and it is never overwritten."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This practice was set up with another steward's key. "
                "You can look at everything here; only that steward can publish a profile."
            )
        )


class NobodyNamed(Refused):
    def __init__(self) -> None:
        super().__init__(_("Choose one of the therapists, or type the name of the person on call."))


def set_up_practice(*, keyholder: Keyholder, now: datetime) -> None:
    """Makes the practice key and pins its public half; nothing to do when that was done before.

    Raises OtherPracticeKey, and Hidden for anybody but a steward.
    """
    space = own_space(keyholder, SpaceKind.PRACTICE)
    stored = latest(space, PracticeKey)
    pinned = pinned_key()
    if stored is None:
        if pinned is not None:
            raise OtherPracticeKey
        with writing(space, now=now) as work:
            # Looked for again under the lock: two visits at once make one key.
            stored = latest(work.space, PracticeKey) or work.add(PracticeKey(new_signing_key()))
            note_staff_event(kind=SET_UP, subject="", who=steward_mark(keyholder), now=now)
    # After the transaction: a public half whose private half was never kept could never be replaced.
    try:
        pin_key(public_of(stored.document.private))
    except OtherKeyPinned:
        raise OtherPracticeKey from None


def invite_therapist(*, keyholder: Keyholder, now: datetime) -> str:
    """The path of a new link by which one therapist joins, within 14 days. Raises Hidden for anybody but a steward."""
    return path_of(_new_link(keyholder, now))


def invite_therapist_once(*, keyholder: Keyholder, press: str, now: datetime) -> str:
    """The same, for a page with a `press` of kind `LINK`: sent twice, it gives the same link, as long as that works.

    Raises PressOver, and LinkOver when somebody has come in by that link.
    """
    token = once(keyholder=keyholder, kind=LINK, press=press, words="", now=now, make=lambda: _new_link(keyholder, now))
    role_of_link(token, now)
    return path_of(token)


def _new_link(keyholder: Keyholder, now: datetime) -> str:
    own_space(keyholder, SpaceKind.PRACTICE)
    with transaction.atomic():
        token = make_link(role=Role.THERAPIST, now=now, lifetime=THERAPIST)
        note_staff_event(kind=INVITED, subject="", who=steward_mark(keyholder), now=now)
    return token


def name_on_call(*, keyholder: Keyholder, therapist: uuid.UUID | None, name: str, now: datetime) -> None:
    """Says who looks at raised flags: a listed therapist, or another of the staff by name.

    Raises NobodyNamed, and Hidden for anybody but a steward.
    """
    own_space(keyholder, SpaceKind.PRACTICE)
    if therapist is not None:
        try:
            name = listing_of(keyholder, therapist, now).name
        except Hidden:
            raise NobodyNamed from None
    if not name.strip():
        raise NobodyNamed
    with transaction.atomic():
        OnCallPerson.objects.update_or_create(id=1, defaults={"name": name.strip(), "therapist_id": therapist})
        note_staff_event(kind=ON_CALL_NAMED, subject=name, who=steward_mark(keyholder), now=now)
