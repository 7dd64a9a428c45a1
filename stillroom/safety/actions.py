"""Raising a flag, and saying what was done about it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.accounts.actions import drop_draft, save_draft
from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Refused
from stillroom.base.ids import new_id
from stillroom.care.documents import Episode, State
from stillroom.care.queries import CareEpisode
from stillroom.core.instruments.rules import Flag, Level
from stillroom.practice.queries import practice
from stillroom.safety.deadlines import deadline
from stillroom.safety.documents import Acknowledgement, Raised, RiskFlag, most_pressing
from stillroom.safety.levels import WORDS
from stillroom.safety.models import FlagRow, HeldKey
from stillroom.safety.queries import DRAFT
from stillroom.safety.reach_documents import RiskLevel
from stillroom.safety.sources import SOURCES
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, latest, read, read_all, writing
from stillroom.vault.spaces import OpenSpace


class NobodyReads(Refused):
    """No therapist has accepted, or it has ended: a flag here would look like help that does not come."""

    def __init__(self) -> None:
        super().__init__(_("Nobody reads this now. If you need somebody, the help page names people who answer."))


def raise_flag(
    *, work: Writing, source: str, about: UUID, flags: Sequence[Flag], now: datetime
) -> Stored[RiskFlag] | None:
    """One flag for what a document says, in the transaction that saves the document. None when nothing is pressing.

    A REVIEW is for the next contact and raises nothing. Raises NobodyReads unless a therapist has accepted.
    """
    pressing = [flag for flag in flags if flag.level is not Level.REVIEW]
    if not pressing:
        return None
    episode = latest(work.space, Episode)
    if episode is None or episode.document.state is not State.ACTIVE:
        raise NobodyReads
    level = most_pressing(flag.level for flag in pressing)
    due = deadline(level, practice().on_call, now)
    row = FlagRow(id=new_id(), therapist=episode.document.therapist, deadline=int(due.timestamp()))
    row.save(force_insert=True)
    if source not in SOURCES:
        raise ValueError(f"{source} is no source that rooms have named")
    rules = tuple(flag.id for flag in pressing)
    stored = work.add(RiskFlag(source=source, about=about, level=level, rules=rules, deadline=due, row=row.id))
    work.cover(_raised((*_open_in(work.space), stored)))
    return stored


def acknowledge_flag(*, episode: CareEpisode, flag: UUID, done: str, now: datetime) -> Stored[Acknowledgement]:
    """The therapist has looked and says what was done; once for each flag. Nothing else ever closes one.

    Raises Hidden (no such flag) and NotYours (the client).
    """
    with writing(episode.space, now=now) as work:
        stored = read(work.space, RiskFlag, flag)
        for seen in read_all(work.space, Acknowledgement):
            if seen.document.flag == flag:
                return seen
        acknowledgement = work.add(Acknowledgement(flag, done))
        work.cover(_raised(each for each in _open_in(work.space) if each.id != flag))
        FlagRow.objects.filter(id=stored.document.row).update(acknowledged=True)
        HeldKey.objects.filter(id=stored.document.row).delete()
    return acknowledgement


def state_level(*, episode: CareEpisode, level: int, words: str, now: datetime) -> Stored[RiskLevel]:
    """The therapist's judgment, beside all earlier ones; said twice in a row it stands once.

    Raises NotYours (the client), ValueError for a level that is none.
    """
    if level not in WORDS:
        raise ValueError(f"no level {level}")
    with writing(episode.space, now=now) as work:
        before = latest(work.space, RiskLevel)
        if before is not None and before.document == RiskLevel(level, words):
            return before
        return work.add(RiskLevel(level, words))


def keep_words(*, keyholder: Keyholder, space: UUID, flag: UUID, done: str, now: datetime) -> None:
    """Words half typed about a flag, sealed in the therapist's own space beside those about others; '' lets go."""
    draft = draft_of(keyholder, DRAFT, space)
    fields = dict(draft.document.fields) if draft else {}
    fields.pop(str(flag), None)
    if done:
        fields[str(flag)] = done
    if fields:
        save_draft(keyholder=keyholder, form=DRAFT, about=space, fields=fields, now=now)
    else:
        drop_draft(keyholder=keyholder, form=DRAFT, about=space, now=now)


def _open_in(space: OpenSpace) -> tuple[Stored[RiskFlag], ...]:
    seen = {each.document.flag for each in read_all(space, Acknowledgement)}
    return tuple(flag for flag in read_all(space, RiskFlag) if flag.id not in seen)


def _raised(flags: Iterable[Stored[RiskFlag]]) -> Raised:
    waiting = tuple(flags)
    if not waiting:
        return Raised()
    return Raised(
        open=len(waiting),
        latest_at=max(flag.at for flag in waiting),
        level=most_pressing(flag.document.level for flag in waiting),
        due=min(flag.document.deadline for flag in waiting),
    )
