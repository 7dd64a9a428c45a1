"""What a new note begins with: times, medium, risk, goal and measures as the other rooms know them.

The page shows all of it, and it can be changed; nothing of it is kept before its therapist saves or signs.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.assessments.queries import responses_of
from stillroom.assessments.readings import Reading
from stillroom.base.times import local_time
from stillroom.care.queries import CareEpisode
from stillroom.core.instruments.rules import Level
from stillroom.notes.documents import Note
from stillroom.notes.queries import Session, sessions_of, usual_headings
from stillroom.plans.documents import Goal
from stillroom.plans.queries import goals_of
from stillroom.safety.levels import WORDS
from stillroom.safety.queries import Flag, flags_of, level_of
from stillroom.vault.keyholders import Keyholder

HOW_SOON: Mapping[str, str | Promise] = {
    Level.REVIEW: gettext_lazy("to be read"),
    Level.ELEVATED: gettext_lazy("due the same day"),
    Level.HIGH: gettext_lazy("due now"),
    Level.URGENT: gettext_lazy("due at once"),
}


def first_words(keyholder: Keyholder, episode: CareEpisode, session: Session, zone: str, now: datetime) -> Note:
    """What a note begins with: the usual form, the planned times; flags that are open or came since the last note,
    and the goals that moved and what was answered since then."""
    before = [
        each for each in sessions_of(keyholder, episode, now) if each.note and each.time.start < session.time.start
    ]
    since = before[0].time.start if before else None
    goals = [each.document for each in goals_of(keyholder, episode) if each.document.closed is None]
    measures = responses_of(keyholder, episode)
    new = (
        each for measure in measures for each in measure.readings[-1:] if since is None or each.sheet.finished > since
    )
    return Note(
        episode=episode.id,
        session=session.stored.id,
        start=session.time.start,
        stop=session.time.end,
        medium=session.time.medium,
        headings=usual_headings(keyholder),
        risk=_risk(keyholder, episode, since, zone),
        goal="; ".join(_goal(goal, since) for goal in _touched(goals, since)),
        measures="; ".join(_measured(each, zone) for each in new),
    )


def _touched(goals: Sequence[Goal], since: datetime | None) -> Sequence[Goal]:
    """Those that were rated, or of which a step was done, since the last note; all that are open where none was."""
    if since is None:
        return goals
    moved = [goal for goal in goals if _moved_last(goal) > since]
    return moved or goals


def _moved_last(goal: Goal) -> datetime:
    days = [rating.at for rating in goal.ratings] + [step.done_at for step in goal.steps if step.done_at]
    return max(days, default=datetime.min.replace(tzinfo=UTC))


def _goal(goal: Goal, since: datetime | None) -> str:
    rated = [rating for rating in goal.ratings if since is None or rating.at > since]
    return f"{goal.words} ({rated[-1].value}/10)" if rated else goal.words


def _raised(flags: Iterable[Flag], since: datetime | None, zone: str) -> str:
    new = [flag for flag in flags if since is None or flag.stored.at > since or flag.seen is None]
    if not new:
        return _("No flag was raised since the last note.")
    return "; ".join(_flag(flag, zone) for flag in new)


def _risk(keyholder: Keyholder, episode: CareEpisode, since: datetime | None, zone: str) -> str:
    """Flags, and how soon to look as the therapist last said it, unless a flag says more since."""
    raised, standing = _raised(flags_of(keyholder, episode), since, zone), level_of(keyholder, episode)
    if not standing.words or standing.is_raised_since:
        return raised
    values = {"level": WORDS[standing.level], "day": local_time(standing.words[0].at, zone).day}
    return f"{raised} {_('How soon to look, as you said on %(day)s: %(level)s.') % values}"


def _flag(flag: Flag, zone: str) -> str:
    values = {
        "day": local_time(flag.stored.at, zone).day,
        "soon": HOW_SOON.get(flag.stored.document.level, flag.stored.document.level),
    }
    if flag.seen is None:
        return _("Open flag of %(day)s (%(soon)s): nobody has looked yet") % values
    return _("Flag of %(day)s (%(soon)s): looked at") % values


def _measured(reading: Reading, zone: str) -> str:
    main = reading.main
    highest = "" if main.highest is None else f"/{main.highest}"
    score = _("no score") if main.value is None else f"{main.value:g}{highest}"
    label = f" ({reading.label})" if reading.label else ""
    return f"{reading.instrument.short_title} {score}{label}, {local_time(reading.sheet.finished, zone).day}"
