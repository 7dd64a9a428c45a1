"""Who may reach the client, chosen beforehand; what is given is destroyed again (ADR 35).

All of it is done in the client's own session, or in the therapist's to end it. No other way in exists.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.care.actions.standing import NotNow, still_open
from stillroom.care.queries import CareEpisode, episode_of, episodes_of
from stillroom.safety.documents import Acknowledgement
from stillroom.safety.handing import KEPT, hand_cards_over
from stillroom.safety.models import HeldKey
from stillroom.safety.reach_documents import CardCover, Chosen, Handed, OnCallDid, Reach, ReachCopy, Who
from stillroom.vault.covers import covers_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import (
    Request,
    accept_request,
)
from stillroom.vault.erasure import let_go_of_gone, shred_unopened
from stillroom.vault.keyholders import Keyholder, ring_entries, together
from stillroom.vault.records import Stored, latest, read_all, writing
from stillroom.vault.spaces import OpenSpace, Stale, Tampered, open_space


class NoWayGiven(Refused):
    def __init__(self) -> None:
        super().__init__(_("Please write how this person can reach you safely. Without it they could do nothing."))


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
