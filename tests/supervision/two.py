"""Tom asks Iris about somebody without a name. He is in care with Ada, and her name must lead nowhere from there."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from stillroom.base.ids import new_id
from stillroom.care.queries import CareEpisode
from stillroom.practice.listings import Listing
from stillroom.practice.queries import listing_of
from stillroom.supervision.actions import Asked, answer_case, ask_colleague
from stillroom.supervision.queries import OpenCase, case_of
from tests.care.cast import Lister
from tests.cast import NOW, Person

SECRET = "How do I sit with a silence that frightens me more than her?"
UNTIL = NOW.date() + timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Two:
    ada: Person
    tom: Person
    iris: Person
    care: UUID
    toms: Listing
    iriss: Listing

    def asked(self, until: date = UNTIL, drawn: UUID | None = None, now: datetime = NOW, **words: str) -> UUID:
        return ask_colleague(
            keyholder=self.tom.keyholder,
            colleague=listing_of(self.tom.keyholder, self.iriss.id, now),
            asked=Asked(words.get("question", SECRET), words.get("picture", ""), words.get("tried", ""), until),
            drawn=drawn or new_id(),
            now=now,
        )

    def read(self, until: date = UNTIL, now: datetime = NOW) -> UUID:
        """Iris has said yes."""
        space = self.asked(until, now=now)
        answer_case(keyholder=self.iris.keyholder, found=self.seen_by(self.iris, space, now), yes=True, now=now)
        return space

    def seen_by(self, person: Person, space: UUID, now: datetime = NOW) -> OpenCase:
        return case_of(person.keyholder, space, now)


def soon() -> dict[str, Any]:
    """For tests through pages, which read the real clock."""
    now = datetime.now(UTC)
    return {"now": now, "until": (now + timedelta(days=3)).date()}


@pytest.fixture
def two(ada: Person, tom: Person, iris: Person, care: CareEpisode, toms: Listing, list_person: Lister) -> Two:
    return Two(ada, tom, iris, care.id, toms, list_person(iris, "Iris Reed"))


def text(browser: Client, path: str) -> str:
    response = browser.get(path, follow=True)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
