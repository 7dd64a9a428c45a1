"""When reprocessing by sets of left and right may begin, when it is complete, and when it stands still.

Phases, figures for SUD and VOC: Shapiro, Eye Movement Desensitization and Reprocessing Therapy, 3rd ed. (2018). DES-II
from 30 on: a full assessment first (Carlson & Putnam 1993); a low score clears nobody (J EMDR Pract Res 2022). What is
this project's own choice says so.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

LASTS = timedelta(days=90)
"""How long a signed list counts: this project's choice."""
ASSESS_FROM, SLOW_FROM = 30, 20
"""Of the DES-II's mean."""
STILL = 3
"""So many sets in a row with more disturbance than before, without movement."""


class Need(StrEnum):
    """What stands before a first set, in the order in which it is asked."""

    TRAINING = "training"
    CONSENT = "consent"
    STOP = "stop"
    REACH = "reach"
    ALONE = "alone"
    ALLIANCE = "alliance"
    CALM = "calm"
    SHIFT = "shift"
    DISSOCIATION = "dissociation"
    RISK = "risk"
    ABUSE = "abuse"
    BODY = "body"
    LAW = "law"
    AFTER = "after"


NEVER_WAIVED = frozenset({Need.TRAINING, Need.CONSENT, Need.STOP})
"""All others may be missing with a reason: a list that can only be ticked breeds ticking."""


class Lock(StrEnum):
    """Why it is not open."""

    UNASKED = "unasked"
    UNSIGNED = "unsigned"
    CLOSED = "closed"
    OLD = "old"
    CHANGED = "changed"
    DISSOCIATION = "dissociation"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Signed:
    """`assessed`, `made_safe`: words stand there on a dissociation assessment, on what was done about danger."""

    at: datetime
    is_open: bool
    assessed: bool
    made_safe: bool


@dataclass(frozen=True, slots=True)
class Screen:
    """The newest DES-II or ASQ. `locks`: it asks for words before anything goes on."""

    at: datetime
    locks: bool


def missing(yes: Collection[Need], because: Collection[Need]) -> tuple[Need, ...]:
    """What is neither met nor going on for a reason; a reason does not help with what is never waived."""
    return tuple(need for need in Need if need not in yes and (need in NEVER_WAIVED or need not in because))


def locks(
    signed: Signed | None, *, asked: datetime | None, dissociation: Screen | None, risk: Screen | None, now: datetime
) -> tuple[Lock, ...]:
    """Empty: open. `asked`: when the client last said what their body needs; a list signed before is of no use."""
    if asked is None:
        return (Lock.UNASKED,)
    if signed is None:
        return (Lock.UNSIGNED,)
    if not signed.is_open:
        return (Lock.CLOSED,)
    found = []
    if now - signed.at >= LASTS:
        found.append(Lock.OLD)
    if asked > signed.at:
        found.append(Lock.CHANGED)
    if _waits(dissociation, signed, said=signed.assessed):
        found.append(Lock.DISSOCIATION)
    if _waits(risk, signed, said=signed.made_safe):
        found.append(Lock.RISK)
    return tuple(found)


def _waits(screen: Screen | None, signed: Signed, *, said: bool) -> bool:
    return screen is not None and screen.locks and not (said and signed.at >= screen.at)


def is_complete(sud: int | None, voc: int | None, *, scan_clear: bool, as_good_as: bool = False) -> bool:
    """Disturbance gone, the wanted words fully true, the body quiet. `as_good_as`: 1 and 6 are what life allows."""
    if sud is None or voc is None:
        return False
    return scan_clear and sud <= (1 if as_good_as else 0) and voc >= (6 if as_good_as else 7)


def stands_still(suds: Sequence[int | None]) -> bool:
    """Whether disturbance rose in each of the last three sets in which it was asked: time to stop and look."""
    said = [each for each in suds if each is not None]
    last = said[-(STILL + 1) :]
    return len(last) > STILL and all(later > earlier for earlier, later in pairwise(last))
