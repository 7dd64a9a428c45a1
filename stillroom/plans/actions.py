"""Proposing, agreeing on, rating and doing. Every act names the version that its page showed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.care.actions import still_open
from stillroom.care.queries import CareEpisode
from stillroom.plans.documents import Goal, Rating, Step, cover_section_of
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored, Writing, latest, writing
from stillroom.vault.spaces import Stale

# Two numbers that are the same within this time are one press that came twice.
ONE_PRESS = timedelta(seconds=10)


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


def propose_goal(
    *, episode: CareEpisode, words: str, steps: Sequence[str], version: int, now: datetime
) -> Stored[Goal]:
    """A first goal (`version` 0) or a change to it. Whoever proposes has agreed; the other is asked.

    Steps that stay as they were stay done. Raises Stale when the other has changed it meanwhile, and GoalClosed.
    """
    with writing(episode.space, now=now) as work:
        _may_change(work)
        stored = latest(work.space, Goal)
        if stored and _is_again(stored, work.space.role, words, steps):
            return stored
        if (stored.version if stored else 0) != version:
            raise Stale(_("The goal was changed meanwhile. What you typed is still here: look at the new one first."))
        before = stored.document if stored else Goal(words="")
        done = {step.words: step.done_at for step in before.steps}
        goal = replace(
            before,
            words=words,
            steps=tuple(Step(step, done.get(step)) for step in steps),
            agreed=frozenset({work.space.role}),
        )
        work.cover(cover_section_of(goal))
        return work.add(goal) if stored is None else work.replace(stored, goal)


def _may_change(work: Writing) -> None:
    if not still_open(work=work):
        raise GoalClosed


def _is_again(stored: Stored[Goal], role: Role, words: str, steps: Sequence[str]) -> bool:
    """Whether this very proposal stands already: the button was pressed twice."""
    goal = stored.document
    return (goal.words, [step.words for step in goal.steps]) == (words, list(steps)) and role in goal.agreed


def agree_on_goal(*, episode: CareEpisode, version: int, now: datetime) -> Stored[Goal]:
    """Says yes to exactly the version that was shown; said twice, it stands. Raises Stale, GoalMissing, GoalClosed."""
    role = episode.space.role
    return _change(episode, version, now, lambda goal: replace(goal, agreed=goal.agreed | {role}))


def rate_goal(*, episode: CareEpisode, value: int, version: int, now: datetime) -> Stored[Goal]:
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

    return _change(episode, version, now, rate)


def tick_step(*, episode: CareEpisode, words: str, done: bool, version: int, now: datetime) -> Stored[Goal]:
    """Marks a step as done, or takes that back. Raises Stale, GoalMissing, GoalClosed."""

    def tick(goal: Goal) -> Goal:
        steps = (
            replace(s, done_at=now if done else None) if s.words == words and (s.done_at is not None) != done else s
            for s in goal.steps
        )
        return replace(goal, steps=tuple(steps))

    return _change(episode, version, now, tick)


def _change(episode: CareEpisode, version: int, now: datetime, change: Callable[[Goal], Goal]) -> Stored[Goal]:
    """What leaves the goal as it is was pressed twice, and is no error whatever version the page showed."""
    with writing(episode.space, now=now) as work:
        _may_change(work)
        stored = latest(work.space, Goal)
        if stored is None:
            raise GoalMissing
        goal = change(stored.document)
        if goal == stored.document:
            return stored
        if stored.version != version:
            raise Stale(_("The goal was changed meanwhile. Please look at the new version and try again."))
        work.cover(cover_section_of(goal))
        return work.replace(stored, goal)
