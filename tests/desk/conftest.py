"""Pages that are looked at in the moment of the tests, whenever they are run."""

from types import SimpleNamespace

import pytest

from tests.care.cast import list_person, toms
from tests.care.pair import pair
from tests.cast import NOW
from tests.scheduling.cast import week

__all__ = ["list_person", "pair", "toms", "week"]


@pytest.fixture(autouse=True)
def it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stillroom.desk.views.people.timezone", SimpleNamespace(now=lambda: NOW))
