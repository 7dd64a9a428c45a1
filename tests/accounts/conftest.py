"""Cheap Argon2 behind the pages, and limits that start anew with each test."""

from collections.abc import Iterator

import pytest

from stillroom.accounts import limits, opening
from stillroom.accounts.views import joining, recovering, settings, signing_in
from tests.cast import CHEAP


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    for view in (joining, recovering, settings, signing_in):
        monkeypatch.setattr(view, "POLICY", CHEAP)


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    buckets = (limits.NAMES, limits.NETWORKS, limits.NEIGHBOURS)
    for each in buckets:
        each.empty_all()
    yield
    for each in buckets:
        each.empty_all()


@pytest.fixture(autouse=True)
def no_conditions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms above (the practice must be open) are not what these tests are about."""
    monkeypatch.setattr(opening, "_conditions", [])
