"""A client looks for somebody else: what is told, and whether this ends now."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stillroom.care.actions import NotNow, still_open
from stillroom.care.queries import CareEpisode
from stillroom.care.telling import Told, tell
from stillroom.scheduling.actions.booking import end_care
from stillroom.scheduling.documents import ELSEWHERE
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import writing


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
