"""Who may reach the client, chosen beforehand, and what follows from it when a flag is raised (docs/adr/0035).

All of it is done in the client's own session, or in the therapist's to end it. No other way in exists.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.care.actions.standing import NotNow, still_open, vouched_recipient
from stillroom.care.documents import Episode, Standing, State
from stillroom.care.queries import CareEpisode, episode_of, episodes_of
from stillroom.practice.queries import Listing, listing_of, on_call, practice
from stillroom.safety.deadlines import passed_on
from stillroom.safety.documents import Acknowledgement, Raised, RiskFlag
from stillroom.safety.models import FlagRow, HeldKey
from stillroom.safety.reach_documents import CardCover, Chosen, Handed, OnCallDid, Reach, ReachCopy, Who
from stillroom.vault.covers import cover_of, covers_of
from stillroom.vault.days import day_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import (
    LIFE,
    Request,
    WrongRecipient,
    accept_request,
    put_sealed,
    recipient_of,
    sealed_request,
    send_request,
)
from stillroom.vault.erasure import let_go_of_gone, shred_unopened
from stillroom.vault.keyholders import Keyholder, Recipient, ring_entries, together
from stillroom.vault.models import Account
from stillroom.vault.records import Stored, Writing, latest, read_all, writing
from stillroom.vault.spaces import OpenSpace, Stale, Tampered, create_space, open_space

# So long after its key was given a card is destroyed, whether or not anybody has looked.
KEPT = timedelta(days=14)


class NoWayGiven(Refused):
    def __init__(self) -> None:
        super().__init__(_("Please write how this person can reach you safely. Without it they could do nothing."))


@dataclass(frozen=True, slots=True)
class Beyond:
    """Whether anybody but the therapist could look. `person`: who is on call and could open a card, if there is one.

    `chosen`: what the client said, None when they said nothing yet.
    """

    chosen: Who | None
    person: Listing | None

    @property
    def name(self) -> str:
        """Of who may open the card; '' means that no one else can see a flag or reach the client."""
        return self.person.name if self.person is not None and self.chosen is Who.ON_CALL else ""


def reach_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Reach] | None:
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return latest(episode.space, Reach)


def beyond(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Beyond:
    chosen = cover_of(episode.space).get(Chosen)
    return Beyond(chosen.who if chosen else None, _on_call_beside(keyholder, episode.episode.therapist, now))


def _on_call_beside(keyholder: Keyholder, therapist: UUID, now: datetime) -> Listing | None:
    """None when nobody is on call, when it is the therapist, or somebody of the staff who has no key here."""
    named = on_call(keyholder, now)
    if named is None or named.therapist is None or named.therapist == therapist:
        return None
    with suppress(Hidden):
        return listing_of(keyholder, named.therapist, now)
    return None


def handed_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[Handed], ...]:
    """Newest first."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return tuple(reversed(read_all(episode.space, Handed)))


def choose_reach(*, keyholder: Keyholder, episode: CareEpisode, reach: Reach, version: int, now: datetime) -> None:
    """Counts from this moment, also for flags that are open: a card is made, changed or destroyed.

    `version`: of what the page showed, 0 for none. Raises NoWayGiven, Stale, NotNow, NotYours.
    """
    if reach.reached_by is Who.ON_CALL and not reach.way.strip():
        raise NoWayGiven
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise NotNow
        stored = latest(work.space, Reach)
        if stored is None or stored.document != reach:
            if (stored.version if stored else 0) != version:
                raise Stale(_("This was changed meanwhile on another page. What you typed is still here: look again."))
            if stored is None:
                work.add(reach)
            else:
                work.replace(stored, reach)
            work.cover(Chosen(reach.reached_by))
    episode = episode_of(keyholder, episode.id)
    if reach.reached_by is Who.THERAPIST:
        take_cards_back(keyholder=keyholder, episode=episode, now=now)
        return
    _write_anew(keyholder, episode, reach, now)
    hand_cards_over(keyholder=keyholder, now=now)


def _write_anew(keyholder: Keyholder, episode: CareEpisode, reach: Reach, now: datetime) -> None:
    for handed in _standing(episode):
        with suppress(Hidden, Tampered), writing(open_space(keyholder, handed.document.space), now=now) as work:
            before = latest(work.space, ReachCopy)
            if before is not None and (before.document.way, before.document.helps) != (reach.way, reach.helps):
                work.add(replace(before.document, way=reach.way, helps=reach.helps))


def hand_cards_over(*, keyholder: Keyholder, now: datetime) -> int:
    """In the client's own session: a card for each open flag that has none, where the client wants it. How many.

    Nothing here may keep a flag from its therapist: what cannot be given to the person on call is passed over.
    """
    made = 0
    for cover in episodes_of(keyholder):
        raised, chosen, standing = cover.get(Raised), cover.get(Chosen), cover.get(Standing)
        in_care = standing is not None and standing.state is State.ACTIVE
        if raised and raised.open and in_care and chosen and chosen.who is Who.ON_CALL:
            with suppress(Hidden, Tampered, Refused, WrongRecipient):
                made += _hand_over(keyholder, episode_of(keyholder, cover.space), now)
    if made:
        release_held(now=now)
    return made


def _hand_over(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> int:
    colleague = _on_call_beside(keyholder, episode.episode.therapist, now)
    member = episode.space.member(Role.THERAPIST)
    if colleague is None or member is None or not _without_card(episode.space):
        return 0
    receiver, therapist = vouched_recipient(listing=colleague), recipient_of(member.account, member.fingerprint)
    with together(keyholder), writing(episode.space, now=now) as work:
        reach = latest(work.space, Reach)
        if reach is None or reach.document.reached_by is not Who.ON_CALL or not still_open(work=work):
            return 0
        waiting, own = _without_card(work.space), listing_of(keyholder, episode.episode.therapist, now)
        for flag in waiting:
            card = _card(work.space, flag, reach.document, (colleague, own), now)
            _make(keyholder, work, card, (receiver, therapist), now)
    return len(waiting)


def _without_card(care: OpenSpace) -> list[Stored[RiskFlag]]:
    done = {seen.document.flag for seen in read_all(care, Acknowledgement)}
    done |= {handed.document.flag for handed in read_all(care, Handed)}
    flags = [flag for flag in read_all(care, RiskFlag) if flag.id not in done]
    rows = [flag.document.row for flag in flags]
    waiting = set(FlagRow.objects.filter(id__in=rows, acknowledged=False).values_list("id", flat=True)) if rows else ()
    return [flag for flag in flags if flag.document.row in waiting]


def _card(
    care: OpenSpace, flag: Stored[RiskFlag], reach: Reach, people: tuple[Listing, Listing], now: datetime
) -> ReachCopy:
    """`people`: who is on call, and the therapist."""
    colleague, therapist = people
    episode = latest(care, Episode)
    if episode is None:
        raise NotNow
    return ReachCopy(
        episode=care.id,
        flag=flag.id,
        row=flag.document.row,
        level=flag.document.level,
        raised=flag.at,
        deadline=flag.document.deadline,
        opens=passed_on(flag.document.level, practice().on_call, now),
        called=episode.document.called,
        pronouns=episode.document.pronouns,
        way=reach.way,
        helps=reach.helps,
        therapist=therapist.id,
        therapist_name=therapist.name,
        on_call=colleague.id,
        on_call_name=colleague.name,
    )


def _make(
    keyholder: Keyholder, work: Writing, card: ReachCopy, others: tuple[Recipient, Recipient], now: datetime
) -> None:
    """A space of the three with the card in it; the therapist's key is sent, that of the person on call is held."""
    receiver, therapist = others
    made = new_id()
    work.add(Handed(card.flag, card.row, made, card.on_call, card.on_call_name, card.opens))
    space = create_space(
        keyholder=keyholder,
        kind=SpaceKind.ON_CALL,
        role=Role.CLIENT,
        label=card.on_call_name,
        now=now,
        others=[(therapist, Role.THERAPIST), (receiver, Role.ON_CALL)],
        space=made,
    )
    with writing(space, now=now) as inside:
        inside.add(card)
        inside.cover(cover_for(card))
    send_request(space=space, recipient=therapist, now=now)
    blob = sealed_request(space=space, recipient=receiver)
    HeldKey.objects.create(id=card.row, account=receiver.account, opens=int(card.opens.timestamp()), blob=blob)


def cover_for(card: ReachCopy, done: bool = False) -> CardCover:
    return CardCover(
        episode=card.episode,
        flag=card.flag,
        called=card.called,
        level=card.level,
        deadline=card.deadline,
        on_call_name=card.on_call_name,
        therapist_name=card.therapist_name,
        done=done,
    )


def release_held(*, now: datetime) -> int:
    """Sends the keys whose time has come, unless somebody has looked: those are destroyed. How many were sent."""
    sent = 0
    for held in HeldKey.objects.filter(opens__lte=int(now.timestamp())):
        with transaction.atomic():
            mine, _rows = HeldKey.objects.filter(id=held.id).delete()
            waits = FlagRow.objects.filter(id=held.id, acknowledged=False).exists()
            if mine and waits and Account.objects.filter(id=held.account).exists():
                put_sealed(held.account, bytes(held.blob), day_of(now + LIFE))
                sent += 1
    return sent


def take_cards_back(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> int:
    """Destroys every card of this episode at once. What the person on call has read, they have read."""
    standing = _standing(episode)
    for handed in standing:
        _end(keyholder, episode, handed, now)
    return len(standing)


def end_all_cards(*, keyholder: Keyholder, now: datetime) -> None:
    """Before their client goes: nobody is left with a card of somebody who is not there."""
    for space, _entry in ring_entries(keyholder, SpaceKind.CARE) if ring_entries(keyholder, SpaceKind.ON_CALL) else ():
        with suppress(Hidden, Tampered, Refused):
            take_cards_back(keyholder=keyholder, episode=episode_of(keyholder, space), now=now)
    for space, _entry in ring_entries(keyholder, SpaceKind.ON_CALL):  # of an episode that does not open any more
        shred_unopened(keyholder=keyholder, space=space)


def pick_up_cards(*, keyholder: Keyholder, pending: Collection[Request]) -> int:
    """The therapist's own keys, taken without a question: the client asked for it, and the word about it stands in the
    space of the two. How many."""
    taken = 0
    for request in pending:
        space = request.space
        if space.kind is SpaceKind.ON_CALL and space.role is Role.THERAPIST:
            card = latest(space, ReachCopy)
            with suppress(Hidden, Tampered):
                if card is not None and _is_known(episode_of(keyholder, card.document.episode), space):
                    accept_request(keyholder=keyholder, request=request, label=card.document.called)
                    taken += 1
    return taken


def settle_cards(*, keyholder: Keyholder, now: datetime) -> None:
    """Destroys cards whose flag was looked at, or whose time is over; lets go of
    keys that open nothing any more. Whoever comes by first."""
    let_go_of_gone(keyholder=keyholder, kind=SpaceKind.ON_CALL)
    if not ring_entries(keyholder, SpaceKind.ON_CALL):
        return
    known = {cover.space for cover in episodes_of(keyholder)}
    cards = [card for cover in covers_of(keyholder, SpaceKind.ON_CALL) if (card := cover.get(CardCover))]
    for episode in {card.episode for card in cards if card.episode in known}:
        with suppress(Hidden, Tampered, Refused):
            _settle(keyholder, episode_of(keyholder, episode), now)


def _settle(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> None:
    seen = {each.document.flag for each in read_all(episode.space, Acknowledgement)}
    for handed in _standing(episode):
        if handed.document.flag in seen or now >= handed.document.opens + KEPT:
            _end(keyholder, episode, handed, now)


def _is_known(episode: CareEpisode, space: OpenSpace) -> bool:
    named = {handed.document.space for handed in _standing(episode)}
    return space.id in named and space.member(Role.CLIENT) == episode.space.member(Role.CLIENT)


def _standing(episode: CareEpisode) -> list[Stored[Handed]]:
    return [handed for handed in read_all(episode.space, Handed) if handed.document.ended is None]


def _end(keyholder: Keyholder, episode: CareEpisode, handed: Stored[Handed], now: datetime) -> None:
    """The card is destroyed; what was done stays with the two."""
    with together(keyholder), writing(episode.space, now=now) as work:
        now_there = next((each for each in read_all(work.space, Handed) if each.id == handed.id), None)
        if now_there is None or now_there.document.ended is not None:
            return
        HeldKey.objects.filter(id=handed.document.row).delete()
        did = _words_in(keyholder, handed.document.space)
        work.replace(now_there, replace(now_there.document, ended=now, did="\n\n".join(did)))
        shred_unopened(keyholder=keyholder, space=handed.document.space)


def _words_in(keyholder: Keyholder, space: UUID) -> Iterable[str]:
    try:
        return [each.document.done for each in read_all(open_space(keyholder, space), OnCallDid)]
    except (Hidden, Tampered):
        return ()
