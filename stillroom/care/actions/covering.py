"""A colleague stands in: let in by the client alone, and out again by whoever of the three comes by first (ADR 36)."""

from collections.abc import Collection, Sequence
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
)
from stillroom.care.queries import CareEpisode
from stillroom.care.queries.covering import (
    OpenCovering,
    Question,
)
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import (
    Request,
    WrongRecipient,
    accept_request,
    discard_request,
    pending_requests,
    recipient_of,
    send_request,
)
from stillroom.vault.keyholders import Keyholder, Recipient, together
from stillroom.vault.records import Stored, Writing, latest, read, read_all, writing
from stillroom.vault.spaces import OpenSpace, Tampered, create_space, open_space

MONTH = timedelta(days=30)


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
            inside.cover(standing_among_three(covering=covering))
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
    """They wait until well after the absence: whoever is away cannot pick one up in 14 days. In whole months, for the
    day on which a drop ends can be read without a key, and the day on which a therapist is back is public."""
    until = question.therapist.away_until or now.date()
    months = max((until - now.date()).days, 0) // MONTH.days + 2
    for recipient in recipients:
        send_request(space=space, recipient=recipient, now=now, life=months * MONTH)


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
        work.cover(standing_among_three(covering=covering, before=cover_of(work.space).get(CoveringStanding)))


def pick_up_covering(*, keyholder: Keyholder, now: datetime, pending: Sequence[Request] | None = None) -> int:
    """The therapist's own key to what was begun while they were away: taken without a question, for the client asked
    for it and the people in it are those of their own episode. `pending`: what waits, if it is known. How many."""
    taken = 0
    for request in pending_requests(keyholder, now) if pending is None else pending:
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
        work.cover(replace(standing_among_three(covering=stored.document), last_by=work.space.role, last_at=now))
    return message


def standing_among_three(*, covering: Covering, before: CoveringStanding | None = None) -> CoveringStanding:
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
