"""A client asks, a therapist answers, or the client takes it back."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.accounts.documents import Profile
from stillroom.base.errors import Refused
from stillroom.care.actions.standing import NotNow, move, shred, space_with, standing_of, vouched_recipient
from stillroom.care.documents import Episode, Medium, Standing, State
from stillroom.care.queries import CareEpisode, FirstContact, episode_of, episodes_of
from stillroom.practice.queries import Listing
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import accept_request, discard_request, send_request
from stillroom.vault.keyholders import Keyholder, change_ring, together
from stillroom.vault.records import Stored, Writing, latest, writing

MOST_ASKED = 3


class AskedAlready(Refused):
    """`again`: the space of the same words to the same person, waiting already: the button was pressed twice."""

    def __init__(self, again: UUID | None = None) -> None:
        self.again = again
        super().__init__(_("You have asked this person already. You find it under Today."))


class AsksTooMany(Refused):
    """A name costs nothing, so that one person could keep every free time of everybody."""

    def __init__(self) -> None:
        super().__init__(_("You have asked three people who have not answered yet. Take one back to ask another."))


def begin(
    *, keyholder: Keyholder, profile: Profile, listing: Listing, words: str, medium: Medium, now: datetime
) -> CareEpisode:
    """A client asks a therapist: a care space, an identity space, and a key to each on its way.

    Raises CannotReach, AskedAlready, AsksTooMany.
    """
    therapist = vouched_recipient(listing=listing)
    with together(keyholder):
        _may_ask(keyholder, listing, words)
        space = space_with(keyholder=keyholder, kind=SpaceKind.CARE, label=listing.name, therapist=therapist, now=now)
        identity = space_with(
            keyholder=keyholder, kind=SpaceKind.IDENTITY, label=listing.name, therapist=therapist, now=now
        )
        episode = Episode(
            therapist=listing.id,
            state=State.ASKED,
            called=profile.called,
            pronouns=profile.pronouns,
            zone=profile.zone,
            words=words,
            medium=medium,
            identity_space=identity.id,
        )
        with writing(space, now=now) as work:
            stored = work.add(episode)
            work.cover(standing_of(space=work.space, episode=episode))
        send_request(space=space, recipient=therapist, now=now)
        send_request(space=identity, recipient=therapist, now=now)
    return CareEpisode(space, stored)


def _may_ask(keyholder: Keyholder, listing: Listing, words: str) -> None:
    # The ring as it is under the lock: a second press, or another window, may have asked since the page was loaded.
    change_ring(keyholder, lambda ring: ring)
    standings = {cover.space: standing for cover in episodes_of(keyholder) if (standing := cover.get(Standing))}
    for space, standing in standings.items():
        if standing.therapist == listing.id and standing.state in (State.ASKED, State.ACTIVE):
            again = standing.state is State.ASKED and episode_of(keyholder, space).episode.words == words
            raise AskedAlready(space if again else None)
    if sum(1 for standing in standings.values() if standing.state is State.ASKED) >= MOST_ASKED:
        raise AsksTooMany


def accept(*, keyholder: Keyholder, request: FirstContact, now: datetime) -> CareEpisode:
    """The therapist says yes: both keys go onto their ring. Raises Hidden when it was taken back, NotNow, Stale."""
    with together(keyholder):
        with writing(request.space, now=now) as work:
            active = replace(request.episode, state=State.ACTIVE, began=now)
            stored = move(work=work, stored=_unanswered(work, request), episode=active)
        space = accept_request(keyholder=keyholder, request=request.request, label=active.called)
        if request.identity is not None:
            accept_request(keyholder=keyholder, request=request.identity, label=active.called)
    return CareEpisode(space, stored)


def decline(
    *, keyholder: Keyholder, request: FirstContact, next_step: str, suggested: UUID | None, now: datetime
) -> None:
    """The therapist says no, in words that the client finds; the keys are let go of unused.

    Raises Hidden when it was taken back, NotNow, Stale.
    """
    with together(keyholder):
        with writing(request.space, now=now) as work:
            declined = replace(
                request.episode, state=State.DECLINED, next_step=next_step, suggested=suggested, ended=now
            )
            move(work=work, stored=_unanswered(work, request), episode=declined)
        discard_request(keyholder=keyholder, request=request.request)
        if request.identity is not None:
            discard_request(keyholder=keyholder, request=request.identity)


def _unanswered(work: Writing, request: FirstContact) -> Stored[Episode]:
    """As it is under the lock: the same request may have been answered in another window."""
    stored = latest(work.space, Episode)
    if stored is None or stored.document.state is not State.ASKED or stored.id != request.stored.id:
        raise NotNow
    return stored


def take_back(*, keyholder: Keyholder, episode: CareEpisode) -> None:
    """The client takes a request away, or clears one that was declined: both spaces are shredded.

    The key in the therapist's drop opens nothing any more. Raises NotNow once care has begun: a record must stay.
    """
    mine = episode.space.role is Role.CLIENT
    if not mine or episode.episode.state not in (State.ASKED, State.DECLINED):
        raise NotNow
    shred(keyholder=keyholder, episode=episode)
