"""Iris is on call beside Tom, and Ada has said whether Iris may open a card."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from stillroom.care.queries import CareEpisode, episode_of
from stillroom.practice.actions import name_on_call
from stillroom.practice.listings import Listing
from stillroom.safety.beyond import handed_of, reach_of
from stillroom.safety.handing import hand_cards_over, release_held
from stillroom.safety.on_call import Card, card_of, cards_waiting, open_card
from stillroom.safety.reach_documents import Handed, Reach, Who
from stillroom.safety.reaching import choose_reach, pick_up_cards
from stillroom.vault.drops import pending_requests
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.practice.cast import AT
from tests.safety.raising import raised

# So long ago that on-call hours have begun since, whatever the day and hour; pages read the real clock.
LONG_AGO = max(datetime.now(UTC) - timedelta(days=3), AT)
WAY = "Write to me here first. Or text, and say you are from the dentist."
HELPS = "Cold water. Uma can come over."
YES = Reach(Who.ON_CALL, WAY, HELPS)
NO = Reach(Who.THERAPIST)


@dataclass(frozen=True, slots=True)
class Reached:
    pair: Pair
    iris: Person
    max_: Person
    iriss: Listing

    @property
    def ada(self) -> Person:
        return self.pair.ada

    @property
    def tom(self) -> Person:
        return self.pair.tom

    def hers(self) -> CareEpisode:
        return self.pair.hers()

    def choose(self, reach: Reach, now: datetime = NOW) -> None:
        before = reach_of(self.ada.keyholder, self.hers())
        version = before.version if before else 0
        choose_reach(keyholder=self.ada.keyholder, episode=self.hers(), reach=reach, version=version, now=now)

    def raise_one(self, *flags, now: datetime = NOW) -> Handed:
        """A flag, and the card that follows from it in Ada's session."""
        raised(self.pair, *flags, now=now)
        assert hand_cards_over(keyholder=self.ada.keyholder, now=now) == 1
        if now == LONG_AGO:  # what comes round by itself has come round since
            release_held(now=datetime.now(UTC))
        return self.handed()[0]

    def handed(self) -> list[Handed]:
        return [each.document for each in handed_of(self.ada.keyholder, self.hers())]

    def released(self, handed: Handed) -> datetime:
        """Its time comes, and nobody has looked."""
        at = handed.opens + timedelta(minutes=1)
        release_held(now=at)
        return at

    def waiting(self, now: datetime) -> list[UUID]:
        return [each.space for each in cards_waiting(self.iris.keyholder, now) if not each.cover.done]

    def opened(self, handed: Handed) -> Card:
        """By Iris, once it is hers."""
        at = self.released(handed)
        open_card(keyholder=self.iris.keyholder, card=card_of(self.iris.keyholder, handed.space, at), now=at)
        return card_of(self.iris.keyholder, handed.space, at)

    def toms_key(self, now: datetime = NOW) -> int:
        return pick_up_cards(keyholder=self.tom.keyholder, pending=pending_requests(self.tom.keyholder, now))

    def his(self) -> CareEpisode:
        return episode_of(self.tom.keyholder, self.pair.space)


@pytest.fixture
def reached(pair: Pair, iris: Person, max_: Person, list_person: Lister) -> Reached:
    iriss = list_person(iris, "Iris Reed")
    name_on_call(keyholder=max_.keyholder, therapist=iriss.id, name="", now=NOW)
    return Reached(pair, iris, max_, iriss)
