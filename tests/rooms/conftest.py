import pytest

from stillroom.care.queries import CareEpisode
from tests.care.cast import toms
from tests.care.pair import Pair, pair
from tests.cast import NOW, Person
from tests.rooms.meeting import agree

__all__ = ["pair", "toms"]


@pytest.fixture
def accepted(pair: Pair) -> CareEpisode:
    """Ada and Tom, before she has agreed to the texts."""
    return pair.hers()


@pytest.fixture
def episode(ada: Person, accepted: CareEpisode) -> CareEpisode:
    """Ada and Tom, who may meet."""
    return agree(ada, accepted, NOW)
