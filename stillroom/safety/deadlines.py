"""By when a person looks at a flag: counted in the practice's on-call hours, because nobody looks outside them."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from stillroom.core.instruments.rules import Level
from stillroom.practice.file import OnCall
from stillroom.practice.help_lines import Hours

WEEK = timedelta(weeks=1)
# Coarse, so that the readable row says less about when somebody wrote something.
GRAIN = timedelta(minutes=5)
# For these the person on call need not wait for the therapist.
AT_ONCE = frozenset({Level.HIGH, Level.URGENT})


def stretches(hours: Hours, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """On-call stretches of last, this and next week, half-open, in UTC, in no order."""
    local = now.astimezone(hours.zone)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), time(), hours.zone)
    for week in (monday - WEEK, monday, monday + WEEK):
        for window in hours.windows or ():
            # Adding to an aware local time moves the clock on the wall, not the elapsed time: what hours mean.
            start, end = (week + timedelta(minutes=minute) for minute in (window.start, window.end))
            yield start.astimezone(UTC), end.astimezone(UTC)


def looks_from(hours: Hours, now: datetime) -> datetime:
    """`now` in on-call hours, otherwise when they next begin."""
    return min(max(start, now) for start, end in stretches(hours, now) if end > now)


def deadline(level: Level, on_call: OnCall, now: datetime) -> datetime:
    """Aware UTC. URGENT: at once; HIGH: within the practice's own time to reach somebody; else: the same day.

    The same day ends with its on-call hours, or at midnight, but never sooner than a HIGH one would.
    """
    begins = looks_from(on_call.hours, now)
    if level is Level.URGENT:
        return _coarse(begins)
    soon = begins + on_call.contact_within
    if level is Level.HIGH:
        return _coarse(soon)
    return _coarse(max(soon, _closes(on_call, begins, now)))


def passed_on(level: Level, on_call: OnCall, now: datetime) -> datetime:
    """When the person on call may open the card, aware UTC: in their hours for what is AT_ONCE; for the same day early
    enough that they can still reach somebody in it."""
    begins = looks_from(on_call.hours, now)
    if level in AT_ONCE:
        return _coarse(begins)
    soon = begins + on_call.contact_within
    return _coarse(max(soon, _closes(on_call, begins, now) - on_call.contact_within))


def _closes(on_call: OnCall, begins: datetime, now: datetime) -> datetime:
    """The end of on-call hours on the day of `begins`, or its midnight."""
    day = begins.astimezone(on_call.hours.zone).date() + timedelta(days=1)
    midnight = datetime.combine(day, time(), on_call.hours.zone).astimezone(UTC)
    open_today = (span for span in stretches(on_call.hours, now) if span[0] < midnight and span[1] > begins)
    return max(min(end, midnight) for _start, end in open_today)


def _coarse(at: datetime) -> datetime:
    seconds = int(at.timestamp())
    return datetime.fromtimestamp(seconds - seconds % int(GRAIN.total_seconds()), UTC)
