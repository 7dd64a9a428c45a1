"""A colleague stands in: let in by the client alone, and out again by whoever of the three comes by first (ADR 36)."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.care.actions.standing import CannotReach, NotNow, still_open, vouched_recipient
from stillroom.care.among_three import is_three, seen_of
from stillroom.care.documents import (
    Brought,
    Covering,
    CoveringMessage,
    CoveringStanding,
    CoveringState,
    CoveringWord,
    Standing,
    State,
)
from stillroom.care.queries import CareEpisode, episode_of, episodes_of, therapist_standings
from stillroom.care.queries.covering import (
    OpenCovering,
    Question,
    StandingIn,
    covering_covers,
    coverings_of,
    words_about_covering,
)
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import (
    LIFE,
    WrongRecipient,
    accept_request,
    discard_request,
    pending_requests,
    recipient_of,
    send_request,
)
from stillroom.vault.erasure import leave_space
from stillroom.vault.keyholders import Keyholder, Recipient, together
from stillroom.vault.records import Stored, Writing, latest, read, read_all, writing
from stillroom.vault.rekeys import leave_with_a_new_key, rekey
from stillroom.vault.spaces import OpenSpace, Tampered, create_space, open_space


class SaidOtherwise(Refused):
    """It was answered meanwhile, on another device or in another window."""

    def __init__(self, yes: bool) -> None:
        said = _("You have said yes on another page.") if yes else _("You have said no on another page.")
        super().__init__(said + " " + _("Nothing was changed now. This is how it stands, and you can still change it."))


class NothingChosen(Refused):
    def __init__(self) -> None:
        super().__init__(_("Choose at least one thing that can be read, or say no. Nothing was given to anybody."))


class OutByNow(Refused):
    def __init__(self) -> None:
        super().__init__(_("This is over, so nothing was sent. Your words are still here."))


def let_in(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    question: Question,
    brought: Collection[Brought],
    seen: str,
    now: datetime,
) -> UUID:
    """The client's yes: a space of three with copies of what was chosen, and a key to it for each of the others.

    Only a client can: a word about it is theirs alone to write. Pressed twice, it is one yes.
    Raises NotYours, NothingChosen, CannotReach, SaidOtherwise, NotNow.
    """
    colleague = vouched_recipient(listing=question.colleague)
    with together(keyholder), writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise NotNow
        standing = _last_word(work, question)
        if standing is not None and standing.document.stands and standing.document.space is not None:
            return standing.document.space
        _nothing_new(keyholder, work, seen)
        if not brought:
            raise NothingChosen
        covering, made = _covering(episode, question), new_id()
        work.add(_word(question, now, made))  # first, for the vault takes it from nobody but the client
        space = _space_of_three(keyholder, work.space, colleague, made, question, now)
        with writing(space, now=now) as inside:
            inside.add(covering)
            for each in brought:
                inside.add(each)
            inside.cover(_standing(covering))
        _send_keys(space, (colleague, _therapist_in(work.space)), question, now)
    return space.id


def _covering(episode: CareEpisode, question: Question) -> Covering:
    if question.therapist.away_until is None:
        raise NotNow
    return Covering(
        episode=episode.id,
        therapist=question.therapist.id,
        therapist_name=question.therapist.name,
        colleague=question.colleague.id,
        colleague_name=question.colleague.name,
        called=episode.episode.called,
        pronouns=episode.episode.pronouns,
        until=question.therapist.away_until,
        zone=question.therapist.zone,
    )


def _space_of_three(
    keyholder: Keyholder, care: OpenSpace, colleague: Recipient, space: UUID, question: Question, now: datetime
) -> OpenSpace:
    return create_space(
        keyholder=keyholder,
        kind=SpaceKind.COVERING,
        role=Role.CLIENT,
        label=question.colleague.name,
        now=now,
        others=[(_therapist_in(care), Role.THERAPIST), (colleague, Role.COVERING)],
        space=space,
    )


def _therapist_in(care: OpenSpace) -> Recipient:
    """By the roster of the two, which both have proven. Raises CannotReach."""
    member = care.member(Role.THERAPIST)
    try:
        if member is not None:
            return recipient_of(member.account, member.fingerprint)
    except (Hidden, WrongRecipient):
        pass
    raise CannotReach


def _send_keys(space: OpenSpace, recipients: Collection[Recipient], question: Question, now: datetime) -> None:
    """They wait until well after the absence: whoever is away cannot pick one up in 14 days."""
    until = question.therapist.away_until
    days = timedelta(days=max((until - now.date()).days, 0)) if until else timedelta()
    for recipient in recipients:
        send_request(space=space, recipient=recipient, now=now, life=days + 2 * LIFE)


def say_no(*, keyholder: Keyholder, episode: CareEpisode, question: Question, seen: str, now: datetime) -> None:
    """The client's no, so that nobody asks again. Raises SaidOtherwise, NotNow, NotYours."""
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise NotNow
        standing = _last_word(work, question)
        if standing is not None and not standing.document.yes:
            return
        _nothing_new(keyholder, work, seen)
        if standing is not None and standing.document.stands:
            raise SaidOtherwise(True)
        work.add(_word(question, now, None))


def _word(question: Question, now: datetime, space: UUID | None) -> CoveringWord:
    if question.therapist.away_until is None:
        raise NotNow
    return CoveringWord(
        colleague=question.colleague.id,
        name=question.colleague.name,
        until=question.therapist.away_until,
        yes=space is not None,
        at=now,
        space=space,
    )


def _last_word(work: Writing, question: Question) -> Stored[CoveringWord] | None:
    about = (question.colleague.id, question.therapist.away_until)
    said = [w for w in read_all(work.space, CoveringWord) if (w.document.colleague, w.document.until) == about]
    return said[-1] if said else None


def _nothing_new(keyholder: Keyholder, work: Writing, seen: str) -> None:
    words = read_all(work.space, CoveringWord)
    if seen != seen_of(words):
        raise SaidOtherwise(words[-1].document.yes if words else False)


def take_on(*, keyholder: Keyholder, found: OpenCovering, now: datetime) -> OpenSpace:
    """The colleague says yes, and has a key from now on. Raises Hidden when it was taken back, NotNow."""
    with together(keyholder):
        _move(found, CoveringState.ACTIVE, now)
        if found.request is None:
            raise NotNow
        return accept_request(keyholder=keyholder, request=found.request, label=found.covering.called)


def turn_down(*, keyholder: Keyholder, found: OpenCovering, now: datetime) -> None:
    """The colleague says no; the key is let go of unused. Raises Hidden, NotNow."""
    with together(keyholder):
        _move(found, CoveringState.DECLINED, now)
        if found.request is None:
            raise NotNow
        discard_request(keyholder=keyholder, request=found.request)


def _move(found: OpenCovering, state: CoveringState, now: datetime) -> None:
    with writing(found.space, now=now) as work:
        stored = latest(work.space, Covering)
        if stored is None or stored.document.state is not CoveringState.ASKED or stored.document.is_over(now):
            raise NotNow
        covering = replace(stored.document, state=state)
        work.replace(stored, covering)
        work.cover(_standing(covering, cover_of(work.space).get(CoveringStanding)))


def pick_up_covering(*, keyholder: Keyholder, now: datetime) -> int:
    """The therapist's own key to what was begun while they were away: taken without a question, for the client asked
    for it and the people in it are those of their own episode. How many."""
    taken = 0
    for request in pending_requests(keyholder, now):
        space = request.space
        if space.kind is not SpaceKind.COVERING or space.role is not Role.THERAPIST:
            continue
        stored = latest(space, Covering)
        if stored is not None and _is_of_own(keyholder, space, stored.document):
            accept_request(keyholder=keyholder, request=request, label=stored.document.called)
            taken += 1
    return taken


def _is_of_own(keyholder: Keyholder, space: OpenSpace, covering: Covering) -> bool:
    """Whether its client and its therapist are those of the episode that it names."""
    try:
        care = open_space(keyholder, covering.episode)
    except (Hidden, Tampered):
        return False
    pair = [space.member(role) for role in (Role.CLIENT, Role.THERAPIST)]
    same = pair == [care.member(role) for role in (Role.CLIENT, Role.THERAPIST)]
    return care.kind is SpaceKind.CARE and same and (is_three(space) or len(space.members) == 2)


def write_among_three(
    *, keyholder: Keyholder, found: OpenCovering, text: str, record: UUID | None, now: datetime
) -> Stored[CoveringMessage]:
    """Raises OutByNow. `record`: the id that the page drew for it; pressed twice, it is sent once."""
    with writing(found.space, now=now) as work:
        stored = latest(work.space, Covering)
        if stored is None or stored.document.state is not CoveringState.ACTIVE or stored.document.is_over(now):
            raise OutByNow
        if record is not None and record in work.versions:
            before = read(work.space, CoveringMessage, record)
            if before.document.text == text:
                return before
            record = None
        message = work.add(CoveringMessage(text), record=record)
        work.cover(replace(_standing(stored.document), last_by=work.space.role, last_at=now))
    return message


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
            work.cover(replace(_standing(covering, before), out=True))


def _send_first_keys_again(space: OpenSpace, now: datetime) -> None:
    """To a therapist who has not picked up the first one: it opens nothing any more."""
    if space.role is Role.CLIENT and (member := space.member(Role.THERAPIST)) is not None:
        with suppress(Hidden, WrongRecipient):
            send_request(
                space=space, recipient=recipient_of(member.account, member.fingerprint), now=now, life=4 * LIFE
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


def _standing(covering: Covering, before: CoveringStanding | None = None) -> CoveringStanding:
    return CoveringStanding(
        episode=covering.episode,
        therapist=covering.therapist,
        therapist_name=covering.therapist_name,
        colleague=covering.colleague,
        colleague_name=covering.colleague_name,
        called=covering.called,
        until=covering.until,
        zone=covering.zone,
        state=covering.state,
        last_by=before.last_by if before else None,
        last_at=before.last_at if before else None,
    )
