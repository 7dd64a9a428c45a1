"""The identity card and the key to it."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from stillroom.care.actions.standing import CannotReach, NotNow, vouched_recipient
from stillroom.care.documents import IdentityCard
from stillroom.care.queries import CareEpisode, identity_among, identity_of
from stillroom.practice.queries import listing_of
from stillroom.vault.documents import Role
from stillroom.vault.drops import accept_request, pending_requests, send_request
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, writing
from stillroom.vault.spaces import Stale

# Within this time it is the same asking, sent again.
ONE_ASKING = timedelta(minutes=10)


def take_identity(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> bool:
    """The therapist picks up the key to the identity card that this episode names, if it lies there; whether it did."""
    named = episode.episode.identity_space
    if episode.space.role is not Role.THERAPIST or named is None or named in keyholder.ring.spaces:
        return False
    found = identity_among(keyholder, pending_requests(keyholder, now), episode.space, episode.episode)
    if found is None:
        return False
    accept_request(keyholder=keyholder, request=found, label=episode.episode.called)
    return True


def send_identity_again(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> None:
    """The client sends the key to the identity card once more: the first one went unopened for 14 days.

    Raises Hidden, CannotReach.
    """
    identity = identity_of(keyholder, episode).space
    therapist = vouched_recipient(listing=listing_of(keyholder, episode.episode.therapist, now))
    member = identity.member(Role.THERAPIST)
    if identity.role is not Role.CLIENT or member is None or member.fingerprint != therapist.fingerprint:
        raise CannotReach
    send_request(space=identity, recipient=therapist, now=now)


def record_identity(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    full_name: str,
    present_address: str,
    asked: bool,
    now: datetime,
    version: int | None = None,
) -> Stored[IdentityCard]:
    """Writes name and place; `asked`: the therapist has just asked for both aloud. Sent twice, it stands once.

    `version`: of the card that was on the page (0: none yet); None where there was no page.
    Raises NotNow, Hidden, and Stale when the other has written something else meanwhile.
    """
    if not episode.is_open:
        raise NotNow
    identity = identity_of(keyholder, episode)
    with writing(identity.space, now=now) as work:
        stored = latest(work.space, IdentityCard)
        before = stored.document if stored else IdentityCard()
        same = (before.full_name, before.present_address) == (full_name, present_address)
        if version not in (None, stored.version if stored else 0) and not same:
            raise Stale(_("The card was changed meanwhile. What you typed is still here: look at both, then keep it."))
        times = before.asked
        if asked and work.space.role is Role.THERAPIST and not (times and now - times[-1] < ONE_ASKING):
            times = (*times, now)
        card = IdentityCard(full_name, present_address, times)
        if stored is None:
            return work.add(card)
        return stored if card == before else work.replace(stored, card)
