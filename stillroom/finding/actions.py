"""Asking for a first talk, the answer, and taking it back: an episode and its time together, both or neither."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.accounts.documents import Profile
from stillroom.base.errors import Refused
from stillroom.care.actions import accept, begin, decline, take_back
from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, FirstContact
from stillroom.finding.documents import KeptNeeds
from stillroom.finding.looking import Wished
from stillroom.practice.queries import Listing, is_open
from stillroom.scheduling.actions import NotOffered, ask_for_time, give_back_all, settle_asked
from stillroom.scheduling.documents import AppointmentState
from stillroom.scheduling.queries import is_there
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder, together
from stillroom.vault.records import latest, read_all, writing
from stillroom.vault.spaces import own_space


class TakesNobody(Refused):
    """Away, gone, or the practice has closed since the page was loaded."""

    def __init__(self) -> None:
        super().__init__(_("Nobody new can be taken in here right now. Please look who else works here."))


@dataclass(frozen=True, slots=True)
class Accepted:
    """`has_time`: whether every time that was asked for still stood."""

    episode: CareEpisode
    has_time: bool


def ask(
    *,
    keyholder: Keyholder,
    profile: Profile,
    listing: Listing,
    start: datetime,
    words: str,
    medium: Medium,
    now: datetime,
) -> CareEpisode:
    """Raises TakesNobody, NotOffered, SlotTaken, and what `care.actions.begin` raises."""
    if not listing.takes_requests or not is_open(keyholder, now):
        raise TakesNobody
    if medium not in listing.media or not is_there(keyholder, listing, start):
        raise NotOffered
    with together(keyholder):
        episode = begin(keyholder=keyholder, profile=profile, listing=listing, words=words, medium=medium, now=now)
        ask_for_time(
            keyholder=keyholder, space=episode.space, therapist=listing.id, start=start, medium=medium, now=now
        )
    return episode


def keep_needs(*, keyholder: Keyholder, wished: Wished, now: datetime) -> None:
    """Keeps what a client looks for, sealed in their own space, in the place of what they kept before. Raises Hidden
    for anybody else."""
    kept = KeptNeeds(**asdict(wished))
    with writing(own_space(keyholder, SpaceKind.JOURNAL), now=now) as work:
        before = latest(work.space, KeptNeeds)
        if before is None:
            work.add(kept)
        else:
            work.replace(before, kept)


def forget_needs(*, keyholder: Keyholder, now: datetime) -> None:
    """Nothing happens where nothing was kept. Raises Hidden for anybody but a client."""
    with writing(own_space(keyholder, SpaceKind.JOURNAL), now=now) as work:
        for kept in read_all(work.space, KeptNeeds):
            work.remove(kept)


def say_yes(*, keyholder: Keyholder, request: FirstContact, now: datetime) -> Accepted:
    """Raises what `care.actions.accept` raises."""
    with together(keyholder):
        episode = accept(keyholder=keyholder, request=request, now=now)
        times = settle_asked(keyholder=keyholder, space=episode.space, now=now)
    return Accepted(episode, all(time.document.state is not AppointmentState.LAPSED for time in times))


def say_no(
    *, keyholder: Keyholder, request: FirstContact, next_step: str, suggested: UUID | None, now: datetime
) -> None:
    """Raises what `care.actions.decline` raises."""
    with together(keyholder):
        give_back_all(keyholder=keyholder, space=request.space, now=now)
        decline(keyholder=keyholder, request=request, next_step=next_step, suggested=suggested, now=now)


def take_request_back(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> None:
    """Raises what `care.actions.take_back` raises."""
    with together(keyholder):
        give_back_all(keyholder=keyholder, space=episode.space, now=now)
        take_back(keyholder=keyholder, episode=episode)
