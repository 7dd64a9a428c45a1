"""A client looks for somebody else: what is told, and whether this ends now."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stillroom.care.actions import NotNow, still_open
from stillroom.care.queries import CareEpisode
from stillroom.care.telling import Told, tell
from stillroom.scheduling.actions.booking import end_care
from stillroom.scheduling.documents import ELSEWHERE, Beside, KeptBeside
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import latest, writing
from stillroom.vault.spaces import own_space


def see_somebody_else(
    *, keyholder: Keyholder, episode: CareEpisode, say: bool, words: str, end: bool, now: datetime, record: UUID | None
) -> None:
    """Says so to the therapist if the client wants (`say`, once for each `record`), and ends it if they want: both or
    neither. Raises NotNow when it has ended meanwhile, and for anybody but the client."""
    with transaction.atomic():
        with writing(episode.space, now=now) as work:
            if work.space.role is not Role.CLIENT or not still_open(work=work):
                raise NotNow
            if say:
                tell(work=work, told=Told(ELSEWHERE), words=words, record=record)
        if end:
            end_care(keyholder=keyholder, episode=episode, now=now)


def keep_beside(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> None:
    """The client keeps this one beside a newer one, and is not asked again. Nobody else reads it. Pressed twice, it
    stands once. Raises NotNow for anybody but the client."""
    if episode.space.role is not Role.CLIENT:
        raise NotNow
    with writing(own_space(keyholder, SpaceKind.JOURNAL), now=now) as work:
        before = latest(work.space, KeptBeside)
        known = before.document.spaces if before else ()
        if episode.id in known:
            return
        kept = KeptBeside((*known, episode.id))
        if before:
            work.replace(before, kept)
        else:
            work.add(kept)
        work.cover(Beside(kept.spaces))
