"""What the first page of a file says in brief. It opens what it shows, and no more."""

from dataclasses import dataclass
from datetime import datetime

from stillroom.base.errors import Hidden
from stillroom.care.documents import Standing
from stillroom.care.queries import CareEpisode, TherapistStanding, therapist_standing
from stillroom.desk.seams import Plan, plan_in
from stillroom.intake.chapters import QUESTIONS
from stillroom.intake.documents import Answer, Formulation, gathered
from stillroom.intake.queries import formulation_of, shared_of
from stillroom.messaging.documents import Count
from stillroom.scheduling.documents import ahead_of
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored

IN_BRIEF = 2


@dataclass(frozen=True, slots=True)
class Brief:
    """`told`: the first (question, words) that were shared of the intake; `more`: how many others. `agreed`:
    how many texts were agreed to; `refused`: versions that were said no to. `met`, `written`: the last session and
    message; `sessions`: how many there were."""

    plan: Plan
    formulation: Stored[Formulation] | None
    told: tuple[tuple[str, str], ...]
    more: int
    agreed: int
    refused: int
    sessions: int
    met: datetime | None
    written: datetime | None
    standing: TherapistStanding
    now: datetime


def brief_of(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Brief:
    """Raises Hidden for anybody but the therapist of this episode."""
    if episode.space.role is not Role.THERAPIST or episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    cover = cover_of(episode.space)
    ahead, count, standing = ahead_of(cover, now), cover.get(Count), cover.get(Standing)
    shared = shared_of(keyholder, episode)
    told = [answer for under in gathered(shared.document.answers if shared else ()).values() for answer in under]
    return Brief(
        plan=plan_in(cover, now),
        formulation=formulation_of(keyholder, episode),
        told=tuple((_asked(answer), answer.words) for answer in told[:IN_BRIEF]),
        more=len(told[IN_BRIEF:]),
        agreed=len({name.partition(".")[0] for name in standing.agreed}) if standing else 0,
        refused=len(standing.refused) if standing else 0,
        sessions=ahead.done,
        met=ahead.over[-1].start if ahead.over else None,
        written=count.last_at if count else None,
        standing=therapist_standing(keyholder, episode.episode.therapist, now),
        now=now,
    )


def _asked(answer: Answer) -> str:
    """What it answers; "" for a question that is no longer asked."""
    return str(QUESTIONS[answer.question].words) if answer.question in QUESTIONS else ""
