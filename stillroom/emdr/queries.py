"""Whether sets of left and right are open in an episode, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime

from stillroom.assessments.queries import responses_of
from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode
from stillroom.core.emdr import ASSESS_FROM, LASTS, SLOW_FROM, Lock, Screen, Signed, locks
from stillroom.core.instruments.comparisons import Number
from stillroom.emdr.documents import Body, Readiness
from stillroom.emdr.screens import is_positive
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read_all

DES, ASQ = "des-ii", "asq"


@dataclass(frozen=True, slots=True)
class Standing:
    """`locks`: empty where it is open. `des`: the mean of the newest DES-II; `danger`: the newest ASQ is positive."""

    locks: tuple[Lock, ...]
    body: Stored[Body] | None
    signed: Stored[Readiness] | None
    des: Number | None
    danger: bool

    @property
    def is_open(self) -> bool:
        return not self.locks

    @property
    def until(self) -> datetime | None:
        return self.signed.at + LASTS if self.signed and self.signed.document.is_open else None

    @property
    def must_assess(self) -> bool:
        return self.des is not None and self.des >= ASSESS_FROM

    @property
    def slowly(self) -> bool:
        return self.des is not None and SLOW_FROM <= self.des < ASSESS_FROM


def standing_of(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Standing:
    """For both. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    body, lists = latest(episode.space, Body), read_all(episode.space, Readiness)
    signed = max(lists, key=lambda each: (each.at, each.id.bytes), default=None)
    newest = {measure.instrument.id: measure.latest for measure in responses_of(keyholder, episode)}
    des, asq = newest.get(DES), newest.get(ASQ)
    mean = des.main.value if des else None
    danger = asq is not None and is_positive(asq)
    found = locks(
        Signed(signed.at, signed.document.is_open, bool(signed.document.assessment), bool(signed.document.safety))
        if signed
        else None,
        asked=body.at if body else None,
        dissociation=Screen(des.sheet.finished, mean is not None and mean >= ASSESS_FROM) if des else None,
        risk=Screen(asq.sheet.finished, danger) if asq else None,
        now=now,
    )
    return Standing(found, body, signed, mean, danger)


def ever_signed(keyholder: Keyholder, episode: CareEpisode) -> bool:
    """Whether there is anything to look at: most episodes have none of it. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return latest(episode.space, Readiness) is not None
