from tests.care.cast import list_person, toms
from tests.care.pair import pair
from tests.scheduling.cast import week

__all__ = ["list_person", "pair", "toms", "week"]
