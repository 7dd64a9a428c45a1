"""Erasing an account and everything that is its person's alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base import presence
from stillroom.base.errors import Refused
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.erasure import erase_account, flush_erased, shred_space
from stillroom.vault.keyholders import Keyholder, ring_entries
from stillroom.vault.spaces import open_space

BACKUPS_LIVE = timedelta(days=14)


class MustStay(Refused):
    """Therapists and stewards keep records for others: they hand them over first."""

    def __init__(self) -> None:
        super().__init__(
            _("You keep records for other people here. Hand them over first; then the practice closes your account.")
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """`backups_gone`: the day by which the last locked backup that could hold a copy is destroyed."""

    erased: date
    backups_gone: date
    kept_places: int


def erase_everything(*, keyholder: Keyholder, role: Role, now: datetime) -> Receipt:
    """Shreds every space that this person alone holds, and the account itself.

    What they share with a therapist stays locked with that therapist for as long as the law says; the receipt
    counts these places. Raises MustStay for anybody but a client.
    """
    if role is not Role.CLIENT:
        raise MustStay
    kept = 0
    with transaction.atomic():
        for space_id, _entry in ring_entries(keyholder, *SpaceKind):
            space = open_space(keyholder, space_id)
            if len(space.members) == 1:
                shred_space(keyholder=keyholder, space=space)
            elif space.kind is SpaceKind.CARE:
                kept += 1
        erase_account(keyholder=keyholder)
    presence.close(presence.tag("account", keyholder.account.bytes))
    flush_erased()
    return Receipt(now.date(), (now + BACKUPS_LIVE).date(), kept)
