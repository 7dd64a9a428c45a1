"""Flags of a client for whom a colleague stands in: that one was raised, and how soon; never what was answered.

The flag itself stays in the space of the two, open for its therapist.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.base.errors import Hidden, Refused
from stillroom.care.documents import Covering, CoveringState
from stillroom.care.queries import episode_of
from stillroom.care.queries.covering import (
    OpenCovering,
    covering_covers,
    coverings_of,
    words_about_covering,
)
from stillroom.safety.documents import Acknowledgement, Lent, LentFlag, LentSeen, RiskFlag
from stillroom.safety.models import FlagRow
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read, read_all, writing
from stillroom.vault.spaces import OpenSpace, Tampered, open_space


@dataclass(frozen=True, slots=True)
class LentOne:
    """One flag as the three see it, and what the colleague did."""

    stored: Stored[LentFlag]
    seen: Stored[LentSeen] | None


def pass_flags_on(*, keyholder: Keyholder, now: datetime) -> int:
    """In the client's own session: flags raised since their yes, that nobody has looked at. How many were new.

    Nothing here may keep a flag from its therapist: a space of three that is harmed or closed is passed over.
    """
    passed = 0
    for each in coverings_of(keyholder):
        try:
            passed += _pass_on(keyholder, each.space, each.standing.episode, now)
        except (Hidden, Tampered, Refused):
            continue
    return passed


def _pass_on(keyholder: Keyholder, space: UUID, episode: UUID, now: datetime) -> int:
    three, care = open_space(keyholder, space), episode_of(keyholder, episode)
    word = next((w.document for w in words_about_covering(keyholder, care) if w.document.space == space), None)
    if three.role is not Role.CLIENT or word is None:
        return 0
    looked_at = {seen.document.flag for seen in read_all(care.space, Acknowledgement)}
    raised = [flag for flag in read_all(care.space, RiskFlag) if flag.at >= word.at and flag.id not in looked_at]
    known = {lent.document.flag for lent in read_all(three, LentFlag)}
    new = [flag for flag in raised if flag.id not in known]
    if not new or not _is_open(three):
        return 0
    with writing(three, now=now) as work:
        there = {lent.document.flag for lent in read_all(work.space, LentFlag)}
        added = [
            work.add(LentFlag(flag.id, flag.document.level, flag.document.deadline, flag.document.row))
            for flag in new
            if flag.id not in there
        ]
        work.cover(_cover_of((*_open_in(work.space), *added)))
    return len(added)


def _is_open(three: OpenSpace) -> bool:
    stored = latest(three, Covering)
    return stored is not None and stored.document.state in (CoveringState.ASKED, CoveringState.ACTIVE)


def lent_flags(keyholder: Keyholder, found: OpenCovering) -> tuple[LentOne, ...]:
    """Newest first. Raises Hidden."""
    if found.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    seen = {each.document.flag: each for each in read_all(found.space, LentSeen)}
    flags = read_all(found.space, LentFlag)
    return tuple(LentOne(flag, seen.get(flag.id)) for flag in reversed(flags))


def lent_flag(keyholder: Keyholder, found: OpenCovering, record: UUID) -> LentOne:
    """One of `lent_flags`. Raises Hidden."""
    for each in lent_flags(keyholder, found):
        if each.stored.id == record:
            return each
    raise Hidden


def lent_open(keyholder: Keyholder) -> dict[UUID, Lent]:
    """By space of three: where a colleague has not looked yet. Reads covers alone."""
    found = ((cover.space, cover.get(Lent)) for cover in covering_covers(keyholder))
    return {space: lent for space, lent in found if lent and lent.open}


def acknowledge_lent(*, found: OpenCovering, flag: UUID, done: str, now: datetime) -> Stored[LentSeen]:
    """The colleague has looked and says what was done, once for each flag; the practice counts it as looked at.

    Raises Hidden (no such flag, or out by now) and NotYours (anybody else).
    """
    with writing(found.space, now=now) as work:
        stored = read(work.space, LentFlag, flag)
        for before in read_all(work.space, LentSeen):
            if before.document.flag == flag:
                return before
        seen = work.add(LentSeen(flag, done))
        work.cover(_cover_of(tuple(each for each in _open_in(work.space) if each.id != flag)))
        FlagRow.objects.filter(id=stored.document.row).update(acknowledged=True)
    return seen


def _open_in(three: OpenSpace) -> tuple[Stored[LentFlag], ...]:
    seen = {each.document.flag for each in read_all(three, LentSeen)}
    return tuple(flag for flag in read_all(three, LentFlag) if flag.id not in seen)


def _cover_of(waiting: tuple[Stored[LentFlag], ...]) -> Lent:
    return Lent(len(waiting), min((flag.document.deadline for flag in waiting), default=None))
