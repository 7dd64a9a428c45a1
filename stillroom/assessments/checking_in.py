"""How the talk felt: four questions after a session, skippable, for the two to see whether the work itself fits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.assessments.documents import KEPT, CheckIn, Latest
from stillroom.base.errors import Hidden
from stillroom.care.actions import NotNow, still_open
from stillroom.care.meetings import meetings_in
from stillroom.care.queries import CareEpisode
from stillroom.vault.covers import Cover, cover_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, read_all, writing

# So long after a session it is offered; nobody is reminded.
OFFERED = timedelta(days=7)
QUESTIONS: Mapping[str, str | Promise] = {
    "heard": _("I felt heard"),
    "mattered": _("We worked on what matters to me"),
    "fitted": _("The way we work fits me"),
    "felt_safe": _("I felt safe"),
}
SHORT: Mapping[str, str | Promise] = {
    "heard": _("Heard"),
    "mattered": _("What matters"),
    "fitted": _("How we work"),
    "felt_safe": _("Safe"),
}


def check_ins_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Stored[CheckIn], ...]:
    """Oldest first. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    return tuple(sorted(read_all(episode.space, CheckIn), key=lambda each: each.document.met))


def to_check_in(cover: Cover, now: datetime) -> datetime | None:
    """When the session ended about which nothing was said yet; None where there is none, or it is long ago."""
    latest = cover.get(Latest) or Latest()
    last = max(meetings_in(cover, now), default=None)
    if last is None or now - last > OFFERED or any(each.met == last for each in latest.check_ins):
        return None
    return last


def check_in(
    *, episode: CareEpisode, met: datetime, answers: Mapping[str, int | None], now: datetime
) -> Stored[CheckIn] | None:
    """Once for each session: what was sent first stands. None where every question was left open: nothing is kept.

    Raises NotNow (not in care, or no such session), NotYours (the therapist).
    """
    said = CheckIn(met, **answers)
    if all(each is None for each in said.answers):
        return None
    with writing(episode.space, now=now) as work:
        before = [each for each in read_all(work.space, CheckIn) if each.document.met == met]
        if before:
            return before[0]
        cover = cover_of(work.space)
        if not still_open(work=work) or met not in meetings_in(cover, now):
            raise NotNow
        latest = cover.get(Latest) or Latest()
        work.cover(replace(latest, check_ins=_newest((*latest.check_ins, said)), checked_in=now))
        return work.add(said)


def _newest(several: Sequence[CheckIn]) -> tuple[CheckIn, ...]:
    return tuple(sorted(several, key=lambda each: each.met)[-KEPT:])
