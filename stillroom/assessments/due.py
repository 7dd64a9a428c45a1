"""Which suggested questions are due, and never more than some minutes of them a week. Values in, values out.

Only what the client said yes to is ever due. What would make a week too long waits for the next one: the most overdue
goes first. Five minutes: tools for measured care that take longer are not kept up (ADR 34).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stillroom.assessments.catalogue import catalogue
from stillroom.assessments.documents import Assigned, Cadence, Latest, Reply
from stillroom.vault.covers import Cover

MOST_MINUTES = 5
WEEK = timedelta(weeks=1)
EVERY: Mapping[Cadence, timedelta] = {
    Cadence.SESSION: WEEK,  # where no session is known of
    Cadence.WEEK: WEEK,
    Cadence.FORTNIGHT: timedelta(weeks=2),
    Cadence.MONTH: timedelta(days=30),
    Cadence.QUARTER: timedelta(weeks=10),
}


@dataclass(frozen=True, slots=True)
class Due:
    """Ids of questionnaires: to answer `now`, and due but `later` because the week is full. `minutes`: of those now.

    `waits`: suggested, and the client has not said yes or no.
    """

    now: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    minutes: int = 0
    waits: tuple[str, ...] = ()


def due_at(one: Assigned, answered: datetime | None, sessions: Sequence[datetime]) -> datetime | None:
    """When it is next due; None while no session has ended since it was last answered. `sessions`: their ends."""
    if answered is None:
        return one.since
    if one.every is Cadence.SESSION and sessions:
        return min((end for end in sessions if end > answered), default=None)
    return answered + EVERY[one.every]


def due(
    items: Iterable[Assigned],
    answered: Mapping[str, datetime],
    now: datetime,
    sessions: Sequence[datetime] = (),
    minutes_of: Callable[[str], int] | None = None,
) -> Due:
    """`answered`: when each questionnaire was last answered. `minutes_of`: by its id; else from the catalogue."""
    minutes_of = minutes_of or _minutes
    items = tuple(items)
    times = [
        (at, each.instrument) for each in items if each.reply is Reply.YES and (at := _at(each, answered, sessions))
    ]
    spent = sum(minutes_of(name) for name, at in answered.items() if now - WEEK < at <= now)
    taken: list[str] = []
    later: list[str] = []
    for _due_at, name in sorted(pair for pair in times if pair[0] <= now):
        # One that is longer than a whole week's minutes has a week to itself.
        if spent == 0 or spent + minutes_of(name) <= MOST_MINUTES:
            spent += minutes_of(name)
            taken.append(name)
        else:
            later.append(name)
    waits = tuple(each.instrument for each in items if each.reply is None)
    return Due(tuple(taken), tuple(later), sum(map(minutes_of, taken)), waits)


def _at(one: Assigned, answered: Mapping[str, datetime], sessions: Sequence[datetime]) -> datetime | None:
    return due_at(one, answered.get(one.instrument), sessions)


def _minutes(instrument: str) -> int:
    return max(
        (each.administration.est_minutes for (name, _v), each in catalogue().items() if name == instrument), default=0
    )


def due_of(cover: Cover, now: datetime, sessions: Sequence[datetime] = ()) -> Due:
    """From a cover alone."""
    latest = cover.get(Latest)
    if latest is None or not latest.assigned:
        return Due()
    return due(latest.assigned, {sheet.instrument: sheet.finished for sheet in latest.sheets}, now, sessions)


def missed(one: Assigned, answered: datetime | None, now: datetime, sessions: Sequence[datetime] = ()) -> int:
    """How many times in a row it was left out: it was due, and due again. 0 unless the client said yes to it, and
    before the first answer; the time before a yes or a new pace does not count."""
    if one.reply is not Reply.YES or answered is None:
        return 0
    since = max(answered, one.since)
    if one.every is Cadence.SESSION and sessions:
        return max(sum(end > since for end in sessions) - 1, 0)
    return max((now - since) // EVERY[one.every] - 1, 0)


def left_out_at(one: Assigned, answered: datetime, times: int, sessions: Sequence[datetime] = ()) -> datetime:
    """When it had been left out `times` in a row. Call where `missed` says that it was."""
    since = max(answered, one.since)
    if one.every is Cadence.SESSION and sessions:
        return sorted(end for end in sessions if end > since)[times]
    return since + (times + 1) * EVERY[one.every]
