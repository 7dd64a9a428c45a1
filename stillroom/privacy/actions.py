"""Taking along what is kept, and erasing an account with everything that is its person's alone."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.base import presence
from stillroom.base.errors import Hidden, Refused
from stillroom.care.actions.covering_ends import end_all_coverings
from stillroom.care.documents import State
from stillroom.care.queries import episode_of
from stillroom.finding.actions import take_request_back
from stillroom.privacy.queries import Place, places_of
from stillroom.safecalls.actions import forget_all
from stillroom.safety.reaching import end_all_cards
from stillroom.scheduling.actions import end_care
from stillroom.vault.audits import note_opened
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.erasure import erase_account, flush_erased, shred_space, shred_unopened
from stillroom.vault.keyholders import Keyholder, ring_entries, together
from stillroom.vault.spaces import Tampered, open_space

BACKUPS_LIVE = timedelta(days=14)


class MustStay(Refused):
    """Therapists and stewards keep records for others: they hand them over first."""

    def __init__(self) -> None:
        super().__init__(
            _("You keep records for other people here. Hand them over first; then the practice closes your account.")
        )


@dataclass(frozen=True, slots=True)
class Receipt:
    """`backups_gone`: when the last locked backup that could hold a copy is destroyed. `kept`: shared spaces left;
    `harmed`: how many of these did not open, so that nothing in them could be ended or given back."""

    erased: datetime
    backups_gone: datetime
    kept: int
    harmed: int


def places_taken_out(*, keyholder: Keyholder, now: datetime) -> Iterator[Place]:
    """Everything, place by place; whoever else can open one reads in its trail that this person took copies out of it.

    A place that cannot be noted in is harmed, like one that does not open.
    """
    for place in places_of(keyholder):
        kinds = sorted({item.kind for item in place.items})
        if kinds and not place.alone:
            try:
                note_opened(open_space(keyholder, place.id), kinds, now, action="export")
            except Hidden:  # gone in this moment
                continue
            except Tampered:
                yield Place(place.id, place.kind, place.label, (), (), harmed=True)
                continue
        yield place


def erase_everything(*, keyholder: Keyholder, role: Role, now: datetime) -> Receipt:
    """Shreds every space that this person alone holds and whatever they asked in vain, and the account itself.

    What they share with a therapist is ended, and stays locked with that therapist for as long as the law says.
    Safe to do twice. Raises MustStay for anybody but a client.
    """
    if role is not Role.CLIENT:
        raise MustStay
    with together(keyholder):
        end_all_coverings(keyholder=keyholder, now=now)
        end_all_cards(keyholder=keyholder, now=now)
        forget_all(keyholder=keyholder)
        care = [space for space, _entry in ring_entries(keyholder, SpaceKind.CARE)]
        left = Counter(_leave(keyholder, space, now) for space in care)
        for space, entry in ring_entries(keyholder, *SpaceKind):
            _shred_own(keyholder, space, SpaceKind(entry.kind))
        erase_account(keyholder=keyholder)
    presence.close(presence.tag("account", keyholder.account.bytes))
    flush_erased()
    return Receipt(now, now + BACKUPS_LIVE, left[Left.LOCKED] + left[Left.HARMED], left[Left.HARMED])


class Left(Enum):
    """What of a shared space is left with a therapist."""

    NOTHING = 0
    LOCKED = 1
    HARMED = 2


def _leave(keyholder: Keyholder, space: UUID, now: datetime) -> Left:
    """Takes back what was asked, ends what has begun."""
    try:
        episode = episode_of(keyholder, space)
    except Hidden:
        return Left.NOTHING
    except Tampered:  # nobody can end what does not open; it must not keep its person here
        return Left.HARMED
    if episode.episode.state in (State.ASKED, State.DECLINED):
        take_request_back(keyholder=keyholder, episode=episode, now=now)
        return Left.NOTHING
    if episode.is_open:
        end_care(keyholder=keyholder, episode=episode, now=now)
    return Left.LOCKED


def _shred_own(keyholder: Keyholder, space: UUID, kind: SpaceKind) -> None:
    try:
        opened = open_space(keyholder, space)
    except Hidden:  # a key to what is gone already
        return
    except Tampered:  # it does not say who is in it, but a journal is its owner's alone by its kind
        if kind is SpaceKind.JOURNAL:
            shred_unopened(keyholder=keyholder, space=space)
        return
    if len(opened.members) == 1:
        shred_space(keyholder=keyholder, space=opened)
