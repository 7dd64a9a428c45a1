"""A therapist's own profile."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.events.actions import note_staff_event
from stillroom.practice.listings import Listing, has_lapsed
from stillroom.practice.models import State, Therapist
from stillroom.practice.particulars import FEES, LICENSED, Particulars, put
from stillroom.practice.queries import own_listing
from stillroom.practice.staff_events import CHANGED, RENEWED, SUBMITTED
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.spaces import own_space


class LicenceRanOut(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("This license has run out. Send your page in when it is renewed; a draft keeps it until then.")
        )


def submit_profile(*, keyholder: Keyholder, particulars: Particulars, now: datetime) -> Listing:
    """Sends a profile in to be checked, or changes a published one.

    A change of name, license or key takes a published profile off the list until a steward has looked again; other
    changes are public at once. A licence that was merely renewed waits beside the old one, which holds meanwhile.

    Raises LicenceRanOut, and Hidden for anybody but a therapist.
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
            changed = put(_but_for_a_renewal(row, particulars, keyholder, now), row)
        published = row.state in (State.VERIFIED, State.AWAY)
        known_key = bytes(row.fingerprint) == keyholder.fingerprint
        if not published or not known_key or set(changed) & set(LICENSED):
            row.state, row.signature, row.fingerprint = State.SUBMITTED, b"", keyholder.fingerprint
            row.renewal = None
            note_staff_event(kind=SUBMITTED, subject=row.name, who=row.name, now=now)
        elif changed:
            note_staff_event(kind=CHANGED, subject=f"{row.name}: {_parts(changed)}", who=row.name, now=now)
        row.save()
    listing = own_listing(keyholder)
    assert listing is not None
    return listing


def _but_for_a_renewal(row: Therapist, sent: Particulars, keyholder: Keyholder, now: datetime) -> Particulars:
    """What to write into the row at once: all of `sent`, but for a later last day of the very licence that is
    published and holds. That day is kept in `row.renewal`."""
    row.renewal = None
    same = all(getattr(row, name) == getattr(sent, name) for name in LICENSED if name != "licence_expiry")
    known_key = bytes(row.fingerprint) == keyholder.fingerprint
    holds = row.state in (State.VERIFIED, State.AWAY) and not has_lapsed(row, now)
    if not (same and known_key and holds and sent.licence_expiry > row.licence_expiry):
        return sent
    row.renewal = sent.licence_expiry
    note_staff_event(kind=RENEWED, subject=f"{row.name}, {row.renewal.isoformat()}", who=row.name, now=now)
    return replace(sent, licence_expiry=row.licence_expiry)


def _parts(changed: Collection[str]) -> str:
    """What was changed, in words."""
    own_lines = {"how_i_work", "about_this_work", "lived_words"}
    parts = {
        _("fee"): any(name in FEES for name in changed),
        _("own lines"): any(name in own_lines for name in changed),
        _("other details"): any(name not in FEES and name not in own_lines for name in changed),
    }
    return ", ".join(part for part, touched in parts.items() if touched)
