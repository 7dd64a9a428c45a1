"""The end of standing in: by whoever of the three comes by first (ADR 36)."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from stillroom.base.errors import Hidden, Refused
from stillroom.care.actions.covering import MONTH, standing_among_three
from stillroom.care.documents import Covering, CoveringStanding, CoveringState, CoveringWord, Standing, State
from stillroom.care.queries import CareEpisode, episode_of, episodes_of, therapist_standings
from stillroom.care.queries.covering import (
    OpenCovering,
    StandingIn,
    covering_covers,
    coverings_of,
    words_about_covering,
)
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from stillroom.vault.drops import WrongRecipient, recipient_of, send_request
from stillroom.vault.erasure import leave_space
from stillroom.vault.keyholders import Keyholder, together
from stillroom.vault.records import latest, read_all, writing
from stillroom.vault.rekeys import leave_with_a_new_key, rekey
from stillroom.vault.spaces import OpenSpace, Tampered, open_space


def end_covering(*, keyholder: Keyholder, found: OpenCovering, now: datetime) -> None:
    """The colleague is out: the space has a new key, of which they get none. Any of the three can; done twice, once.

    What stands in it stays with the client and the therapist. Raises Hidden when it was done on another page.
    """
    space = found.space
    colleague = space.member(Role.COVERING)
    with together(keyholder):
        if colleague is not None:
            _mark_ended(space, now)
            if space.role is Role.COVERING:
                leave_with_a_new_key(keyholder=keyholder, space=space, now=now)
            else:
                turned = rekey(keyholder=keyholder, space=space, without=colleague.fingerprint, now=now)
                _send_first_keys_again(turned, now)
        if space.role is Role.CLIENT:
            _note_the_end(keyholder, found.covering.episode, space.id, now)


def _mark_ended(space: OpenSpace, now: datetime) -> None:
    with writing(space, now=now) as work:
        stored = latest(work.space, Covering)
        if stored is not None:
            declined = stored.document.state is CoveringState.DECLINED
            state = CoveringState.DECLINED if declined else CoveringState.ENDED
            covering = replace(stored.document, state=state, ended=now)
            work.replace(stored, covering)
            before = cover_of(work.space).get(CoveringStanding)
            work.cover(replace(standing_among_three(covering=covering, before=before), out=True))


def _send_first_keys_again(space: OpenSpace, now: datetime) -> None:
    """To a therapist who has not picked up the first one: it opens nothing any more."""
    if space.role is Role.CLIENT and (member := space.member(Role.THERAPIST)) is not None:
        with suppress(Hidden, WrongRecipient):
            send_request(
                space=space, recipient=recipient_of(member.account, member.fingerprint), now=now, life=2 * MONTH
            )


def _note_the_end(keyholder: Keyholder, episode: UUID, space: UUID, now: datetime) -> None:
    with suppress(Hidden):
        care = episode_of(keyholder, episode).space
        with writing(care, now=now) as work:
            for word in read_all(work.space, CoveringWord):
                if word.document.space == space and word.document.ended is None:
                    work.replace(word, replace(word.document, ended=now))


def settle_coverings(*, keyholder: Keyholder, now: datetime) -> tuple[StandingIn, ...]:
    """Ends what is over, whichever of the three comes by first, and lets go of keys that open nothing any more.

    Returns what stands.
    """
    _forget(keyholder)
    standing = coverings_of(keyholder)
    if not standing:
        return ()
    therapists = therapist_standings(keyholder, {each.standing.therapist for each in standing}, now)
    episodes = {cover.space: cover.get(Standing) for cover in episodes_of(keyholder)}
    over = set()
    for each in standing:
        listing, care = therapists[each.standing.therapist].listing, episodes.get(each.standing.episode)
        named = listing is not None and listing.cover_id == each.standing.colleague
        in_care = care is None or care.state is State.ACTIVE
        if each.standing.state is CoveringState.DECLINED or each.standing.is_over(now) or not named or not in_care:
            _end_quietly(keyholder, each.space, now)
            over.add(each.space)
    return tuple(each for each in standing if each.space not in over)


def end_all_coverings(*, keyholder: Keyholder, now: datetime) -> None:
    """Before its client goes: nobody is left standing in for somebody who is not there."""
    for each in coverings_of(keyholder):
        _end_quietly(keyholder, each.space, now)


def note_ends(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> None:
    """The client's own words say when it was over, also where one of the others ended it."""
    standing = [word for word in words_about_covering(keyholder, episode) if word.document.stands]
    if episode.space.role is not Role.CLIENT or not standing:
        return
    inside = {each.space for each in coverings_of(keyholder)}
    for word in standing:
        if word.document.space is not None and word.document.space not in inside:
            _note_the_end(keyholder, episode.id, word.document.space, now)


def _end_quietly(keyholder: Keyholder, space: UUID, now: datetime) -> None:
    """Somebody else may be ending it at this very moment; then nothing is left to do."""
    with suppress(Hidden, Tampered, WrongRecipient, Refused):
        opened = open_space(keyholder, space)
        stored = latest(opened, Covering)
        if stored is not None:
            end_covering(keyholder=keyholder, found=OpenCovering(opened, stored), now=now)


def _forget(keyholder: Keyholder) -> None:
    """A member who stays was sent the next key in the transaction that made it: who was sent none is out."""
    for cover in covering_covers(keyholder):
        if cover.sections or cover.harmed:
            continue
        try:
            open_space(keyholder, cover.space)
        except Hidden:
            leave_space(keyholder=keyholder, space=cover.space)
        except Tampered:
            continue
