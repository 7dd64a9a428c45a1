"""Jobs of one test alone."""

import pytest

from stillroom.outbox import periodic, queries


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, periodic.Job]:
    """The registry, empty."""
    own: dict[str, periodic.Job] = {}
    monkeypatch.setattr(periodic, "_JOBS", own)
    monkeypatch.setattr(queries, "JOBS", own)
    return own
