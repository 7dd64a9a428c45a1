import pytest

from tests.care.cast import list_person, toms
from tests.care.pair import Pair, pair
from tests.notes.over import Over
from tests.scheduling.cast import week

__all__ = ["list_person", "pair", "toms", "week"]


@pytest.fixture
def over(pair: Pair, toms) -> Over:
    return Over(pair, toms)
