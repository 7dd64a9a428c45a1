"""Ada and Tom after his yes: one episode, seen by each of them."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from stillroom.care.actions import accept, begin
from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of, requests_of
from stillroom.practice.queries import Listing
from tests.cast import NOW, Person


@dataclass(frozen=True, slots=True)
class Pair:
    """`hers` and `his` open the episode anew at each call, as two requests would."""

    ada: Person
    tom: Person
    space: UUID

    def hers(self) -> CareEpisode:
        return episode_of(self.ada.keyholder, self.space)

    def his(self) -> CareEpisode:
        return episode_of(self.tom.keyholder, self.space)


@pytest.fixture
def pair(ada: Person, tom: Person, toms: Listing) -> Pair:
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.VIDEO, now=NOW)
    (request,) = requests_of(tom.keyholder, NOW)
    accept(keyholder=tom.keyholder, request=request, now=NOW)
    return Pair(ada, tom, asked.id)
