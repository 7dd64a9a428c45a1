"""A therapist's own profile."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.events.actions import note_staff_event
from stillroom.practice.listings import Listing
from stillroom.practice.models import State, Therapist
from stillroom.practice.particulars import FEES, LICENSED, Particulars, put
from stillroom.practice.queries import own_listing
from stillroom.practice.staff_events import CHANGED, SUBMITTED
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.spaces import own_space


class LicenceRanOut(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("This licence has run out. Send your page in when it is renewed; a draft keeps it until then.")
        )


def submit_profile(*, keyholder: Keyholder, particulars: Particulars, now: datetime) -> Listing:
    """Sends a profile in to be checked, or changes a published one.

    A change of name, licence or key takes a published profile off the list until a steward has looked again; other
    changes are public at once. Raises LicenceRanOut, and Hidden for anybody but a therapist.
    """
    own_space(keyholder, SpaceKind.DESK)
    if particulars.licence_expiry < now.astimezone(ZoneInfo(particulars.zone)).date():
        raise LicenceRanOut
    with transaction.atomic():
        row = Therapist.objects.select_for_update().filter(account=keyholder.account).first()
        if row is None:
            row = Therapist(account=keyholder.account, fee_cents=particulars.fee_cents)
            changed: tuple[str, ...] = LICENSED
            put(particulars, row)
        else:
            changed = put(particulars, row)
        published = row.state in (State.VERIFIED, State.AWAY)
        known_key = bytes(row.fingerprint) == keyholder.fingerprint
        if not published or not known_key or set(changed) & set(LICENSED):
            row.state, row.signature, row.fingerprint = State.SUBMITTED, b"", keyholder.fingerprint
            note_staff_event(kind=SUBMITTED, subject=row.name, who=row.name, now=now)
        elif changed:
            note_staff_event(kind=CHANGED, subject=f"{row.name}: {_parts(changed)}", who=row.name, now=now)
        row.save()
    listing = own_listing(keyholder)
    assert listing is not None
    return listing


def _parts(changed: Collection[str]) -> str:
    """What was changed, in words."""
    own_lines = {"how_i_work", "what_i_report", "about_this_work"}
    parts = {
        _("fee"): any(name in FEES for name in changed),
        _("own lines"): any(name in own_lines for name in changed),
        _("other details"): any(name not in FEES and name not in own_lines for name in changed),
    }
    return ", ".join(part for part, touched in parts.items() if touched)
