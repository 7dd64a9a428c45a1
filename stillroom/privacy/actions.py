"""Taking along what is kept, and erasing an account with everything that is its person's alone."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.base import presence
from stillroom.base.errors import Hidden, Refused
from stillroom.care.documents import State
from stillroom.care.queries import episode_of
from stillroom.finding.actions import take_request_back
from stillroom.privacy.queries import Holdings
from stillroom.scheduling.actions import end_care
from stillroom.vault.audits import note_opened
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.erasure import erase_account, flush_erased, shred_space
from stillroom.vault.keyholders import Keyholder, ring_entries, together
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
    """`backups_gone`: when the last locked backup that could hold a copy is destroyed. `kept`: shared spaces left."""

    erased: datetime
    backups_gone: datetime
    kept: int


def note_taken_out(*, keyholder: Keyholder, held: Holdings, now: datetime) -> None:
    """Whoever else can open a space reads in its trail that this person took copies out of it."""
    for place in held.places:
        kinds = sorted({item.kind for item in place.items})
        if kinds and not place.alone:
            with suppress(Hidden):
                note_opened(open_space(keyholder, place.id), kinds, now, action="export")


def erase_everything(*, keyholder: Keyholder, role: Role, now: datetime) -> Receipt:
    """Shreds every space that this person alone holds and whatever they asked in vain, and the account itself.

    What they share with a therapist is ended, and stays locked with that therapist for as long as the law says.
    Safe to do twice. Raises MustStay for anybody but a client.
    """
    if role is not Role.CLIENT:
        raise MustStay
    with together(keyholder):
        care = [space for space, _entry in ring_entries(keyholder, SpaceKind.CARE)]
        kept = sum(_leave(keyholder, space, now) for space in care)
        for space, _entry in ring_entries(keyholder, *SpaceKind):
            _shred_own(keyholder, space)
        erase_account(keyholder=keyholder)
    presence.close(presence.tag("account", keyholder.account.bytes))
    flush_erased()
    return Receipt(now, now + BACKUPS_LIVE, kept)


def _leave(keyholder: Keyholder, space: UUID, now: datetime) -> bool:
    """Takes back what was asked, ends what has begun; whether anything is left with a therapist."""
    try:
        episode = episode_of(keyholder, space)
    except Hidden:
        return False
    if episode.episode.state in (State.ASKED, State.DECLINED):
        take_request_back(keyholder=keyholder, episode=episode, now=now)
        return False
    if episode.is_open:
        end_care(keyholder=keyholder, episode=episode, now=now)
    return True


def _shred_own(keyholder: Keyholder, space: UUID) -> None:
    with suppress(Hidden):  # a key to what is gone already
        opened = open_space(keyholder, space)
        if len(opened.members) == 1:
            shred_space(keyholder=keyholder, space=opened)
