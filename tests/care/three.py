"""Tom is away and has named Iris; Ada is asked whether she may read along."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import pytest

from stillroom.care.actions.covering import let_in, pick_up_covering, take_on
from stillroom.care.bringing import bringable
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.care.queries.covering import OpenCovering, Question, covering_of, covering_question
from stillroom.messaging.actions import send_message
from stillroom.practice.actions import mark_away
from stillroom.practice.listings import Listing
from tests.care.cast import Lister
from tests.cast import NOW, Person
from tests.practice.cast import AT

BACK = date(2099, 1, 4)  # pages read the real clock
SECRET = "The neighbour's dog is called Wren."


@dataclass(frozen=True, slots=True)
class Three:
    ada: Person
    tom: Person
    iris: Person
    care: UUID
    toms: Listing
    iriss: Listing

    def hers(self) -> CareEpisode:
        return episode_of(self.ada.keyholder, self.care)

    def question(self, now: datetime = NOW) -> Question:
        found = covering_question(self.ada.keyholder, self.hers(), now)
        assert found is not None
        return found

    def yes(self, *codes: str, now: datetime = NOW) -> UUID:
        chosen = [each for each in bringable(self.ada.keyholder, self.hers()) if each.of in (codes or ("messages",))]
        question = self.question(now)
        return let_in(
            keyholder=self.ada.keyholder,
            episode=self.hers(),
            question=question,
            brought=chosen,
            seen=question.seen,
            now=now,
        )

    def both_in(self, *codes: str, now: datetime = NOW) -> UUID:
        """Iris has said yes, and Tom has looked."""
        space = self.yes(*codes, now=now)
        take_on(keyholder=self.iris.keyholder, found=self.seen_by(self.iris, space, now), now=now)
        pick_up_covering(keyholder=self.tom.keyholder, now=now)
        return space

    def seen_by(self, person: Person, space: UUID, now: datetime = NOW) -> OpenCovering:
        return covering_of(person.keyholder, space, now)


@pytest.fixture
def three(ada: Person, tom: Person, iris: Person, care: CareEpisode, toms: Listing, list_person: Lister) -> Three:
    iriss = list_person(iris, "Iris Reed")
    mark_away(keyholder=tom.keyholder, therapist=toms.id, until=BACK, cover=iriss.id, next_step="", now=AT)
    send_message(episode=episode_of(ada.keyholder, care.id), text=SECRET, now=NOW)
    return Three(ada, tom, iris, care.id, toms, iriss)
