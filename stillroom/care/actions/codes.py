"""Coming in by a code that a therapist gave by voice or on paper."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.accounts.documents import Profile
from stillroom.base.errors import Hidden, Refused
from stillroom.care.actions.standing import (
    CannotReach,
    NotNow,
    move,
    shred,
    space_with,
    standing_of,
    vouched_recipient,
)
from stillroom.care.documents import Episode, State
from stillroom.care.queries import CareEpisode
from stillroom.practice.queries import Listing, has_opened, listing_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import WrongRecipient, send_request
from stillroom.vault.invites import InviteUnknown, accept_invite, issue_invite, look_at_invite
from stillroom.vault.keyholders import Keyholder, hold, together
from stillroom.vault.presses import once
from stillroom.vault.records import Stored, latest, writing
from stillroom.vault.spaces import OpenSpace, create_space

CODE = "code"  # the kind of press that makes one


class NotListed(Refused):
    def __init__(self) -> None:
        super().__init__(_("You can hand out codes as soon as the practice has checked and listed you."))


class NotOpenYet(Refused):
    """A code would be a way past the readiness of the practice."""

    def __init__(self) -> None:
        super().__init__(_("The practice takes nobody new right now. You can hand out codes when a steward opens it."))


def offer_invite(*, keyholder: Keyholder, listing: Listing, called: str, now: datetime) -> str:
    """A code for somebody whom the therapist knows by this name.

    Raises NotListed while the practice does not vouch for them: their page would open to nobody. Raises NotOpenYet.
    """
    try:
        vouched = listing_of(keyholder, listing.id, now).recipient()
    except (Hidden, WrongRecipient):
        raise NotListed from None
    if vouched.fingerprint != keyholder.fingerprint:
        raise NotListed
    if not has_opened(keyholder):
        raise NotOpenYet
    episode = Episode(therapist=listing.id, state=State.INVITED, called=called)
    with together(keyholder):
        space = create_space(keyholder=keyholder, kind=SpaceKind.CARE, role=Role.THERAPIST, label=called, now=now)
        with writing(space, now=now) as work:
            work.add(episode)
            work.cover(standing_of(space=work.space, episode=episode))
        return issue_invite(space=space, now=now)


class CodeOver(Refused):
    """The page was sent before, and the code that it made then is used, withdrawn or too old."""

    def __init__(self) -> None:
        super().__init__(_("You made a code on this page already, and it is over. Press once more for another one."))


def offer_invite_once(*, keyholder: Keyholder, listing: Listing, called: str, press: str, now: datetime) -> str:
    """The same, for a page with a `press` of kind `CODE`: sent twice, it gives the same code, as long as that works.

    Raises PressOver and CodeOver too.
    """
    code = once(
        keyholder=keyholder,
        kind=CODE,
        press=press,
        words=called,
        now=now,
        make=lambda: offer_invite(keyholder=keyholder, listing=listing, called=called, now=now),
    )
    try:
        look_at_invite(typed=code, now=now)
    except InviteUnknown:
        raise CodeOver from None
    return code


def withdraw_invite(*, keyholder: Keyholder, episode: CareEpisode) -> None:
    """The code opens nothing from now on. Raises NotNow when somebody has used it."""
    if episode.space.role is not Role.THERAPIST or episode.episode.state is not State.INVITED:
        raise NotNow
    if len(episode.space.members) > 1:
        raise NotNow
    shred(keyholder=keyholder, episode=episode)


def join_by_invite(*, keyholder: Keyholder, profile: Profile, typed: str, now: datetime) -> CareEpisode:
    """A client comes in by a therapist's code; an identity space is made for the two.

    Raises InviteUnknown, also for a space that nobody in the directory has made, and CannotReach.
    """
    with together(keyholder):
        space = accept_invite(keyholder=keyholder, typed=typed, role=Role.CLIENT, label="", now=now)
        stored, listing = _offered(keyholder, space, now)
        therapist = vouched_recipient(listing=listing)
        host = space.member(Role.THERAPIST)
        # The code vouches for the space, the practice for the person: together they say who sits there.
        if host is None or (host.account, host.fingerprint) != (therapist.account, therapist.fingerprint):
            raise InviteUnknown
        hold(keyholder, space.id, replace(keyholder.ring.spaces[space.id], label=listing.name))
        space.label = listing.name
        identity = space_with(
            keyholder=keyholder, kind=SpaceKind.IDENTITY, label=listing.name, therapist=therapist, now=now
        )
        with writing(space, now=now) as work:
            active = replace(
                stored.document,
                state=State.ACTIVE,
                called=profile.called,
                pronouns=profile.pronouns,
                zone=profile.zone,
                identity_space=identity.id,
                began=now,
            )
            joined = move(work=work, stored=stored, episode=active)
        send_request(space=identity, recipient=therapist, now=now)
    return CareEpisode(space, joined)


def _offered(keyholder: Keyholder, space: OpenSpace, now: datetime) -> tuple[Stored[Episode], Listing]:
    stored = latest(space, Episode) if space.kind is SpaceKind.CARE else None
    if stored is None or stored.document.state is not State.INVITED or len(space.members) != 2:
        raise InviteUnknown
    try:
        return stored, listing_of(keyholder, stored.document.therapist, now)
    except Hidden:
        raise CannotReach from None
