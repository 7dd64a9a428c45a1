"""A safe call of Ada's, and what the page behind its link says."""

from dataclasses import replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.base.ids import new_id
from stillroom.practice.queries import practice
from stillroom.safecalls import queries
from stillroom.safecalls.actions import begin
from stillroom.safecalls.documents import SafeCallPlan
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored
from tests.cast import NOW

NOTE = "Kanarienvogel by the river, with V."
CLEAR, DURESS = "lemon tree", "apple tree"


class HasKeyholder(Protocol):
    keyholder: Keyholder


@pytest.fixture(autouse=True)
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    """The practice of these tests watches over safe calls. Each module that imports this one's names has it."""
    monkeypatch.setattr(queries, "practice", lambda: replace(practice(), safe_calls=True))


def calling(
    person: HasKeyholder, *, now: datetime = NOW, count: int = 1, record: UUID | None = None
) -> Stored[SafeCallPlan]:
    """In an hour, 20 minutes of grace."""
    return begin(
        keyholder=person.keyholder,
        record=record or new_id(),
        buddy="Uma",
        note=NOTE,
        first=60,
        again=60,
        count=count,
        grace=20,
        all_clear=CLEAR,
        duress=DURESS,
        now=now,
    )


def pressed(call: UUID) -> bytes | None:
    """What a stranger with the link is handed by the button, in a browser of their own."""
    answer = Client().post(reverse("safecalls:open", args=[call]))
    assert answer.status_code in (200, 204)
    return answer.content or None
