from tests.care.cast import list_person, toms
from tests.care.pair import pair
from tests.safety.reached import reached

__all__ = ["list_person", "pair", "reached", "toms"]
