"""Beginning, agreeing, the identity card, and the end of an episode of care."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.accounts.documents import Profile
from stillroom.base import presence
from stillroom.base.errors import Hidden, Refused
from stillroom.care.documents import ConsentGiven, Episode, IdentityCard, Medium, Standing, State
from stillroom.care.queries import (
    CareEpisode,
    FirstContact,
    consents_missing,
    episode_of,
    episodes_of,
    identity_among,
    identity_of,
)
from stillroom.practice.queries import Listing, listing_of
from stillroom.vault.audits import note_opened
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import (
    WrongRecipient,
    accept_request,
    discard_request,
    pending_requests,
    send_request,
)
from stillroom.vault.erasure import shred_space
from stillroom.vault.invites import InviteUnknown, accept_invite, issue_invite
from stillroom.vault.keyholders import Keyholder, Recipient, hold, together
from stillroom.vault.records import Stored, Writing, latest, read_all, writing
from stillroom.vault.spaces import OpenSpace, Stale, create_space, open_space

MOST_ASKED = 3


class CannotReach(Refused):
    """The practice does not vouch for this therapist now, or the key in the row is not the one it vouched for."""

    def __init__(self) -> None:
        super().__init__(_("We cannot reach this person safely right now, so nothing was sent. Please ask another."))


class AskedAlready(Refused):
    def __init__(self) -> None:
        super().__init__(_("You have asked this person already. You find it under Today."))


class AsksTooMany(Refused):
    """A name costs nothing, so that one person could keep every free time of everybody."""

    def __init__(self) -> None:
        super().__init__(_("You have asked three people who have not answered yet. Take one back to ask another."))


class NotListed(Refused):
    def __init__(self) -> None:
        super().__init__(_("You can hand out codes as soon as the practice has checked and listed you."))


class NotNow(Refused):
    """The state of the episode does not allow this."""

    def __init__(self) -> None:
        super().__init__(_("This has changed meanwhile. Please look at how things stand now."))


class TextChanged(Refused):
    def __init__(self) -> None:
        super().__init__(_("This text has changed since you opened it. Please read it once more."))


def begin(
    *, keyholder: Keyholder, profile: Profile, listing: Listing, words: str, medium: Medium, now: datetime
) -> CareEpisode:
    """A client asks a therapist: a care space, an identity space, and a key to each on its way.

    Raises CannotReach, AskedAlready, AsksTooMany.
    """
    _may_ask(keyholder, listing)
    therapist = _recipient(listing)
    with together(keyholder):
        space = _space_with(keyholder, SpaceKind.CARE, listing.name, therapist, now)
        identity = _space_with(keyholder, SpaceKind.IDENTITY, listing.name, therapist, now)
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
            work.cover(_standing(work.space, episode))
        send_request(space=space, recipient=therapist, now=now)
        send_request(space=identity, recipient=therapist, now=now)
    return CareEpisode(space, stored)


def _may_ask(keyholder: Keyholder, listing: Listing) -> None:
    standings = [standing for cover in episodes_of(keyholder) if (standing := cover.get(Standing))]
    if any(s.therapist == listing.id and s.state in (State.ASKED, State.ACTIVE) for s in standings):
        raise AskedAlready
    if sum(1 for s in standings if s.state is State.ASKED) >= MOST_ASKED:
        raise AsksTooMany


def _recipient(listing: Listing) -> Recipient:
    try:
        return listing.recipient()
    except (Hidden, WrongRecipient):
        raise CannotReach from None


def _space_with(keyholder: Keyholder, kind: SpaceKind, label: str, other: Recipient, now: datetime) -> OpenSpace:
    return create_space(
        keyholder=keyholder, kind=kind, role=Role.CLIENT, label=label, now=now, others=[(other, Role.THERAPIST)]
    )


def _standing(space: OpenSpace, episode: Episode) -> Standing:
    """The cover's section, with the texts agreed to so far."""
    return Standing(
        state=episode.state,
        called=episode.called,
        pronouns=episode.pronouns,
        therapist=episode.therapist,
        agreed=tuple(stored.document.name for stored in read_all(space, ConsentGiven)),
        identity_space=episode.identity_space,
    )


def _move(work: Writing, stored: Stored[Episode], episode: Episode) -> Stored[Episode]:
    moved = work.replace(stored, episode)
    work.cover(_standing(work.space, episode))
    return moved


def accept(*, keyholder: Keyholder, request: FirstContact, now: datetime) -> CareEpisode:
    """The therapist says yes: both keys go onto their ring. Raises Hidden when it was taken back, NotNow, Stale."""
    with together(keyholder):
        with writing(request.space, now=now) as work:
            active = replace(request.episode, state=State.ACTIVE, began=now)
            stored = _move(work, _unanswered(work, request), active)
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
            _move(work, _unanswered(work, request), declined)
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
    _shred(keyholder, episode)


def offer_invite(*, keyholder: Keyholder, listing: Listing, called: str, now: datetime) -> str:
    """A code for somebody whom the therapist knows by this name.

    Raises NotListed while the practice does not vouch for them: their page would open to nobody.
    """
    try:
        vouched = listing_of(keyholder, listing.id, now).recipient()
    except (Hidden, WrongRecipient):
        raise NotListed from None
    if vouched.fingerprint != keyholder.fingerprint:
        raise NotListed
    episode = Episode(therapist=listing.id, state=State.INVITED, called=called)
    with together(keyholder):
        space = create_space(keyholder=keyholder, kind=SpaceKind.CARE, role=Role.THERAPIST, label=called, now=now)
        with writing(space, now=now) as work:
            work.add(episode)
            work.cover(_standing(work.space, episode))
        return issue_invite(space=space, now=now)


def withdraw_invite(*, keyholder: Keyholder, episode: CareEpisode) -> None:
    """The code opens nothing from now on. Raises NotNow when somebody has used it."""
    if episode.space.role is not Role.THERAPIST or episode.episode.state is not State.INVITED:
        raise NotNow
    if len(episode.space.members) > 1:
        raise NotNow
    _shred(keyholder, episode)


def _shred(keyholder: Keyholder, episode: CareEpisode) -> None:
    identity = episode.episode.identity_space
    with together(keyholder):
        # Under the lock: the other person may have answered since the page was loaded.
        if episode_of(keyholder, episode.id).stored.version != episode.stored.version:
            raise NotNow
        shred_space(keyholder=keyholder, space=episode.space)
        if identity is not None and identity in keyholder.ring.spaces:
            shred_space(keyholder=keyholder, space=open_space(keyholder, identity))


def join_by_invite(*, keyholder: Keyholder, profile: Profile, typed: str, now: datetime) -> CareEpisode:
    """A client comes in by a therapist's code; an identity space is made for the two.

    Raises InviteUnknown, also for a space that nobody in the directory has made, and CannotReach.
    """
    with together(keyholder):
        space = accept_invite(keyholder=keyholder, typed=typed, role=Role.CLIENT, label="", now=now)
        stored, listing = _offered(keyholder, space, now)
        therapist = _recipient(listing)
        host = space.member(Role.THERAPIST)
        # The code vouches for the space, the practice for the person: together they say who sits there.
        if host is None or (host.account, host.fingerprint) != (therapist.account, therapist.fingerprint):
            raise InviteUnknown
        hold(keyholder, space.id, replace(keyholder.ring.spaces[space.id], label=listing.name))
        space.label = listing.name
        identity = _space_with(keyholder, SpaceKind.IDENTITY, listing.name, therapist, now)
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
            joined = _move(work, stored, active)
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
    therapist = _recipient(listing_of(keyholder, episode.episode.therapist, now))
    member = identity.member(Role.THERAPIST)
    if identity.role is not Role.CLIENT or member is None or member.fingerprint != therapist.fingerprint:
        raise CannotReach
    send_request(space=identity, recipient=therapist, now=now)


def give_consent(
    *, keyholder: Keyholder, episode: CareEpisode, language: str, text: str, sha256: str, now: datetime
) -> Stored[ConsentGiven]:
    """The client says yes to one text, by the hash of what was on their page. Raises TextChanged, NotNow, NotYours."""
    if not episode.is_open:
        raise NotNow
    shown = next((each for each in consents_missing(keyholder, episode, language) if each.id == text), None)
    if shown is None or shown.sha256 != sha256:
        raise TextChanged
    given = ConsentGiven(
        text=text, title=shown.title, version=shown.version, language=shown.language, sha256=sha256, at=now
    )
    with writing(episode.space, now=now) as work:
        stored = work.add(given)
        standing = _standing(work.space, episode.episode)
        work.cover(replace(standing, agreed=(*standing.agreed, given.name)))
    return stored


def record_identity(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    full_name: str,
    present_address: str,
    asked: bool,
    now: datetime,
) -> Stored[IdentityCard]:
    """Writes name and place; `asked`: the therapist has just asked for both aloud. Raises NotNow, Hidden, Stale."""
    if not episode.is_open:
        raise NotNow
    identity = identity_of(keyholder, episode)
    with writing(identity.space, now=now) as work:
        stored = latest(work.space, IdentityCard)
        times = stored.document.asked if stored else ()
        if asked and work.space.role is Role.THERAPIST:
            times = (*times, now)
        card = IdentityCard(full_name, present_address, times)
        return work.add(card) if stored is None else work.replace(stored, card)


def end_episode(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> CareEpisode:
    """Either of the two. From now on it can only be read; open pages and rooms are closed. Raises NotNow."""
    with writing(episode.space, now=now) as work:
        stored = latest(work.space, Episode)
        if stored is None or stored.document.state is not State.ACTIVE:
            raise NotNow
        ended = _move(work, stored, replace(stored.document, state=State.ENDED, ended=now))
    presence.close(presence.tag("space", episode.id.bytes))
    return CareEpisode(episode.space, ended)


def note_look(*, keyholder: Keyholder, space: OpenSpace, kinds: Sequence[str], now: datetime) -> None:
    """Notes in the trail that this person opened documents of these kinds. Raises Stale after three lost races."""
    for attempt in range(3):
        try:
            return note_opened(space, kinds, now)
        except Stale:
            if attempt == 2:
                raise
            space = open_space(keyholder, space.id)
    return None
