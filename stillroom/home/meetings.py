"""Tells the questionnaires when the two met: neighbours do not know each other, and both are known here."""

from collections.abc import Sequence
from datetime import datetime

from stillroom.assessments.meetings import tells_meetings
from stillroom.scheduling.documents import ahead_of
from stillroom.vault.covers import Cover


@tells_meetings
def ends_of_sessions(cover: Cover, now: datetime) -> Sequence[datetime]:
    return [item.end for item in ahead_of(cover, now).over]
