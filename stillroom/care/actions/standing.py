"""What every change of an episode has in common: its state, its cover, and the two who are in it."""

from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.care.documents import ConsentGiven, ConsentRefused, Episode, Standing, State
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.practice.queries import Listing
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import WrongRecipient
from stillroom.vault.erasure import shred_space
from stillroom.vault.keyholders import Keyholder, Recipient, together
from stillroom.vault.records import Stored, Writing, latest, read_all
from stillroom.vault.spaces import OpenSpace, create_space, open_space


class CannotReach(Refused):
    """The practice does not vouch for this therapist now, or the key in the row is not the one it vouched for."""

    def __init__(self) -> None:
        super().__init__(_("We cannot reach this person safely right now, so nothing was sent. Please ask another."))


class NotNow(Refused):
    """The state of the episode does not allow this."""

    def __init__(self) -> None:
        super().__init__(_("This has changed meanwhile. Please look at how things stand now."))


def vouched_recipient(*, listing: Listing) -> Recipient:
    """Raises CannotReach."""
    try:
        return listing.recipient()
    except (Hidden, WrongRecipient):
        raise CannotReach from None


def space_with(*, keyholder: Keyholder, kind: SpaceKind, label: str, therapist: Recipient, now: datetime) -> OpenSpace:
    """A client's new space with one therapist on its roster, who still needs the key."""
    return create_space(
        keyholder=keyholder, kind=kind, role=Role.CLIENT, label=label, now=now, others=[(therapist, Role.THERAPIST)]
    )


def standing_of(*, space: OpenSpace, episode: Episode) -> Standing:
    """The cover's section, with the texts agreed to so far."""
    return Standing(
        state=episode.state,
        called=episode.called,
        pronouns=episode.pronouns,
        therapist=episode.therapist,
        agreed=tuple(stored.document.name for stored in read_all(space, ConsentGiven)),
        refused=tuple(stored.document.name for stored in read_all(space, ConsentRefused)),
        identity_space=episode.identity_space,
    )


def still_open(*, work: Writing) -> bool:
    """Whether the two are in care, under the lock: the other may have ended it since the page was loaded."""
    stored = latest(work.space, Episode)
    return stored is not None and stored.document.state is State.ACTIVE


def move(*, work: Writing, stored: Stored[Episode], episode: Episode) -> Stored[Episode]:
    """The episode's next state, on its document and on the cover."""
    moved = work.replace(stored, episode)
    work.cover(standing_of(space=work.space, episode=episode))
    return moved


def shred(*, keyholder: Keyholder, episode: CareEpisode) -> None:
    """Deletes an episode with its identity space. Raises NotNow when it is no longer as it was opened."""
    identity = episode.episode.identity_space
    with together(keyholder):
        # Under the lock: the other person may have answered since the page was loaded.
        if episode_of(keyholder, episode.id).stored.version != episode.stored.version:
            raise NotNow
        shred_space(keyholder=keyholder, space=episode.space)
        if identity is not None and identity in keyholder.ring.spaces:
            shred_space(keyholder=keyholder, space=open_space(keyholder, identity))
