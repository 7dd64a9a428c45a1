"""Scoring sheets, on one core: the PHQ-9, and the instrument that takes longest."""

import random
from collections.abc import Iterator

from benchmarks.sealing import spent
from benchmarks.table import Row, at_least
from stillroom.assessments.catalogue import catalogue
from stillroom.core.instruments.model import Instrument
from stillroom.core.instruments.scoring import scorer_of

GOALS = {"gbo": {"first": 2, "latest": 6}, "gas": {"weight": 6, "level": 1}}


def rows(rounds: int, sheets: int) -> Iterator[Row]:
    editions = {name: each for (name, _version), each in catalogue().items() if each.version == each.edition}
    speeds = {name: _speed(each, rounds, sheets) for name, each in editions.items()}
    yield at_least("PHQ-9 sheets scored a second", speeds["phq-9"], "sheets", 50_000)
    slowest = min(speeds, key=lambda name: speeds[name])
    title = editions[slowest].short_title
    yield Row(f"sheets of the slowest instrument scored a second: {title}", speeds[slowest], "sheets")


def _speed(instrument: Instrument, rounds: int, many: int) -> float:
    """Sheets a second: different ones, one answer in twenty open."""
    scorer, given = scorer_of(instrument), _sheets(instrument, many)

    def all_of_them() -> None:
        for sheet in given:
            scorer.score(sheet)

    return 1e6 * many / spent(all_of_them, rounds)


def _sheets(instrument: Instrument, many: int) -> list[list[object]]:
    """The same on every machine."""
    choose = random.Random(9)
    if instrument.goals:
        return [[GOALS[instrument.id]] * instrument.goals.least for _ in range(many)]
    values = [sorted(item.values) for item in instrument.items]
    return [[None if choose.random() < 0.05 else choose.choice(each) for each in values] for _ in range(many)]
