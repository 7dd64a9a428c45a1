"""Proposing, agreeing on, rating and doing. Every act names the version that its page showed.

`record` is the goal it is about; None is the first one, and in `propose_goal` a new one where `version` is 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.care.actions import still_open
from stillroom.care.queries import CareEpisode
from stillroom.plans.documents import (
    Agreed,
    Close,
    Goal,
    Intervention,
    Objective,
    Rating,
    Review,
    Step,
    Wording,
    cover_section_of,
    kept,
)
from stillroom.plans.standing import in_order, still_looking
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored, Writing, latest, read, read_all, writing
from stillroom.vault.spaces import Stale

# Two numbers that are the same within this time are one press that came twice.
ONE_PRESS = timedelta(seconds=10)
MOST_GOALS = 6
EARLY = datetime.min.replace(tzinfo=UTC)  # of goals from before it was written down when they began


class GoalMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("There is no goal here yet. Write one first."))


class GoalClosed(Refused):
    """The episode has not begun or has ended."""

    def __init__(self) -> None:
        super().__init__(_("This goal can only be read now. What you typed was not kept."))


class NotTheirs(Refused):
    """How near a goal feels is the client's to say."""

    def __init__(self) -> None:
        super().__init__(_("How near the goal feels is the other person's to say."))


class NoLevels(Refused):
    def __init__(self) -> None:
        super().__init__(_("This goal has no levels that you both agreed to. Please look at how it stands."))


class EnoughGoals(Refused):
    def __init__(self) -> None:
        super().__init__(_("Six goals are enough at one time. Close one first, or write this into one that is there."))


def propose_goal(
    *,
    episode: CareEpisode,
    words: str,
    steps: Sequence[str | Step],
    version: int,
    now: datetime,
    problem: str = "",
    objectives: Sequence[Objective] = (),
    interventions: Sequence[Intervention] = (),
    levels: Sequence[str] = (),
    said: str = "",
    record: UUID | None = None,
    another: bool = False,
) -> Stored[Goal]:
    """A new goal (`version` 0; `another`: beside those that are there) or a change to one. Whoever proposes has agreed;
    the other is asked. Changing what the other proposed is an answer to it: it stands in `against`.

    Steps that stay as they were stay done. Raises Stale when the other changed it meanwhile, GoalClosed, EnoughGoals.
    """
    given = tuple(_step(each) for each in steps)
    wording = Wording(words, given, problem, tuple(objectives), tuple(interventions), tuple(levels))
    with writing(episode.space, now=now) as work:
        _may_change(work)
        role = work.space.role
        stored = _again(work, wording, role) if another else _found(work, record)
        if stored and _stands(stored.document, wording, role):
            return stored
        if (stored.version if stored else 0) != version:
            raise Stale(_("The goal was changed meanwhile. What you typed is still here: look at the new one first."))
        before = _as_it_stands(stored) if stored else Goal(words="", begun=now)
        goal = replace(
            _worded(before, wording), agreed=frozenset({role}), by=role, said=said, against=_answered(before, role)
        )
        _cover(work, goal, stored)
        return work.add(goal) if stored is None else work.replace(stored, goal)


def _as_it_stands(stored: Stored[Goal]) -> Goal:
    """With what both agreed to written down as it is today, so that leaving a change brings back what was done since.

    A goal from before versions were kept was agreed to at the latest when it was last written.
    """
    goal = stored.document
    if not goal.is_agreed:
        return goal
    at = goal.versions[-1].at if goal.versions else stored.at
    return replace(goal, versions=(*goal.versions[:-1], Agreed(at, goal.wording)))


def _step(given: str | Step) -> Step:
    return given if isinstance(given, Step) else Step(given)


def _worded(goal: Goal, wording: Wording) -> Goal:
    """With this wording; a step that stays keeps that it is done, and its day unless another is given."""
    known = {step.what: step for step in goal.steps}
    steps = tuple(
        replace(step, words=old.words, done_at=old.done_at, due=step.due or old.due)
        if (old := known.get(step.what))
        else step
        for step in wording.steps
    )
    return replace(
        goal,
        words=wording.words,
        steps=steps,
        problem=wording.problem,
        objectives=wording.objectives,
        interventions=wording.interventions,
        levels=wording.levels,
    )


def _answered(before: Goal, role: Role) -> Wording | None:
    """The proposal that a change by `role` answers: the other's, or still the one that their own last one answered."""
    if before.is_agreed or before.by is None:
        return None
    return before.against if before.by is role else before.wording


def _stands(goal: Goal, wording: Wording, role: Role) -> bool:
    """Whether this very proposal stands already: the button was pressed twice, or nothing was changed."""
    return role in goal.agreed and _worded(goal, wording).wording == goal.wording and bool(goal.words)


def _again(work: Writing, wording: Wording, role: Role) -> Stored[Goal] | None:
    """The same new goal, if a press came twice. Raises EnoughGoals."""
    live = [each for each in read_all(work.space, Goal) if each.document.closed is None]
    found = next((each for each in live if each.version == 1 and _stands(each.document, wording, role)), None)
    if found is None and len(live) >= MOST_GOALS:
        raise EnoughGoals
    return found


def _found(work: Writing, record: UUID | None) -> Stored[Goal] | None:
    if record is not None:
        return read(work.space, Goal, record)
    return next(iter(in_order(read_all(work.space, Goal))), None)


def _cover(work: Writing, goal: Goal | None, stored: Stored[Goal] | None) -> None:
    """`goal` in the place of `stored`; None takes it out."""
    others = [each.document for each in read_all(work.space, Goal) if stored is None or each.id != stored.id]
    goals = sorted([*others, *([goal] if goal else [])], key=lambda each: each.begun or EARLY)
    looked = latest(work.space, Review)
    work.cover(cover_section_of(goals, looked.document if looked else None))


def _may_change(work: Writing) -> None:
    if not still_open(work=work):
        raise GoalClosed


def agree_on_goal(*, episode: CareEpisode, version: int, now: datetime, record: UUID | None = None) -> Stored[Goal]:
    """Says yes to exactly the version that was shown; said twice, it stands. Raises Stale, GoalMissing, GoalClosed."""
    role = episode.space.role

    def agree(goal: Goal) -> Goal:
        if role in goal.agreed:
            return goal
        yes = replace(goal, agreed=goal.agreed | {role})
        if not yes.is_agreed:
            return yes
        return replace(yes, versions=kept((*goal.versions, Agreed(now, goal.wording))), against=None)

    return _change(episode, version, now, agree, record)


def leave_as_it_was(*, episode: CareEpisode, version: int, now: datetime, record: UUID) -> Stored[Goal] | None:
    """Drops a change that waits: what both agreed to stands again. What both never agreed to is taken away (None).

    Either may say so, of their own proposal and of the other's. Raises Stale, GoalClosed, Hidden.
    """
    with writing(episode.space, now=now) as work:
        _may_change(work)
        stored = read(work.space, Goal, record)
        goal = stored.document
        if goal.is_agreed:
            return stored
        if stored.version != version:
            raise Stale(_("The goal was changed meanwhile. Please look at the new version and try again."))
        if goal.stood is None:
            _cover(work, None, stored)
            work.remove(stored)
            return None
        back = replace(
            _worded(goal, goal.stood), agreed=frozenset({Role.CLIENT, Role.THERAPIST}), said="", against=None, by=None
        )
        _cover(work, back, stored)
        return work.replace(stored, back)


def close_goal(*, episode: CareEpisode, how: Close | None, version: int, now: datetime, record: UUID) -> Stored[Goal]:
    """Works on it no more, or again (None). Raises Stale, GoalClosed, Hidden."""
    return _change(
        episode,
        version,
        now,
        lambda goal: goal if goal.closed is how else replace(goal, closed=how, closed_at=now if how else None),
        record,
    )


def rate_goal(
    *, episode: CareEpisode, value: int, version: int, now: datetime, record: UUID | None = None
) -> Stored[Goal]:
    """The client's 0 to 10. Raises NotTheirs for anybody else, Stale, GoalMissing; ValueError out of range."""
    if not 0 <= value <= 10:
        raise ValueError("a rating is 0 to 10")
    if episode.space.role is not Role.CLIENT:
        raise NotTheirs
    rating = Rating(now, value)

    def rate(goal: Goal) -> Goal:
        last = goal.ratings[-1] if goal.ratings else None
        if last and last.value == value and now - last.at < ONE_PRESS:
            return goal
        return replace(goal, ratings=(*goal.ratings, rating))

    return _change(episode, version, now, rate, record)


def rate_level(
    *, episode: CareEpisode, value: int, version: int, now: datetime, record: UUID | None = None
) -> Stored[Goal]:
    """Which of the goal's five levels it is today, -2 to 2, as the client sees it. Raises NotTheirs, NoLevels, Stale,
    GoalMissing; ValueError out of range."""
    if not -2 <= value <= 2:
        raise ValueError("a level is -2 to 2")
    if episode.space.role is not Role.CLIENT:
        raise NotTheirs

    def rate(goal: Goal) -> Goal:
        if not goal.levels or not goal.is_agreed:
            raise NoLevels
        last = goal.attained[-1] if goal.attained else None
        if last and last.value == value and now - last.at < ONE_PRESS:
            return goal
        return replace(goal, attained=(*goal.attained, Rating(now, value)))

    return _change(episode, version, now, rate, record)


def tick_step(
    *, episode: CareEpisode, words: str, done: bool, version: int, now: datetime, record: UUID | None = None
) -> Stored[Goal]:
    """Marks a step as done, or takes that back. Raises Stale, GoalMissing, GoalClosed."""

    def tick(step: Step) -> Step:
        return step if (step.done_at is not None) == done else replace(step, done_at=now if done else None)

    return _change(episode, version, now, lambda goal: _with_step(goal, words, tick), record)


def set_day(
    *, episode: CareEpisode, words: str, due: date | None, version: int, now: datetime, record: UUID | None = None
) -> Stored[Goal]:
    """By which day a step is to be done, or that there is none; a day asks nobody again. Raises like `tick_step`."""
    return _change(
        episode, version, now, lambda goal: _with_step(goal, words, lambda step: replace(step, due=due)), record
    )


def _with_step(goal: Goal, words: str, change: Callable[[Step], Step]) -> Goal:
    return replace(goal, steps=tuple(change(step) if step.words == words else step for step in goal.steps))


def keep_review(*, episode: CareEpisode, review: Review, version: int, now: datetime) -> Stored[Review]:
    """What the two found. Later words of one look take the place of the earlier. Raises Stale, GoalClosed.

    `version`: of the review that the page showed, 0 where it began a new one.
    """
    with writing(episode.space, now=now) as work:
        _may_change(work)
        today = still_looking(latest(work.space, Review), now)
        if today and replace(review, at=today.document.at) == today.document:
            return today
        if (today.version if today else 0) != version:
            raise Stale(_("The other wrote here meanwhile. What you typed is still here: look at theirs first."))
        goals = [each.document for each in read_all(work.space, Goal)]
        work.cover(cover_section_of(goals, review))
        return work.add(review) if today is None else work.replace(today, review)


def _change(
    episode: CareEpisode, version: int, now: datetime, change: Callable[[Goal], Goal], record: UUID | None
) -> Stored[Goal]:
    """What leaves the goal as it is was pressed twice, and is no error whatever version the page showed."""
    with writing(episode.space, now=now) as work:
        _may_change(work)
        stored = _found(work, record)
        if stored is None:
            raise GoalMissing
        goal = change(stored.document)
        if goal == stored.document:
            return stored
        if stored.version != version:
            raise Stale(_("The goal was changed meanwhile. Please look at the new version and try again."))
        _cover(work, goal, stored)
        return work.replace(stored, goal)
