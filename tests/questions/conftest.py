"""A practice in which Max reads questions, limits that start anew, and a clock that lets pages be sent at once."""

from collections.abc import Iterator

import pytest

from stillroom.accounts import limits as accounts_limits
from stillroom.questions import limits
from stillroom.questions.actions import start_reading
from stillroom.questions.views import asking
from tests.cast import Person
from tests.practice.cast import AT


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    buckets = (limits.NETWORKS, limits.NEIGHBOURS, accounts_limits.NETWORKS, accounts_limits.NEIGHBOURS)
    for each in buckets:
        each.empty_all()
    yield
    for each in buckets:
        each.empty_all()


@pytest.fixture
def read(founded: Person) -> Person:
    """Max, who reads questions."""
    start_reading(keyholder=founded.keyholder, now=AT)
    return founded


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds in a test of something else."""
    monkeypatch.setattr(asking, "PAUSE", 0)
