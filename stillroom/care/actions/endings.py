"""Coming to the end together. A plan ends nothing by itself, and an end needs no plan."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.care.actions.standing import NotNow
from stillroom.care.documents import Episode, State
from stillroom.care.ending_documents import TOPICS, Ending, Said, Topic, mark_of
from stillroom.care.outcomes import outcomes_in
from stillroom.care.queries import CareEpisode
from stillroom.care.telling import ENDING_AGREED, ENDING_PLANNED, Told, tell
from stillroom.practice.queries import listing_of
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, latest, writing
from stillroom.vault.spaces import Stale


class NothingWritten(Refused):
    def __init__(self) -> None:
        super().__init__(_("There are no words in it yet. Write some, or leave it."))


def plan_ending(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Stored[Ending]:
    """By either; the other is told. Planned twice, it is planned once. Raises NotNow."""
    with writing(episode.space, now=now) as work:
        if _state_of(work) is not State.ACTIVE:
            raise NotNow
        before = latest(work.space, Ending)
        if before is not None:
            return before
        tell(work=work, told=Told(ENDING_PLANNED))
        return work.add(_first(keyholder, episode, now))


def write_ending(
    *, keyholder: Keyholder, episode: CareEpisode, texts: Mapping[str, str], seen: str, now: datetime
) -> Stored[Ending]:
    """Puts these words in the place of one's own; the other's stay, and both are asked again.

    `texts`: by topic, empty ones left out. `seen`: the mark of one's own words as they were when the page was opened.
    After the end the therapist alone may write, as long as the two have not agreed.
    Raises NotNow, and Stale when one's own words were changed elsewhere meanwhile.
    """
    role = episode.space.role
    with writing(episode.space, now=now) as work:
        before = latest(work.space, Ending)
        after_end = _may_write(work, before, role)
        was = before.document if before else _first(keyholder, episode, now)
        if was.words_by(role) == texts:
            return before or work.add(was)
        if mark_of(was.words_by(role)) != seen:
            raise Stale(
                _("You wrote here elsewhere meanwhile. What you typed is still here, and what stands there is below.")
            )
        others = tuple(said for said in was.words if said.by is not role)
        mine = tuple(Said(Topic(topic), role, texts[topic]) for topic in TOPICS if topic in texts)
        new = replace(
            _named(keyholder, episode, was, now),
            words=(*others, *mine),
            agreed=frozenset(),
            outcomes=outcomes_in(keyholder, episode),
            afterwards=now if after_end else was.afterwards,
        )
        return work.replace(before, new) if before else work.add(new)


def agree_on_ending(*, keyholder: Keyholder, episode: CareEpisode, version: int, now: datetime) -> Stored[Ending]:
    """Says yes to exactly what was shown. Said twice, it stands. Raises Stale, NothingWritten, NotNow."""
    role = episode.space.role
    with writing(episode.space, now=now) as work:
        before = latest(work.space, Ending)
        if before is None or _state_of(work) is not State.ACTIVE:
            raise NotNow
        if role in before.document.agreed:
            return before
        if before.version != version:
            raise Stale(_("There are new words in it by now. Please read it once more. Nothing was agreed to."))
        if not before.document.words:
            raise NothingWritten
        agreed = replace(
            before.document, agreed=before.document.agreed | {role}, outcomes=outcomes_in(keyholder, episode)
        )
        if agreed.is_agreed:
            tell(work=work, told=Told(ENDING_AGREED))
        return work.replace(before, agreed)


def _state_of(work: Writing) -> State | None:
    """Under the lock: the other may have ended it since the page was loaded."""
    stored = latest(work.space, Episode)
    return stored.document.state if stored else None


def _may_write(work: Writing, before: Stored[Ending] | None, role: Role) -> bool:
    """Whether it is after the end. Raises NotNow."""
    state = _state_of(work)
    if state is State.ACTIVE and before is not None:
        return False
    late = state is State.ENDED and role is Role.THERAPIST and not (before and before.document.is_agreed)
    if not late:
        raise NotNow
    return True


def _first(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Ending:
    empty = Ending(asked_by=episode.space.role, called=episode.episode.called, therapist_name="")
    return _named(keyholder, episode, empty, now)


def _named(keyholder: Keyholder, episode: CareEpisode, ending: Ending, now: datetime) -> Ending:
    """With both names as they are today."""
    name = episode.space.label if episode.space.role is Role.CLIENT else ending.therapist_name
    with suppress(Hidden):  # a therapist whom the practice no longer knows keeps the name that stood there
        name = listing_of(keyholder, episode.episode.therapist, now).name
    return replace(ending, called=episode.episode.called, therapist_name=name)
