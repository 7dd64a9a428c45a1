"""Proposing, agreeing on, rating and doing. Every act names the version that its page showed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.care.queries import CareEpisode
from stillroom.plans.documents import Goal, Rating, Step, cover_section_of
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored, latest, writing
from stillroom.vault.spaces import Stale


class GoalMissing(Refused):
    def __init__(self) -> None:
        super().__init__(_("There is no goal here yet. Write one first."))


class NotTheirs(Refused):
    """How near a goal feels is the client's to say."""

    def __init__(self) -> None:
        super().__init__(_("How near the goal feels is the other person's to say."))


def propose_goal(
    *, episode: CareEpisode, words: str, steps: Sequence[str], version: int, now: datetime
) -> Stored[Goal]:
    """A first goal (`version` 0) or a change to it. Whoever proposes has agreed; the other is asked.

    Steps that stay as they were stay done. Raises Stale when the other has changed it meanwhile.
    """
    with writing(episode.space, now=now) as work:
        stored = latest(work.space, Goal)
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


def agree_on_goal(*, episode: CareEpisode, version: int, now: datetime) -> Stored[Goal]:
    """Says yes to exactly the version that was shown. Raises Stale and GoalMissing."""
    role = episode.space.role
    return _change(episode, version, now, lambda goal: replace(goal, agreed=goal.agreed | {role}))


def rate_goal(*, episode: CareEpisode, value: int, version: int, now: datetime) -> Stored[Goal]:
    """The client's 0 to 10. Raises NotTheirs for anybody else, Stale, GoalMissing; ValueError out of range."""
    if not 0 <= value <= 10:
        raise ValueError("a rating is 0 to 10")
    if episode.space.role is not Role.CLIENT:
        raise NotTheirs
    rating = Rating(now, value)
    return _change(episode, version, now, lambda goal: replace(goal, ratings=(*goal.ratings, rating)))


def tick_step(*, episode: CareEpisode, words: str, done: bool, version: int, now: datetime) -> Stored[Goal]:
    """Marks a step as done, or takes that back."""

    def tick(goal: Goal) -> Goal:
        steps = (replace(s, done_at=now if done else None) if s.words == words else s for s in goal.steps)
        return replace(goal, steps=tuple(steps))

    return _change(episode, version, now, tick)


def _change(episode: CareEpisode, version: int, now: datetime, change: Callable[[Goal], Goal]) -> Stored[Goal]:
    with writing(episode.space, now=now) as work:
        stored = latest(work.space, Goal)
        if stored is None:
            raise GoalMissing
        if stored.version != version:
            raise Stale(_("The goal was changed meanwhile. Please look at the new version and try again."))
        goal = change(stored.document)
        work.cover(cover_section_of(goal))
        return work.replace(stored, goal)
