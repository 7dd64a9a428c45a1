"""What rooms on higher floors bring to the summary at the end: measures and goals, from the first to the last."""

from collections.abc import Callable, Collection

from stillroom.care.documents import Passage
from stillroom.care.queries import CareEpisode
from stillroom.vault.keyholders import Keyholder

OutcomesOf = Callable[[Keyholder, CareEpisode], Collection[Passage]]
_OUTCOMES: list[OutcomesOf] = []


def brings_outcomes(outcomes: OutcomesOf) -> OutcomesOf:
    """Registers what a room knows, in words that both may read; in the order in which the rooms are loaded."""
    _OUTCOMES.append(outcomes)
    return outcomes


def outcomes_in(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    return tuple(passage for outcomes in _OUTCOMES for passage in outcomes(keyholder, episode))
