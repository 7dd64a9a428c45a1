"""Tells the questionnaires when the two met, and of their goals: neighbours do not know each other."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from stillroom.care.meetings import Happening, What, tells_happenings, tells_meetings
from stillroom.care.queries import CareEpisode
from stillroom.plans.documents import Close
from stillroom.plans.queries import goals_of
from stillroom.scheduling.documents import AppointmentState, ahead_of
from stillroom.scheduling.queries import appointments_in
from stillroom.vault.covers import Cover
from stillroom.vault.keyholders import Keyholder


@tells_meetings
def ends_of_sessions(cover: Cover, now: datetime) -> Sequence[datetime]:
    return [item.end for item in ahead_of(cover, now).over]


@tells_happenings
def sessions(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Iterator[Happening]:
    for each in appointments_in(keyholder, episode.space):
        if each.document.state is AppointmentState.CONFIRMED and each.document.end <= now:
            yield Happening(each.document.end, What.MET)


@tells_happenings
def goals(keyholder: Keyholder, episode: CareEpisode, now: datetime) -> Iterator[Happening]:
    """When each was agreed first, and when it was reached."""
    for each in goals_of(keyholder, episode):
        goal = each.document
        if goal.versions:
            yield Happening(goal.versions[0].at, What.AGREED, goal.words)
        if goal.closed is Close.REACHED and goal.closed_at:
            yield Happening(goal.closed_at, What.REACHED, goal.words)
